import type { TelemetryEvent } from '../../events/telemetry.events.js';
import { addDecimals } from '../../kernel/exact-sum.js';
import { timeOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, TableSpec } from '../../platform/projections/projection.js';

/** What one counter of an agent has reached since one start: the most that it told. */
export interface MetricTotalRow {
  readonly agent_id: string;
  readonly source: string;
  readonly amount: string;
  readonly series: string;
  /** 1970 where the agent does not say since when. */
  readonly started_at: Date;
  readonly value: string;
}

const table: TableSpec<MetricTotalRow> = {
  name: 'telemetry_metric_totals',
  columns: {
    agent_id: 'text',
    source: 'text',
    amount: 'text',
    series: 'text',
    started_at: 'timestamptz',
    value: 'numeric',
  },
  key: ['agent_id', 'source', 'amount', 'series', 'started_at'],
};

const UNKNOWN_START = new Date(0);

/** Of equal ones the longer text, so that the order does not matter. */
function larger(one: string, other: string): string {
  const difference = addDecimals(one, `-${other}`);
  if (/^0(?:\.0+)?$/.test(difference)) return one.length >= other.length ? one : other;
  return difference.startsWith('-') ? other : one;
}

/** Counters only grow, so that of one start the largest value is the latest, whatever the order in which they come. */
export const metricTotals: FoldOutput<MetricTotalRow> = {
  kind: 'fold',
  table,
  keys(event) {
    if (event.type !== 'TelemetryReceived') return [];
    const { agentId, source, totals = [] } = event.data as unknown as TelemetryEvent['data'];
    const keys = new Map(
      totals.map(({ amount, series, startedAt }) => [
        `${amount} ${series} ${startedAt ?? ''}`,
        [agentId, source, amount, series, timeOf(startedAt) ?? UNKNOWN_START],
      ]),
    );
    return [...keys.values()];
  },
  apply(row, event, [agentId, source, amount, series, startedAt]) {
    const { totals = [] } = event.data as unknown as TelemetryEvent['data'];
    const since = (startedAt as Date).getTime();
    const told = totals.filter(
      (total) =>
        total.amount === amount &&
        total.series === series &&
        (timeOf(total.startedAt) ?? UNKNOWN_START).getTime() === since,
    );
    const value = told.reduce((most, total) => larger(most, total.value), row?.value ?? '0');
    if (row && value === row.value) return row;
    return {
      agent_id: agentId as string,
      source: source as string,
      amount: amount as string,
      series: series as string,
      started_at: startedAt as Date,
      value,
    };
  },
};
