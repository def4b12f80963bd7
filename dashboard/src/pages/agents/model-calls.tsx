import { Group, Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { ApiAnswer } from '../../api/api-types';
import { mapLoadable } from '../../api/loadable';
import { useApi, useApiList } from '../../api/use-api';
import { SeriesName } from '../../charts/series-name';
import { type Column, DataTable } from '../../components/data-table';
import { Duration } from '../../components/duration';
import { EmptyState } from '../../components/empty-state';
import { Money } from '../../components/money';
import { NumberText } from '../../components/number-text';
import { StateBadge } from '../../components/state-badge';
import { ClockTime } from './clock-time';
import { LookFurther } from './look-further';
import type { TimelineEntry } from './timeline-words';

type ModelCosts = ApiAnswer<'get', '/api/cost/agents/{id}'>['byModel'][number];

const count = (value: unknown) => <NumberText value={typeof value === 'number' ? value : null} />;

const modelColumns: readonly Column<ModelCosts>[] = [
  { id: 'model', header: 'Model', width: 170, grow: 1, cell: ({ model }) => <SeriesName name={model} /> },
  { id: 'cost', header: 'Cost', width: 100, align: 'right', cell: ({ cost }) => <Money amount={cost} /> },
  { id: 'calls', header: 'Calls', width: 80, align: 'right', cell: ({ calls }) => count(calls) },
  { id: 'failed', header: 'Failed', width: 80, align: 'right', cell: ({ failedCalls }) => count(failedCalls) },
  { id: 'input', header: 'Input', width: 90, align: 'right', cell: ({ inputTokens }) => count(inputTokens) },
  { id: 'output', header: 'Output', width: 90, align: 'right', cell: ({ outputTokens }) => count(outputTokens) },
  {
    id: 'read',
    header: 'Cache read',
    width: 100,
    align: 'right',
    cell: ({ cacheReadTokens }) => count(cacheReadTokens),
  },
  {
    id: 'write',
    header: 'Cache write',
    width: 100,
    align: 'right',
    cell: ({ cacheWriteTokens }) => count(cacheWriteTokens),
  },
];

const callColumns: readonly Column<TimelineEntry>[] = [
  { id: 'at', header: 'When', width: 136, cell: ({ occurredAt }) => <ClockTime at={occurredAt} /> },
  {
    id: 'model',
    header: 'Model',
    width: 150,
    grow: 1,
    cell: ({ data }) => <SeriesName name={String(data['model'])} />,
  },
  {
    id: 'outcome',
    header: 'Outcome',
    width: 118,
    cell: ({ data }) => <StateBadge state={data['success'] === false ? 'failed' : 'succeeded'} />,
  },
  { id: 'input', header: 'Input', width: 76, align: 'right', cell: ({ data }) => count(data['inputTokens']) },
  { id: 'output', header: 'Output', width: 76, align: 'right', cell: ({ data }) => count(data['outputTokens']) },
  { id: 'read', header: 'Cache read', width: 94, align: 'right', cell: ({ data }) => count(data['cacheReadTokens']) },
  {
    id: 'took',
    header: 'Took',
    width: 80,
    align: 'right',
    cell: ({ data }) => (
      <Duration seconds={typeof data['durationMs'] === 'number' ? data['durationMs'] / 1000 : null} />
    ),
  },
  {
    id: 'reported',
    header: 'Reported',
    width: 86,
    align: 'right',
    cell: ({ data }) =>
      typeof data['reportedCostUsd'] === 'string' ? <Money amount={data['reportedCostUsd']} /> : <span>–</span>,
  },
];

const none = (
  <EmptyState title="No model was called">
    Report calls with <code>{'POST /api/agents/{id}/model-calls'}</code> or by telemetry.
  </EmptyState>
);

/** What an agent spent on each model, and its calls one by one. */
export function ModelCalls({ id }: { id: string }) {
  const costs = useApi('/api/cost/agents/{id}', { path: { id } });
  const list = useApiList('/api/agents/{id}/timeline', { path: { id }, query: { limit: 200 } });
  const calls = useMemo(() => list.data?.filter(({ type }) => type === 'ModelCallRecorded'), [list.data]);
  const unpriced = costs.data?.unpricedCalls ?? 0;
  return (
    <Stack gap="sm">
      <DataTable
        label="Models"
        columns={modelColumns}
        list={mapLoadable(costs, ({ byModel }) => byModel)}
        rowKey={({ model }) => model}
        height={240}
        empty={none}
      />
      {unpriced > 0 ? (
        <Group gap={6} fz="sm">
          <Text fz="sm" c="var(--warn)">
            <NumberText value={unpriced} /> calls have no price and are in no sum of costs. Set one under Settings,
            Prices.
          </Text>
        </Group>
      ) : null}
      <DataTable
        label="Model calls"
        columns={callColumns}
        list={{ ...list, data: calls, total: null }}
        rowKey={(call) => call.id}
        height="max(280px, calc(100dvh - 560px))"
        empty={list.hasMore ? <EmptyState title="Looking further back…" /> : none}
      />
      <LookFurther active={calls?.length === 0} list={list} />
    </Stack>
  );
}
