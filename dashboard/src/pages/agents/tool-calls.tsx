import { SegmentedControl, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { ApiItem } from '../../api/api-types';
import { type ApiList, useApi, useApiList } from '../../api/use-api';
import { type Column, DataTable } from '../../components/data-table';
import { Duration } from '../../components/duration';
import { EmptyState } from '../../components/empty-state';
import { NumberText } from '../../components/number-text';
import { StateBadge } from '../../components/state-badge';
import { mapLoadable } from '../../api/loadable';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import { ClockTime } from './clock-time';
import { LookFurther } from './look-further';
import type { TimelineEntry } from './timeline-words';

type Failure = ApiItem<'/api/tool-calls/failures'>;
type ToolSum = ApiItem<'/api/tool-calls'>;

const seconds = (ms: unknown) => (typeof ms === 'number' ? ms / 1000 : null);

const toolColumns: readonly Column<ToolSum>[] = [
  { id: 'tool', header: 'Tool', width: 160, grow: 1, cell: ({ tool }) => tool },
  { id: 'calls', header: 'Calls', width: 90, align: 'right', cell: ({ calls }) => <NumberText value={calls} /> },
  {
    id: 'failed',
    header: 'Failed',
    width: 90,
    align: 'right',
    cell: ({ failedCalls }) => (
      <Text component="span" inherit c={failedCalls > 0 ? 'var(--bad)' : 'dimmed'}>
        <NumberText value={failedCalls} />
      </Text>
    ),
  },
  {
    id: 'p50',
    header: 'Median',
    width: 100,
    align: 'right',
    cell: ({ durationMsQuantiles }) => <Duration seconds={seconds(durationMsQuantiles?.p50)} />,
  },
  {
    id: 'max',
    header: 'Longest',
    width: 100,
    align: 'right',
    cell: ({ maxDurationMs }) => <Duration seconds={seconds(maxDurationMs)} />,
  },
  {
    id: 'sum',
    header: 'In all',
    width: 100,
    align: 'right',
    cell: ({ durationMs }) => <Duration seconds={seconds(durationMs)} />,
  },
];

const failureColumns: readonly Column<Failure>[] = [
  { id: 'at', header: 'When', width: 146, cell: ({ occurredAt }) => <ClockTime at={occurredAt} /> },
  { id: 'tool', header: 'Tool', width: 140, cell: ({ tool }) => tool },
  {
    id: 'error',
    header: 'What was said',
    width: 240,
    grow: 1,
    cell: ({ error }) => <span title={error ?? undefined}>{error ?? 'nothing'}</span>,
  },
  {
    id: 'took',
    header: 'Took',
    width: 90,
    align: 'right',
    cell: ({ durationMs }) => <Duration seconds={seconds(durationMs)} />,
  },
];

const callColumns: readonly Column<TimelineEntry>[] = [
  { id: 'at', header: 'When', width: 146, cell: ({ occurredAt }) => <ClockTime at={occurredAt} /> },
  { id: 'tool', header: 'Tool', width: 140, cell: ({ data }) => String(data['tool']) },
  {
    id: 'outcome',
    header: 'Outcome',
    width: 110,
    cell: ({ data }) => <StateBadge state={data['success'] === false ? 'failed' : 'succeeded'} />,
  },
  {
    id: 'error',
    header: 'What was said',
    width: 200,
    grow: 1,
    cell: ({ data }) => (typeof data['error'] === 'string' ? <span title={data['error']}>{data['error']}</span> : ''),
  },
  {
    id: 'took',
    header: 'Took',
    width: 90,
    align: 'right',
    cell: ({ data }) => <Duration seconds={seconds(data['durationMs'])} />,
  },
];

const HEIGHT = 'max(320px, calc(100dvh - 380px))';
const none = (title: string) => (
  <EmptyState title={title}>
    Report them with <code>{'POST /api/agents/{id}/tool-calls'}</code> or by telemetry.
  </EmptyState>
);

/** The tools that an agent used: what went wrong first, if anything did; in sums, and one by one. */
export function ToolCalls({ id }: { id: string }) {
  const failures = useApiList('/api/tool-calls/failures', { query: { agentId: id, limit: 200 } });
  const view = textOf(useSearchParams()['tools']) ?? (failures.data?.length === 0 ? 'all' : 'failures');
  const setSearch = useSetSearch();
  return (
    <>
      <SegmentedControl
        aria-label="Which tool calls"
        size="xs"
        mb="xs"
        value={view}
        onChange={(next) => setSearch({ tools: next })}
        data={[
          { value: 'failures', label: 'Failures' },
          { value: 'sums', label: 'By tool' },
          { value: 'all', label: 'All' },
        ]}
      />
      {view === 'sums' ? <ToolSums id={id} /> : view === 'all' ? <AllCalls id={id} /> : <Failures list={failures} />}
    </>
  );
}

function ToolSums({ id }: { id: string }) {
  const sums = useApi('/api/tool-calls', { query: { agentId: id, groupBy: 'tool', limit: 500 } });
  const list = mapLoadable(sums, ({ items }) => items);
  return (
    <DataTable
      label="Tools"
      columns={toolColumns}
      list={list}
      rowKey={({ tool }) => tool ?? ''}
      height={HEIGHT}
      empty={none('No tool was used')}
    />
  );
}

function Failures({ list }: { list: ApiList<Failure> }) {
  return (
    <DataTable
      label="Failed tool calls"
      columns={failureColumns}
      list={list}
      rowKey={(call) => call.id}
      height={HEIGHT}
      empty={<EmptyState title="No tool call failed">Look at all of them, or by tool.</EmptyState>}
    />
  );
}

function AllCalls({ id }: { id: string }) {
  const list = useApiList('/api/agents/{id}/timeline', { path: { id }, query: { limit: 200 } });
  const calls = useMemo(() => list.data?.filter(({ type }) => type === 'ToolCallRecorded'), [list.data]);
  return (
    <>
      <DataTable
        label="Tool calls"
        columns={callColumns}
        list={{ ...list, data: calls, total: null }}
        rowKey={(call) => call.id}
        height={HEIGHT}
        empty={list.hasMore ? <EmptyState title="Looking further back…" /> : none('No tool was used')}
      />
      <LookFurther active={calls?.length === 0} list={list} />
    </>
  );
}
