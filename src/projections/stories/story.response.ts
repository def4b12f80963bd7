import { z } from 'zod';
import { storyStatuses } from '../../events/story.events.js';
import { pagedSchema } from '../../platform/http/paging.js';
import { statusStep } from '../../platform/projections/status-history.js';
import type { StoryRow } from './stories.projector.js';

const time = z.string().nullable();
const text = z.string().nullable();

const storyResponse = z.object({
  id: z.string(),
  epicId: text,
  title: text,
  description: text,
  agentId: text.describe('Who works on it, or worked on it last.'),
  status: z.enum(storyStatuses),
  statusTimes: z.record(z.string(), z.string()).describe('When it came to each status first.'),
  reason: text.describe('Of the present status.'),
  createdAt: time,
  startedAt: time.describe('When work on it began first.'),
  completedAt: time.describe('Null while it is not completed.'),
  durationSeconds: z
    .number()
    .nullable()
    .describe('From start, else creation, to completion; null while either is not known.'),
  updatedAt: z.string().describe('Latest of its steps.'),
  flags: z.array(z.string()).describe('What was unusual about its reports.'),
  demo: z.boolean().describe('Simulated.'),
});
export type StoryAnswer = z.infer<typeof storyResponse>;
export const storiesResponse = pagedSchema(storyResponse);

export const storyDetailResponse = storyResponse.extend({
  statusHistory: z
    .array(statusStep(storyStatuses))
    .describe('Its reported steps by the time of their occurrence, the creation as `pending`; at most the last 500.'),
});
export type StoryDetail = z.infer<typeof storyDetailResponse>;

export function presentStory(row: StoryRow): StoryAnswer {
  return {
    id: row.id,
    epicId: row.epic_id,
    title: row.title,
    description: row.description,
    agentId: row.agent_id,
    status: row.status,
    statusTimes: row.status_times,
    reason: row.reason,
    createdAt: row.created_at?.toISOString() ?? null,
    startedAt: row.started_at?.toISOString() ?? null,
    completedAt: row.completed_at?.toISOString() ?? null,
    durationSeconds: row.duration_seconds,
    updatedAt: row.updated_at.toISOString(),
    flags: [...row.flags],
    demo: row.demo,
  };
}
