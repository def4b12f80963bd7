import { Group, SegmentedControl, Select, Text } from '@mantine/core';
import { useApi } from '../../api/use-api';
import type { ApiAnswer } from '../../api/api-types';
import { TimeSeriesChart } from '../../charts/time-series-chart';
import { unitWords } from '../../charts/units';
import { EmptyState } from '../../components/empty-state';
import { Panel } from '../../components/panel';
import { textOf, useSearchParams, useSetSearch } from '../../url/search';
import { type TrendMetric, trendMetricOf, trendMetrics } from './performance-search';
import { trendRangeOf } from './trend-range';

const HEIGHT = 220;
type Trend = ApiAnswer<'get', '/api/analytics/trends'>;

interface TrendPanelProps {
  readonly filter: Record<string, string>;
  readonly from: string;
  readonly to: string;
}

/** One number over time with the marks where its level changed. */
export function TrendPanel({ filter, from, to }: TrendPanelProps) {
  const search = useSearchParams();
  const setSearch = useSetSearch();
  const metric = trendMetricOf(textOf(search['metric']));
  const step = textOf(search['step']) === 'week' ? 'week' : 'day';
  const range = trendRangeOf({ from, to }, step);
  const trend = useApi('/api/analytics/trends', {
    query: { metric: metric.value, by: step, ...filter, from: range.from, to: range.to } as never,
  });
  return (
    <Panel
      title="Trend"
      unit={range.words}
      height={HEIGHT + 48}
      state={trend}
      isEmpty={({ points }) => points.every(({ value }) => value === null)}
      empty={<EmptyState title="No runs in that time">A trend has a point for each day with runs.</EmptyState>}
      actions={
        <>
          <Select
            size="xs"
            w={{ base: 128, sm: 190 }}
            aria-label="Number of the trend"
            allowDeselect={false}
            data={trendMetrics.map(({ value, label }) => ({ value, label }))}
            value={metric.value}
            onChange={(next) => setSearch({ metric: next === 'success_rate' ? undefined : (next ?? undefined) })}
          />
          <SegmentedControl
            size="xs"
            aria-label="Points of the trend"
            value={step}
            onChange={(next) => setSearch({ step: next === 'week' ? next : undefined })}
            data={[
              { value: 'day', label: 'Day' },
              { value: 'week', label: 'Week' },
            ]}
          />
        </>
      }
    >
      {(data) => <TrendChart trend={data} metric={metric} />}
    </Panel>
  );
}

function TrendChart({ trend, metric }: { trend: Trend; metric: TrendMetric }) {
  const { points, changePoints, statement } = trend;
  const words = (value: number) => unitWords(metric.unit, value);
  return (
    <>
      <TimeSeriesChart
        label={metric.label}
        unit={metric.unit}
        height={HEIGHT}
        times={points.map(({ start }) => Date.parse(start) / 1000)}
        series={[{ key: metric.value, label: metric.label, values: points.map(({ value }) => value) }]}
        annotations={changePoints.map(({ at, before, after }) => ({
          at: Date.parse(at) / 1000,
          label: `from ${words(before)} to ${words(after)}`,
          tone: 'warn' as const,
        }))}
        onZoom={() => {}}
      />
      <Group gap="md" mt={6} wrap="wrap">
        <Text fz="xs" c="dimmed" lineClamp={2}>
          {statement}
        </Text>
      </Group>
    </>
  );
}
