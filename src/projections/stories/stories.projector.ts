import type { StoryEvent, StoryStatus } from '../../events/story.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import {
  enter,
  joinFlags,
  later,
  occurredAtOf,
  secondsFromTo,
  type StatusTimes,
  timeOf,
} from '../../kernel/reported-fold.js';
import type { Projection, TableSpec } from '../../platform/projections/projection.js';
import { reportedSubject } from '../../platform/projections/reported-subject.js';
import { storySteps } from './story-steps.projector.js';

export interface StoryRow {
  readonly id: string;
  readonly epic_id: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** Who works on it, or worked on it last. */
  readonly agent_id: string | null;
  readonly status: StoryStatus;
  /** When the status began, by the report of it; null while only the creation has been reported. */
  readonly status_since: Date | null;
  readonly status_times: StatusTimes;
  readonly reason: string | null;
  /** The creation itself has been reported. */
  readonly created: boolean;
  readonly created_at: Date | null;
  readonly started_at: Date | null;
  readonly completed_at: Date | null;
  readonly duration_seconds: number | null;
  readonly updated_at: Date;
  readonly flags: readonly string[];
  readonly demo: boolean;
}

const storiesTable: TableSpec<StoryRow> = {
  name: 'stories',
  columns: {
    id: 'text',
    epic_id: 'text',
    title: 'text',
    description: 'text',
    agent_id: 'text',
    status: 'text',
    status_since: 'timestamptz',
    status_times: 'jsonb',
    reason: 'text',
    created: 'boolean',
    created_at: 'timestamptz',
    started_at: 'timestamptz',
    completed_at: 'timestamptz',
    duration_seconds: 'double precision',
    updated_at: 'timestamptz',
    flags: 'text[]',
    demo: 'boolean',
  },
  key: ['id'],
  nullable: [
    'epic_id',
    'title',
    'description',
    'agent_id',
    'status_since',
    'reason',
    'created_at',
    'started_at',
    'completed_at',
    'duration_seconds',
  ],
  indexes: [
    '(updated_at desc, id desc)',
    `(coalesce(created_at, '0001-01-01T00:00:00Z'::timestamptz) desc, id desc)`,
    '(status)',
    '(epic_id)',
    '(agent_id)',
  ],
};

function placeholder(id: string, event: RecordedEvent): StoryRow {
  return {
    id,
    epic_id: null,
    title: null,
    description: null,
    agent_id: null,
    status: 'pending',
    status_since: null,
    status_times: {},
    reason: null,
    created: false,
    created_at: null,
    started_at: null,
    completed_at: null,
    duration_seconds: null,
    updated_at: occurredAtOf(event),
    flags: [],
    demo: false,
  };
}

type DataOf<Type extends StoryEvent['type']> = Extract<StoryEvent, { type: Type }>['data'];

function created(row: StoryRow, data: DataOf<'StoryCreated'>, at: Date): StoryRow {
  // The first one tells; a repetition of it tells nothing new.
  if (row.created) return row;
  return {
    ...row,
    epic_id: data.epicId ?? row.epic_id,
    title: data.title ?? null,
    description: data.description ?? null,
    // Whoever took it up goes before whom it was planned for.
    agent_id: row.agent_id ?? data.agentId ?? null,
    created: true,
    created_at: at,
    status_times: enter(row.status_times, 'pending', at),
    updated_at: later(row.updated_at, at),
    flags: joinFlags(row.flags, data.flags),
  };
}

function statusChanged(before: StoryRow, data: DataOf<'StoryStatusChanged'>, at: Date): StoryRow {
  const row = {
    ...before,
    epic_id: before.epic_id ?? data.epicId ?? null,
    agent_id: before.agent_id ?? data.agentId ?? null,
    status_times: enter(before.status_times, data.to, at),
    updated_at: later(before.updated_at, at),
    flags: joinFlags(before.flags, data.flags),
  };
  if (data.flags?.includes('late') && before.status_since !== null) return row;
  return {
    ...row,
    agent_id: data.agentId ?? row.agent_id,
    status: data.to,
    status_since: at,
    reason: data.reason ?? null,
  };
}

function fold(row: StoryRow, event: StoryEvent, at: Date): StoryRow {
  switch (event.type) {
    case 'StoryCreated':
      return created(row, event.data, at);
    case 'StoryStatusChanged':
      return statusChanged(row, event.data, at);
    default:
      return exhaustive(event);
  }
}

/** When work on it began first and when it was completed, and what lies between. */
function times(row: StoryRow) {
  const startedAt = timeOf(row.status_times['in_progress']);
  const completedAt = row.status === 'completed' ? row.status_since : null;
  return {
    started_at: startedAt,
    completed_at: completedAt,
    duration_seconds: secondsFromTo(startedAt ?? row.created_at, completedAt),
  };
}

const stories = reportedSubject<StoryRow>({
  table: storiesTable,
  idField: 'storyId',
  placeholder,
  fold: (row, recorded) => fold(row, recorded as unknown as StoryEvent, occurredAtOf(recorded)),
  derived: times,
});

/** What was planned and how far it is; statuses may come before the creation. */
export const storiesProjection: Projection = {
  name: 'stories',
  version: 1,
  types: ['StoryCreated', 'StoryStatusChanged'],
  outputs: [stories, storySteps],
};
