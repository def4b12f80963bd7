import type { StoryEvent, StoryStatus } from '../../events/story.events.js';
import { occurredAtOf } from '../../kernel/reported-fold.js';
import type { InsertOutput, TableSpec } from '../../platform/projections/projection.js';

/** One reported step of a story, whether it was in time, late or impossible. */
export interface StoryStepRow {
  readonly story_id: string;
  readonly position: string;
  readonly from_status: StoryStatus | null;
  readonly to_status: StoryStatus;
  readonly reason: string | null;
  readonly reported_by: string;
  readonly occurred_at: Date;
  readonly recorded_at: Date;
  readonly flags: readonly string[];
}

const storyStepsTable: TableSpec<StoryStepRow> = {
  name: 'story_steps',
  columns: {
    story_id: 'text',
    position: 'text',
    from_status: 'text',
    to_status: 'text',
    reason: 'text',
    reported_by: 'text',
    occurred_at: 'timestamptz',
    recorded_at: 'timestamptz',
    flags: 'text[]',
  },
  key: ['story_id', 'position'],
  nullable: ['from_status', 'reason'],
  indexes: ['(story_id, occurred_at, position)'],
};

/** The status history of every story; it begins with its creation. */
export const storySteps: InsertOutput<StoryStepRow> = {
  kind: 'insert',
  table: storyStepsTable,
  rows(recorded) {
    const { type, data } = recorded as unknown as StoryEvent;
    const step = type === 'StoryStatusChanged' ? data : undefined;
    return [
      {
        story_id: data.storyId,
        position: recorded.position,
        from_status: step?.from ?? null,
        to_status: step?.to ?? 'pending',
        reason: step?.reason ?? null,
        reported_by: recorded.meta.actor.name,
        occurred_at: occurredAtOf(recorded),
        recorded_at: recorded.recordedAt,
        flags: data.flags ?? [],
      },
    ];
  },
};
