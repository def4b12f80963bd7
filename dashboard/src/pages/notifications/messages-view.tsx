import { Anchor, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ApiProblem } from '../../api/api-problem';
import { useApi, useApiList } from '../../api/use-api';
import { DataTable } from '../../components/data-table';
import { DetailDrawer, useOpened } from '../../components/detail-drawer';
import { EmptyState } from '../../components/empty-state';
import { FilterBar } from '../../components/filter-bar';
import { nameOptions, stateOptions } from '../../components/filter-options';
import { PanelContent } from '../../components/panel';
import { useFilters } from '../../url/filters';
import { useListRange } from '../../url/time-range';
import { messageColumns } from './message-columns';
import { MessageDetail } from './message-detail';
import { reasonOptions } from './notification-words';

const filterSpec = { status: 'many', channel: 'many', reason: 'many', alert: 'one', order: 'one' } as const;

/** What was sent, or is about to be, in the range of time. */
export function MessagesView() {
  const filters = useFilters(filterSpec);
  const { status, channel, reason, alert, order } = filters.values;
  const range = useListRange();
  const channels = useApi('/api/channels', { query: { limit: 500 } });
  const [open, show] = useOpened('message');
  const list = useApiList('/api/notifications', {
    query: {
      ...range,
      limit: 100,
      order: order === 'asc' ? 'asc' : 'desc',
      ...(status.length > 0 ? { status: status.join(',') } : {}),
      ...(channel.length > 0 ? { channel: channel.join(',') } : {}),
      ...(reason.length > 0 ? { reason: reason.join(',') } : {}),
      ...(alert ? { alert } : {}),
    },
  });
  return (
    <>
      <FilterBar
        filters={filters}
        fields={[
          {
            kind: 'many',
            key: 'status',
            label: 'Status',
            options: stateOptions(['queued', 'retrying', 'sent', 'failed', 'superseded']),
          },
          {
            kind: 'many',
            key: 'channel',
            label: 'Channel',
            options: nameOptions(channels.data?.items.map(({ name }) => name) ?? []),
          },
          { kind: 'many', key: 'reason', label: 'Why', options: reasonOptions },
          { kind: 'text', key: 'alert', label: 'Id of an alert', width: 180 },
        ]}
      />
      <DataTable
        label="Messages"
        columns={messageColumns}
        list={list}
        rowKey={({ id }) => id}
        onOpen={({ id }) => show(id)}
        openKey={open}
        sort={{ by: 'queuedAt', order: order === 'asc' ? 'asc' : 'desc' }}
        onSort={(sort) => filters.set({ order: sort.order === 'asc' ? 'asc' : undefined })}
        empty={
          filters.active ? (
            <EmptyState
              title="No message matches"
              action={<Button onClick={filters.clear}>Clear the filters</Button>}
            />
          ) : (
            <EmptyState
              title="Nobody was told of anything in this range"
              action={
                <Anchor component={Link} to="/channels" fz="sm">
                  Channels
                </Anchor>
              }
            >
              Choose a longer range, or see under “Not told” what was held back. Rules tell over the channels that they
              name.
            </EmptyState>
          )
        }
      />
      <MessageDrawer id={open} onShow={show} />
    </>
  );
}

function MessageDrawer({ id, onShow }: { id: string | undefined; onShow: (id: string | undefined) => void }) {
  const message = useApi('/api/notifications/{id}', { path: { id: id ?? '' } }, { enabled: id !== undefined });
  const data = message.data?.id === id ? message.data : undefined;
  const gone = message.error instanceof ApiProblem && message.error.status === 404;
  return (
    <DetailDrawer opened={id !== undefined} onClose={() => onShow(undefined)} title="Message">
      {gone ? (
        <EmptyState title="There is no such message (any more)">Messages are kept for a time only.</EmptyState>
      ) : (
        <PanelContent state={{ ...message, data }} height={320}>
          {(one) => <MessageDetail message={one} onShow={onShow} />}
        </PanelContent>
      )}
    </DetailDrawer>
  );
}
