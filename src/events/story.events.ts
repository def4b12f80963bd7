import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';
import { flagsField } from './report-flags.js';

export const storyStatuses = ['pending', 'in_progress', 'completed', 'blocked', 'skipped'] as const;
export type StoryStatus = (typeof storyStatuses)[number];

const storyId = z.string().min(1).max(200);

export const storyCreated = defineEvent({
  type: 'StoryCreated',
  version: 1,
  summary: 'A story was planned.',
  category: 'story',
  data: z.object({
    storyId,
    epicId: z.string().max(200).optional(),
    title: z.string().max(500).optional(),
    description: z.string().max(10_000).optional(),
    agentId: z.string().max(200).optional(),
    flags: flagsField,
  }),
});

export const storyStatusChanged = defineEvent({
  type: 'StoryStatusChanged',
  version: 1,
  summary: 'A story went from one status to another.',
  category: 'story',
  data: z.object({
    storyId,
    epicId: z.string().max(200).optional(),
    agentId: z.string().max(200).optional(),
    from: z.enum(storyStatuses).optional(),
    to: z.enum(storyStatuses),
    reason: z.string().max(2_000).optional(),
    createdAt: z.string().optional(),
    /** When work on it began first. */
    startedAt: z.string().optional(),
    /** On completed: seconds from startedAt (else createdAt) to now, by occurredAt. */
    durationSeconds: z.number().nonnegative().optional(),
    flags: flagsField,
  }),
});

export const storyEvents = [storyCreated, storyStatusChanged] as const;
export type StoryEvent = EventOf<typeof storyCreated> | EventOf<typeof storyStatusChanged>;
