import type { SilenceEvent } from '../../events/silence.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { TableSpec } from '../../platform/projections/projection.js';

type Created = Extract<SilenceEvent, { type: 'SilenceCreated' }>['data'];

/** What decides whether an alert is silenced. */
export interface AlertSilenceRow {
  readonly id: string;
  readonly matchers: Created['matchers'];
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly recurrence: Created['recurrence'];
}

export const alertSilencesTable: TableSpec<AlertSilenceRow> = {
  name: 'alert_silences',
  columns: { id: 'text', matchers: 'jsonb', starts_at: 'timestamptz', ends_at: 'timestamptz', recurrence: 'jsonb' },
  key: ['id'],
  nullable: ['recurrence'],
  indexes: ['(ends_at)'],
  history: true,
};

export function foldSilence(row: AlertSilenceRow | undefined, recorded: RecordedEvent): AlertSilenceRow | undefined {
  const { type, data } = recorded as unknown as SilenceEvent;
  if (type === 'SilenceEnded') return row && { ...row, ends_at: new Date(data.endsAt) };
  return {
    id: data.silenceId,
    matchers: data.matchers,
    starts_at: new Date(data.startsAt),
    ends_at: new Date(data.endsAt),
    recurrence: data.recurrence,
  };
}
