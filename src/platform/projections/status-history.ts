import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { RecordedEvent } from '../../kernel/event.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { InsertOutput, TableSpec } from './projection.js';

/** One reported step of a subject, whether it was in time, late or impossible. */
export interface StatusStepRow {
  readonly subject_id: string;
  readonly position: string;
  readonly from_status: string | null;
  readonly to_status: string;
  readonly reason: string | null;
  readonly error: string | null;
  readonly reported_by: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly flags: readonly string[];
}

/** What an event says of a step. */
export interface StatusStep {
  readonly subjectId: string;
  readonly from?: string | undefined;
  readonly to: string;
  readonly reason?: string | undefined;
  readonly error?: string | undefined;
  readonly flags?: readonly string[] | undefined;
}

const MAX_STEPS = 500;

/** A table with every step of every subject; `stepOf` is pure and total, undefined where an event is no step. */
export function statusHistory(
  tableName: string,
  stepOf: (event: RecordedEvent) => StatusStep | undefined,
): InsertOutput<StatusStepRow> {
  const table: TableSpec<StatusStepRow> = {
    name: tableName,
    columns: {
      subject_id: 'text',
      position: 'text',
      from_status: 'text',
      to_status: 'text',
      reason: 'text',
      error: 'text',
      reported_by: 'text',
      occurred_at: 'timestamptz',
      recorded_at: 'timestamptz',
      flags: 'text[]',
    },
    key: ['subject_id', 'position'],
    nullable: ['from_status', 'reason', 'error'],
    indexes: ['(subject_id, occurred_at, position)'],
  };
  return {
    kind: 'insert',
    table,
    rows(event) {
      const step = stepOf(event);
      if (!step) return [];
      return [
        {
          subject_id: step.subjectId,
          position: event.position,
          from_status: step.from ?? null,
          to_status: step.to,
          reason: step.reason ?? null,
          error: step.error ?? null,
          reported_by: event.meta.actor.name,
          occurred_at: occurredAtOf(event),
          recorded_at: event.recordedAt,
          flags: step.flags ?? [],
        },
      ];
    },
  };
}

/** A step of a history in an answer. */
export const statusStep = <const Values extends readonly [string, ...string[]]>(statuses: Values) =>
  z.object({
    from: z.enum(statuses).nullable().describe('Null when it was not known.'),
    to: z.enum(statuses),
    reason: z.string().nullable(),
    error: z.string().nullable(),
    reportedBy: z.string().describe('The authenticated reporter.'),
    occurredAt: z.string(),
    recordedAt: z.string(),
    flags: z.array(z.string()),
  });

/** The last steps of one subject, by the time of their occurrence. */
export async function readStatusHistory<Status extends string>(
  dataSource: DataSource,
  tableName: string,
  subjectId: string,
) {
  const rows: StatusStepRow[] = await dataSource.query(
    `select * from ${tableName} where subject_id = $1 order by occurred_at desc, position desc limit ${MAX_STEPS}`,
    [subjectId],
  );
  return rows.reverse().map((row) => ({
    from: row.from_status as Status | null,
    to: row.to_status as Status,
    reason: row.reason,
    error: row.error,
    reportedBy: row.reported_by,
    occurredAt: row.occurred_at.toISOString(),
    recordedAt: row.recorded_at.toISOString(),
    flags: [...row.flags],
  }));
}
