import { Anchor, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ApiItem } from '../../api/api-types';
import { useApi, useApiList } from '../../api/use-api';
import { type Column, DataTable } from '../../components/data-table';
import { EmptyState } from '../../components/empty-state';
import { FilterBar } from '../../components/filter-bar';
import { nameOptions } from '../../components/filter-options';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { useFilters } from '../../url/filters';
import { useListRange } from '../../url/time-range';
import { heldOptions, heldWords } from './notification-words';

type Held = ApiItem<'/api/notifications/suppressed'>;
const filterSpec = { held: 'many', rule: 'many', channel: 'many', alert: 'one', order: 'one' } as const;

/** What was not told, and why. */
export function HeldView() {
  const filters = useFilters(filterSpec);
  const { held, rule, channel, alert, order } = filters.values;
  const range = useListRange();
  const rules = useApi('/api/alerts/rules', { query: { limit: 500 } });
  const channels = useApi('/api/channels', { query: { limit: 500 } });
  const list = useApiList('/api/notifications/suppressed', {
    query: {
      ...range,
      limit: 100,
      order: order === 'asc' ? 'asc' : 'desc',
      ...(held.length > 0 ? { reason: held.join(',') } : {}),
      ...(rule.length > 0 ? { rule: rule.join(',') } : {}),
      ...(channel.length > 0 ? { channel: channel.join(',') } : {}),
      ...(alert ? { alert } : {}),
    },
  });
  return (
    <>
      <FilterBar
        filters={filters}
        fields={[
          { kind: 'many', key: 'held', label: 'Why', options: heldOptions },
          {
            kind: 'many',
            key: 'rule',
            label: 'Rule',
            options: nameOptions(rules.data?.items.map(({ name }) => name).sort() ?? []),
          },
          {
            kind: 'many',
            key: 'channel',
            label: 'Channel',
            options: nameOptions(channels.data?.items.map(({ name }) => name) ?? []),
          },
          { kind: 'text', key: 'alert', label: 'Id of an alert', width: 180 },
        ]}
      />
      <DataTable
        label="Not told"
        columns={heldColumns}
        list={list}
        rowKey={({ id }) => id}
        sort={{ by: 'at', order: order === 'asc' ? 'asc' : 'desc' }}
        onSort={(sort) => filters.set({ order: sort.order === 'asc' ? 'asc' : undefined })}
        empty={
          filters.active ? (
            <EmptyState title="Nothing matches" action={<Button onClick={filters.clear}>Clear the filters</Button>} />
          ) : (
            <EmptyState title="Nothing was held back in this range">
              Silences, inhibitions and acknowledgements hold messages back; so does a rule without a channel.
            </EmptyState>
          )
        }
      />
    </>
  );
}

const heldColumns: readonly Column<Held>[] = [
  { id: 'at', header: 'When', width: 110, sortable: true, cell: ({ at }) => <RelativeTime at={at} /> },
  {
    id: 'reason',
    header: 'Why not',
    width: 230,
    grow: 1,
    cell: ({ reason }) => <StateBadge state={reason} word={heldWords(reason)} />,
  },
  {
    id: 'rule',
    header: 'Alert of',
    width: 200,
    grow: 1,
    cell: ({ alertId, ruleName }) =>
      alertId === null ? (
        ruleName
      ) : (
        <Anchor component={Link} to="/alerts/$id" params={{ id: alertId } as never} fz="sm">
          {ruleName ?? alertId}
        </Anchor>
      ),
  },
  { id: 'channel', header: 'Channel', width: 130, cell: ({ channelName }) => channelName ?? '–' },
  {
    id: 'because',
    header: 'Because of',
    width: 220,
    grow: 2,
    cell: ({ because }) => (
      <Text span fz="sm" c="dimmed" title={because ?? undefined}>
        {because ?? '–'}
      </Text>
    ),
  },
];
