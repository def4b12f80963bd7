import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { useApi } from '../../api/use-api';
import { TimeSeriesChart } from '../../charts/time-series-chart';
import { EmptyState } from '../../components/empty-state';
import { Panel } from '../../components/panel';
import { useSetTimeRange } from '../../url/time-range';
import type { CostReport, CostSearch } from './cost-search';
import { hoursChoice, tooManyHours } from './hours';
import { type Trend, trendQuery, trendShown } from './trend-range';
import { trendChart } from './trend-series';

const HEIGHT = 280;
const titles = { hours: 'Cost by hour', days: 'Cost by day', weeks: 'Cost by week', months: 'Cost by month' } as const;

/** How spending went, told apart by the chosen dimension. Dragging makes the report one of what was dragged over. */
export function TrendPanel({ search }: { search: CostSearch }) {
  const { tz, only, dimension, trend, month, isRange, tooLongForHours, set } = search;
  const kind = trendShown(search);
  const report = useApi('/api/cost/report', {
    query: { ...trendQuery(search), tz, seriesBy: dimension.by, ...only },
  });
  const span = spanWords(kind, month !== undefined || isRange);
  return (
    <Panel
      title={titles[kind]}
      unit={`USD, by ${dimension.label.toLowerCase()}${span}`}
      {...(tooLongForHours && trend === 'hours' ? { description: tooManyHours } : {})}
      height={HEIGHT}
      state={report}
      isEmpty={({ series }) => !series || series.rows.length === 0}
      empty={
        <EmptyState title="Nothing with a price was spent here">
          Choose another month, or take filters away. Calls that nobody has a price of are listed beside.
        </EmptyState>
      }
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Trend by"
          data={[
            hoursChoice('hours', 'Hours', tooLongForHours),
            { value: 'days', label: 'Days' },
            { value: 'weeks', label: 'Weeks' },
            { value: 'months', label: 'Months' },
          ]}
          value={kind}
          onChange={(next) => set({ trend: next === 'days' ? undefined : next })}
        />
      }
    >
      {(data) => <Chart report={data} readAt={report.updatedAt ?? 0} search={search} title={titles[kind]} />}
    </Panel>
  );
}

function spanWords(kind: Trend, isOfReport: boolean): string {
  if (kind === 'weeks' || kind === 'months') return `, last 12 ${kind}`;
  return isOfReport ? '' : kind === 'hours' ? ', last 48 hours' : ', last 30 days';
}

interface ChartProps {
  readonly report: CostReport;
  readonly readAt: number;
  readonly search: CostSearch;
  readonly title: string;
}

function Chart({ report, readAt, search: { dimension, set }, title }: ChartProps) {
  const chart = useMemo(() => trendChart(report, dimension.by, readAt), [report, dimension, readAt]);
  const setRange = useSetTimeRange();
  return (
    <TimeSeriesChart
      label={title}
      unit="usd"
      timeZone={report.timeZone}
      height={HEIGHT}
      bars
      stacked
      {...chart}
      onZoom={(from, to) => {
        set({ span: 'range', month: undefined, trend: undefined });
        setRange({ fromMs: from * 1000, toMs: to * 1000 });
      }}
    />
  );
}
