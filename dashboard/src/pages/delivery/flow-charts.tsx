import { SimpleGrid } from '@mantine/core';
import type { Loadable } from '../../api/loadable';
import type { ChartSeries } from '../../charts/chart-series';
import { TimeSeriesChart } from '../../charts/time-series-chart';
import type { Unit } from '../../charts/units';
import { EmptyState } from '../../components/empty-state';
import { Panel } from '../../components/panel';
import type { Delivery } from './delivery-types';

const HEIGHT = 200;
type Point = Delivery['series'][number];

interface Line {
  readonly label: string;
  readonly of: (point: Point) => number | null;
  readonly colour: string;
}

interface FlowChart {
  readonly title: string;
  readonly note: string;
  readonly unit: Unit;
  readonly bars?: boolean;
  readonly lines: readonly Line[];
}

const charts: readonly FlowChart[] = [
  {
    title: 'Deployments',
    note: 'successful, to production',
    unit: 'count',
    bars: true,
    lines: [{ label: 'Deployments', of: ({ deployments }) => deployments, colour: 'var(--series-0)' }],
  },
  {
    title: 'Lead time for changes',
    note: 'p50',
    unit: 'seconds',
    lines: [{ label: 'Lead time', of: ({ leadTimeForChangesSeconds: of }) => of.p50, colour: 'var(--series-1)' }],
  },
  {
    title: 'Change failure rate',
    note: '%',
    unit: 'ratio',
    lines: [{ label: 'Change failure rate', of: ({ changeFailureRate: of }) => of.rate, colour: 'var(--series-2)' }],
  },
  {
    title: 'Recovery',
    note: 'deployments p50, incidents mean',
    unit: 'seconds',
    lines: [
      {
        label: 'Failed deployments',
        of: ({ failedDeploymentRecoverySeconds: of }) => of.p50,
        colour: 'var(--series-3)',
      },
      { label: 'Incidents', of: ({ incidentRecoverySeconds: of }) => of.mean, colour: 'var(--series-4)' },
    ],
  },
  {
    title: 'Pull requests',
    note: 'p50',
    unit: 'seconds',
    lines: [
      { label: 'Opened to merged', of: ({ pullRequestCycleSeconds: of }) => of.p50, colour: 'var(--series-5)' },
      { label: 'Review turnaround', of: ({ reviewTurnaroundSeconds: of }) => of.p50, colour: 'var(--series-6)' },
    ],
  },
  {
    title: 'Stories completed',
    note: '',
    unit: 'count',
    bars: true,
    lines: [{ label: 'Stories', of: ({ storiesCompleted }) => storiesCompleted, colour: 'var(--series-7)' }],
  },
];

/** What flowed, by day or week; the crosshairs move together. */
export function FlowCharts({ delivery }: { delivery: Loadable<Delivery> }) {
  return (
    <SimpleGrid cols={{ base: 1, md: 2, xl: 3, wide: 6 }} spacing="sm">
      {charts.map((chart) => (
        <Panel
          key={chart.title}
          title={chart.title}
          unit={chart.note}
          height={HEIGHT}
          state={delivery}
          isEmpty={({ series }) => !series.some((point) => chart.lines.some(({ of }) => Boolean(of(point))))}
          empty={<EmptyState title="None in this range of time">Choose a longer one, at the top right.</EmptyState>}
        >
          {({ series }) => (
            <TimeSeriesChart
              label={chart.title}
              unit={chart.unit}
              height={HEIGHT}
              syncKey="delivery"
              bars={chart.bars ?? false}
              times={series.map(({ start }) => Date.parse(start) / 1000)}
              series={chart.lines.map((line) => seriesOf(line, series))}
            />
          )}
        </Panel>
      ))}
    </SimpleGrid>
  );
}

const seriesOf = ({ label, of, colour }: Line, points: readonly Point[]): ChartSeries => ({
  key: label,
  label,
  colour,
  values: points.map(of),
});
