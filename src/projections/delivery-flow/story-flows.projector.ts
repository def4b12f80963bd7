import { type StoryEvent, storyEvents, type StoryStatus, storyStatuses } from '../../events/story.events.js';
import { occurredAtOf, secondsFromTo, timeOf } from '../../kernel/reported-fold.js';
import type { FoldOutput, TableSpec } from '../../platform/projections/projection.js';
import { reportedSubject } from '../../platform/projections/reported-subject.js';
import { following } from './following.js';
import { earliest, firstOf, sinceWhen, type ToldStep, withStep } from './told-steps.js';

/** How a story went: what was told of it, kept so that the order does not matter, and what it comes to. */
interface StoryFlowRow {
  readonly story_id: string;
  readonly demo: boolean;
  readonly epic_id: string | null;
  /** By its creation; null while that has not been reported. */
  readonly told_created_at: Date | null;
  /** By other reports. */
  readonly said_created_at: Date | null;
  readonly steps: readonly ToldStep<StoryStatus>[];

  /** What follows from it: when it was created; while nobody says, when it was first heard of. */
  readonly began_at: Date | null;
  readonly completed_at: Date | null;
  /** From its creation, or from when the work began where that is not known, to its completion. */
  readonly lead_seconds: number | null;
}

const storyFlowsTable: TableSpec<StoryFlowRow> = {
  name: 'story_flows',
  columns: {
    story_id: 'text',
    demo: 'boolean',
    epic_id: 'text',
    told_created_at: 'timestamptz',
    said_created_at: 'timestamptz',
    steps: 'jsonb',
    began_at: 'timestamptz',
    completed_at: 'timestamptz',
    lead_seconds: 'double precision',
  },
  key: ['story_id'],
  nullable: ['epic_id', 'told_created_at', 'said_created_at', 'began_at', 'completed_at', 'lead_seconds'],
  indexes: ['(began_at)', '(completed_at)'],
};

function placeholder(storyId: string): StoryFlowRow {
  return {
    story_id: storyId,
    demo: false,
    epic_id: null,
    told_created_at: null,
    said_created_at: null,
    steps: [],
    began_at: null,
    completed_at: null,
    lead_seconds: null,
  };
}

function fold(row: StoryFlowRow, event: StoryEvent, at: Date): StoryFlowRow {
  if (event.type === 'StoryStatusChanged') {
    const { epicId, createdAt, to } = event.data;
    return {
      ...row,
      epic_id: row.epic_id ?? epicId ?? null,
      said_created_at: earliest(row.said_created_at, timeOf(createdAt)),
      steps: withStep(row.steps, [at.getTime(), to], storyStatuses),
    };
  }
  return {
    ...row,
    epic_id: event.data.epicId ?? row.epic_id,
    told_created_at: earliest(row.told_created_at, at),
  };
}

function derived({ told_created_at: told, said_created_at: said, steps }: StoryFlowRow) {
  const created = told ?? said;
  const completed = sinceWhen(steps, 'completed');
  return {
    began_at: created ?? (steps[0] ? new Date(steps[0][0]) : null),
    completed_at: completed,
    lead_seconds: secondsFromTo(created ?? firstOf(steps, 'in_progress'), completed),
  };
}

export const storyFlows: FoldOutput<StoryFlowRow> = following(
  storyEvents.map(({ type }) => type),
  reportedSubject<StoryFlowRow>({
    table: storyFlowsTable,
    idField: 'storyId',
    placeholder,
    fold: (row, recorded) => fold(row, recorded as unknown as StoryEvent, occurredAtOf(recorded)),
    derived,
  }),
);
