import type { RecordedEvent } from '../../kernel/event.js';
import type { FoldOutput } from '../../platform/projections/projection.js';
import type { MetricFamily } from './metric-families.js';
import { type MetricSeriesRow, observeInto, slotOf } from './metric-series.row.js';
import { parseSeries, type SeriesChange } from './series-change.js';

export interface SeriesFoldOptions {
  /** Name of the table of series. */
  readonly table: string;
  readonly changesOf: (event: RecordedEvent) => readonly SeriesChange[];
  readonly familyOf: (name: string) => MetricFamily | undefined;
}

/** Series as the events make them, with what a scrape every 15 s would have seen of them. */
export function seriesFold({ table, changesOf, familyOf }: SeriesFoldOptions): FoldOutput<MetricSeriesRow> {
  /** `keys` and `apply` ask for the same event one after the other: its changes are worked out once. */
  let latest: { readonly event: RecordedEvent; readonly changes: readonly SeriesChange[] } | undefined;
  const changesFor = (event: RecordedEvent): readonly SeriesChange[] => {
    if (latest?.event !== event) latest = { event, changes: changesOf(event) };
    return latest.changes;
  };

  return {
    kind: 'fold',
    table: {
      name: table,
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
      // A range of one family: the versions that were in force at its start or later, the one carried into it included. And what is new
      // since a reader looked last.
      historyIndexes: ['(name, valid_to)', '(position)'],
    },
    keys: (event) => changesFor(event).map(({ series }) => [series]),
    apply(row, event, key) {
      const series = String(key[0]);
      let changed = row === undefined;
      let value = row?.value ?? 0;
      let state = row?.state ?? null;
      const name = row?.name ?? parseSeries(series).name;
      for (const change of changesFor(event)) {
        if (change.series !== series || change.op === 'begin') continue;
        changed = true;
        if (change.op === 'add') value += change.amount;
        else if (change.op === 'set') value = change.value;
        else {
          const family = familyOf(name);
          if (!family) throw new Error(`no metric family ${name}`);
          value += 1;
          state = observeInto(state, family, change.value);
        }
      }
      if (row && !changed) return row;
      const slot = slotFor(event);
      return {
        series,
        name,
        value,
        state,
        // The log's clock may step back; a series never does.
        slot: row && row.slot > slot ? row.slot : slot,
        position: event.position,
        born: row?.born ?? event.position,
      };
    },
  };
}

/** The slot of the event before: nearly always the next one's too. */
let latestSlot = slotOf(new Date(0));

function slotFor(event: RecordedEvent): Date {
  const slot = slotOf(event.recordedAt);
  if (slot.getTime() !== latestSlot.getTime()) latestSlot = slot;
  return latestSlot;
}
