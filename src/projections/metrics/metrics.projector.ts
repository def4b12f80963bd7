import type { RecordedEvent } from '../../kernel/event.js';
import type { FoldOutput, Projection } from '../../platform/projections/projection.js';
import { changesOf, metricEventTypes } from './metric-changes.js';
import { familyByName } from './metric-families.js';
import { type MetricSeriesRow, observeInto, slotOf } from './metric-series.row.js';
import { parseSeries, type SeriesChange } from './series-change.js';

/** `keys` and `apply` ask for the same event one after the other: its changes are worked out once. */
let latest:
  { readonly event: RecordedEvent; readonly changes: ReadonlyMap<string, readonly SeriesChange[]> } | undefined;

function changesBySeries(event: RecordedEvent): ReadonlyMap<string, readonly SeriesChange[]> {
  if (latest?.event === event) return latest.changes;
  const changes = new Map<string, SeriesChange[]>();
  for (const change of changesOf(event)) {
    const others = changes.get(change.series);
    if (others) others.push(change);
    else changes.set(change.series, [change]);
  }
  latest = { event, changes };
  return changes;
}

function newSeries(series: string, event: RecordedEvent): MetricSeriesRow {
  const { name } = parseSeries(series);
  return {
    series,
    name,
    value: 0,
    state: null,
    slot: slotOf(event.recordedAt),
    position: event.position,
    born: event.position,
  };
}

function applyChange(row: MetricSeriesRow, change: SeriesChange): MetricSeriesRow {
  switch (change.op) {
    case 'add':
      return { ...row, value: row.value + change.amount };
    case 'set':
      return { ...row, value: change.value };
    case 'observe': {
      const family = familyByName.get(row.name);
      if (!family) throw new Error(`no metric family ${row.name}`);
      return { ...row, value: row.value + 1, state: observeInto(row.state, family, change.value) };
    }
  }
}

const metricSeries: FoldOutput<MetricSeriesRow> = {
  kind: 'fold',
  table: {
    name: 'metric_series',
    columns: {
      series: 'text',
      name: 'text',
      value: 'double precision',
      state: 'jsonb',
      slot: 'timestamptz',
      position: 'text',
      born: 'text',
    },
    key: ['series'],
    nullable: ['state'],
    indexes: ['(position)', '(name)'],
    // One version per grid slot: exactly what a scrape every 15 s would have seen, carried forward in between.
    history: (before, after) => before.slot.getTime() !== after.slot.getTime(),
  },
  keys: (event) => [...changesBySeries(event).keys()].map((series) => [series]),
  apply(row, event, key) {
    const series = String(key[0]);
    const changes = changesBySeries(event).get(series);
    if (!changes) return row;
    let next = row ?? newSeries(series, event);
    for (const change of changes) next = applyChange(next, change);
    const slot = slotOf(event.recordedAt);
    // The log's clock may step back; a series never does.
    return { ...next, position: event.position, slot: slot > next.slot ? slot : next.slot };
  },
};

/** Domain series, folded by `recordedAt`: a restart, a replay or a second replica changes nothing. */
export const metricsProjection: Projection = {
  name: 'metrics',
  version: 1,
  types: metricEventTypes,
  outputs: [metricSeries],
};
