import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ApiItem } from '../../api/api-types';
import { useApiList } from '../../api/use-api';
import { type Column, DataTable } from '../../components/data-table';
import { Duration } from '../../components/duration';
import { EmptyState } from '../../components/empty-state';
import { Panel } from '../../components/panel';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { wordsOf } from '../../components/state-words';

type Notification = ApiItem<'/api/notifications'>;

const columns: readonly Column<Notification>[] = [
  { id: 'status', header: 'Status', width: 116, cell: ({ status }) => <StateBadge state={status} /> },
  { id: 'channel', header: 'Channel', width: 116, cell: ({ channelName }) => channelName },
  { id: 'reason', header: 'Why', width: 108, cell: ({ reason }) => wordsOf(reason) },
  { id: 'attempts', header: 'Attempts', width: 78, align: 'right', cell: ({ attempts }) => attempts },
  {
    id: 'latency',
    header: 'Took',
    width: 72,
    align: 'right',
    cell: ({ latencyMs }) => <Duration seconds={latencyMs === null ? null : latencyMs / 1000} />,
  },
  { id: 'at', header: 'Last tried', width: 100, cell: ({ updatedAt }) => <RelativeTime at={updatedAt} /> },
  {
    id: 'error',
    header: 'Error',
    width: 130,
    grow: 1,
    cell: ({ error }) => <span title={error ?? ''}>{error ?? ''}</span>,
  },
];

/** Every message that told of this alert, with what became of it. */
export function AlertDeliveries({ alertId }: { alertId: string }) {
  const list = useApiList('/api/notifications', { query: { alert: alertId, limit: 50 } });
  return (
    <Panel
      title="Messages"
      height="auto"
      flush
      state={list}
      isEmpty={(items) => items.length === 0}
      empty={
        <EmptyState title="No message tells of it">
          The history says why nobody was told, and so does “Explain”.
        </EmptyState>
      }
      actions={
        <Anchor component={Link} to="/notifications" search={{ alert: alertId } as never} fz="xs">
          All notifications
        </Anchor>
      }
    >
      {() => (
        <DataTable label="Messages" columns={columns} list={list} rowKey={({ id }) => id} height={320} empty={null} />
      )}
    </Panel>
  );
}
