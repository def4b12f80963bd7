import type { QueueEvent } from '../../events/queue.events.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, Projection, TableSpec } from '../../platform/projections/projection.js';

/** What was last counted in one queue, by the reporter's clock. */
export interface QueueRow {
  readonly name: string;
  readonly depth: number;
  readonly observed_at: Date;
  readonly demo: boolean;
}

export const queuesTable: TableSpec<QueueRow> = {
  name: 'queues',
  columns: { name: 'text', depth: 'bigint', observed_at: 'timestamptz', demo: 'boolean' },
  key: ['name'],
  indexes: ['(observed_at desc, name desc)'],
  history: true,
};

const queues: FoldOutput<QueueRow> = {
  kind: 'fold',
  table: queuesTable,
  keys: (event) => [[(event.data as unknown as QueueEvent['data']).queue]],
  apply(row, event) {
    const { queue, depth } = event.data as unknown as QueueEvent['data'];
    const observedAt = occurredAtOf(event);
    // Counted before what is known: it says what was, not what is.
    if (row && observedAt < row.observed_at) return row;
    return { name: queue, depth, observed_at: observedAt, demo: event.meta.demo === true };
  },
};

/** Depth of every queue of the fleet, now and as it was known. */
export const queuesProjection: Projection = {
  name: 'queues',
  version: 1,
  types: ['QueueDepthObserved'],
  outputs: [queues],
};
