import { z } from 'zod';
import { silenceMatcher, silenceRecurrence } from '../../events/silence.events.js';
import { pagedSchema } from '../../platform/http/paging.js';
import { nextSilenceChange, silenceState } from '../../rules/silence-windows.js';
import type { SilenceRow } from './silences.projector.js';

export const silenceStates = ['scheduled', 'active', 'ended'] as const;

export const silenceResponse = z.object({
  id: z.string(),
  state: z
    .enum(silenceStates)
    .describe('As of now, or of `asOf`; one with a recurrence is scheduled between its windows.'),
  matchers: z.array(silenceMatcher),
  startsAt: z.string(),
  endsAt: z.string(),
  comment: z.string(),
  recurrence: silenceRecurrence.nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
  endedAt: z.string().nullable().describe('When somebody ended it early; null: nobody did.'),
  endedBy: z.string().nullable(),
  nextChangeAt: z.string().nullable().describe('When it begins, ends or is interrupted next; null: it is over.'),
  demo: z.boolean().describe('Simulated.'),
});
export type SilenceAnswer = z.infer<typeof silenceResponse>;
export const silencesResponse = pagedSchema(silenceResponse);

/** When a silence holds, of its row. */
export function timesOf(row: Pick<SilenceRow, 'starts_at' | 'ends_at' | 'recurrence'>) {
  return { startsAt: row.starts_at.getTime(), endsAt: row.ends_at.getTime(), recurrence: row.recurrence };
}

export function presentSilence(row: SilenceRow, at: number): SilenceAnswer {
  const next = nextSilenceChange(timesOf(row), at);
  return {
    id: row.id,
    state: silenceState(timesOf(row), at),
    matchers: [...row.matchers],
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    comment: row.comment,
    recurrence: row.recurrence,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    endedAt: row.ended_at?.toISOString() ?? null,
    endedBy: row.ended_by,
    nextChangeAt: next === undefined ? null : new Date(next).toISOString(),
    demo: row.demo,
  };
}
