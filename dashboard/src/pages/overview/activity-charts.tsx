import { SimpleGrid } from '@mantine/core';
import { linesOf } from '../../charts/chart-series';
import { TimeSeriesChart } from '../../charts/time-series-chart';
import type { Unit } from '../../charts/units';
import { useRangeQuery } from '../../charts/use-range-query';
import { EmptyState } from '../../components/empty-state';
import { Panel } from '../../components/panel';

const HEIGHT = 200;

/**
 * Throughput, errors and tokens on one time line: their crosshairs move together. They are of the recorded metrics, so a
 * late report stands where it came in; the tiles count by when things happened.
 */
export function ActivityCharts() {
  return (
    <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="sm">
      <Chart
        title="Tasks completed"
        note="per hour, by when recorded"
        unit="count"
        by="type"
        expression="sum by (type) (rate(orchestrate_agent_completions_total[$__interval])) * 3600"
      />
      <Chart
        title="Failures"
        note="per hour, by when recorded"
        unit="count"
        by="error_type"
        expression="sum by (error_type) (rate(orchestrate_errors_total[$__interval])) * 3600"
      />
      <Chart
        title="Tokens"
        note="per minute, by when recorded"
        unit="tokens"
        by="model"
        expression="sum by (model) (rate(orchestrate_tokens_total[$__interval])) * 60"
      />
    </SimpleGrid>
  );
}

interface ChartProps {
  readonly title: string;
  readonly note: string;
  readonly unit: Unit;
  readonly by: string;
  readonly expression: string;
}

function Chart({ title, note, unit, by, expression }: ChartProps) {
  const answer = useRangeQuery(expression, { width: 480 });
  return (
    <Panel
      title={title}
      unit={note}
      height={HEIGHT}
      state={answer}
      isEmpty={({ series }) => series.length === 0}
      empty={
        <EmptyState title="Nothing in this range of time">
          Nothing was recorded then. Another range is at the top right.
        </EmptyState>
      }
    >
      {(range) => (
        <TimeSeriesChart
          label={`${title} ${note}`}
          unit={unit}
          height={HEIGHT}
          syncKey="overview"
          times={range.times}
          series={linesOf(range, by)}
        />
      )}
    </Panel>
  );
}
