import type { SilenceEvent } from '../../events/silence.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { FoldOutput, Projection, TableSpec } from '../../platform/projections/projection.js';

type Created = Extract<SilenceEvent, { type: 'SilenceCreated' }>['data'];

/** One silence, with its times; whether it holds is a question of when one asks. */
export interface SilenceRow {
  readonly id: string;
  readonly matchers: Created['matchers'];
  readonly starts_at: Date;
  /** Where it was ended early, when that was. */
  readonly ends_at: Date;
  readonly comment: string;
  readonly recurrence: Created['recurrence'];
  readonly created_at: Date;
  readonly created_by: string;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly demo: boolean;
}

export const silencesTable: TableSpec<SilenceRow> = {
  name: 'silences',
  columns: {
    id: 'text',
    matchers: 'jsonb',
    starts_at: 'timestamptz',
    ends_at: 'timestamptz',
    comment: 'text',
    recurrence: 'jsonb',
    created_at: 'timestamptz',
    created_by: 'text',
    ended_at: 'timestamptz',
    ended_by: 'text',
    demo: 'boolean',
  },
  key: ['id'],
  nullable: ['recurrence', 'ended_at', 'ended_by'],
  indexes: ['(starts_at desc, id desc)', '(ends_at)'],
  history: true,
};

const silences: FoldOutput<SilenceRow> = {
  kind: 'fold',
  table: silencesTable,
  keys: (event) => [[(event as unknown as SilenceEvent).data.silenceId]],
  apply: (row, recorded) => fold(row, recorded),
};

function fold(row: SilenceRow | undefined, recorded: RecordedEvent): SilenceRow | undefined {
  const { type, data } = recorded as unknown as SilenceEvent;
  const { actor, demo, occurredAt } = recorded.meta;
  if (type === 'SilenceEnded') {
    if (!row) return undefined;
    return { ...row, ends_at: new Date(data.endsAt), ended_at: new Date(occurredAt), ended_by: actor.name };
  }
  return {
    id: data.silenceId,
    matchers: data.matchers,
    starts_at: new Date(data.startsAt),
    ends_at: new Date(data.endsAt),
    comment: data.comment,
    recurrence: data.recurrence,
    created_at: new Date(occurredAt),
    created_by: actor.name,
    ended_at: null,
    ended_by: null,
    demo: demo === true,
  };
}

/** Silences, those that are over too. */
export const silencesProjection: Projection = {
  name: 'silences',
  version: 1,
  types: ['SilenceCreated', 'SilenceEnded'],
  outputs: [silences],
};
