import { z } from 'zod';
import type { DeadLetter } from '../../platform/projections/dead-letter-store.js';
import type { ProjectionStatus } from '../../platform/projections/projection-status.js';

export const projectionResponse = z.object({
  name: z.string(),
  version: z.int().describe('Version of the code that made the tables that serve.'),
  state: z
    .enum(['current', 'behind', 'failed', 'outdated', 'unowned'])
    .describe(
      'current: has applied everything. behind: on its way. failed: stopped, see failure. outdated: made by ' +
        'another version or shape than this one, and serves until its rebuild is done. unowned: no process maintains it just now.',
    ),
  position: z.string().nullable().describe('Position in the log up to which it has applied everything.'),
  behindSeconds: z.number().nullable().describe('Age of the oldest event not applied yet; null when there is none.'),
  events: z.int().describe('Events passed since its tables were created.'),
  owner: z.string().nullable().describe('The process that maintains it.'),
  deadLetters: z.int().describe('Events set aside because they could not be applied.'),
  failure: z.string().nullable(),
  rebuild: z
    .object({
      state: z.enum(['waiting', 'running', 'failed']),
      version: z.int(),
      progress: z.number().describe('Part of the log that has been read, 0 to 1.'),
      events: z.int(),
      eventsPerSecond: z.number().nullable(),
      failure: z.string().nullable(),
    })
    .nullable()
    .describe('The rebuild beside the tables that serve; null when none is under way.'),
  updatedAt: z.iso.datetime(),
});
export type ProjectionResponse = z.infer<typeof projectionResponse>;

export function projectionView(status: ProjectionStatus): ProjectionResponse {
  const { rebuild } = status;
  return {
    name: status.name,
    version: status.version,
    state: status.state,
    position: status.position ?? null,
    behindSeconds: status.behindSeconds ?? null,
    events: status.events,
    owner: status.owner ?? null,
    deadLetters: status.deadLetters,
    failure: status.failure ?? null,
    rebuild: rebuild
      ? {
          state: rebuild.state,
          version: rebuild.version,
          progress: rebuild.progress,
          events: rebuild.events,
          eventsPerSecond: rebuild.eventsPerSecond ?? null,
          failure: rebuild.failure ?? null,
        }
      : null,
    updatedAt: status.updatedAt.toISOString(),
  };
}

export const deadLetterResponse = z.object({
  position: z.string(),
  eventId: z.string(),
  type: z.string(),
  stream: z.string(),
  error: z.string(),
  attempts: z.int(),
  firstAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
});

export function deadLetterView(letter: DeadLetter): z.infer<typeof deadLetterResponse> {
  const { position, eventId, type, stream, error, attempts, firstAt, lastAt } = letter;
  return {
    position,
    eventId,
    type,
    stream,
    error,
    attempts,
    firstAt: firstAt.toISOString(),
    lastAt: lastAt.toISOString(),
  };
}
