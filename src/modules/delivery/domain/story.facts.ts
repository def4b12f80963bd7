import { z } from 'zod';
import { freeText, nameText, reportedId } from '../../../events/reported-fields.js';
import { type StoryEvent, type StoryStatus, storyStatuses } from '../../../events/story.events.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import { begin, judgeStep, type ReportedLife, secondsBetween, step, unheardOf } from '../../../kernel/reported-life.js';
import { assertSameContent } from '../../../kernel/same-content.js';
import type { FoldableFact, LifecycleFactKind } from '../../../events/fact-kind.js';
import { flagsOf, oneStatus, oneStatusProblem, statusFields, statusOf } from './reported-status.js';

type Creation = Extract<StoryEvent, { type: 'StoryCreated' }>['data'];

export interface StoryLife extends ReportedLife<StoryStatus> {
  readonly creation: Creation | undefined;
  readonly createdAt: string | undefined;
  readonly startedAt: string | undefined;
}

const noStory: StoryLife = { ...unheardOf, creation: undefined, createdAt: undefined, startedAt: undefined };

const next: Readonly<Record<StoryStatus, readonly StoryStatus[]>> = {
  pending: ['in_progress', 'completed', 'blocked', 'skipped'],
  in_progress: ['pending', 'completed', 'blocked', 'skipped'],
  blocked: ['pending', 'in_progress', 'skipped'],
  completed: [],
  skipped: [],
};

export function isLegalStoryStep(from: StoryStatus, to: StoryStatus): boolean {
  return next[from].includes(to);
}

/** When work on it began first: by when it happened, whatever the order in which it is told. */
function startedAtAfter({ startedAt }: StoryLife, to: StoryStatus, occurredAt: string): string | undefined {
  if (to !== 'in_progress') return startedAt;
  return startedAt !== undefined && Date.parse(startedAt) <= Date.parse(occurredAt) ? startedAt : occurredAt;
}

function evolve(life: StoryLife, { type, data, meta }: FoldableFact): StoryLife {
  const event = { type, data } as unknown as StoryEvent;
  switch (event.type) {
    case 'StoryCreated': {
      if (life.creation) return life;
      const { flags: _flags, ...creation } = event.data;
      return { ...life, ...begin(life, 'pending'), creation, createdAt: meta.occurredAt };
    }
    case 'StoryStatusChanged': {
      const { to, flags } = event.data;
      return {
        ...life,
        ...step(life, to, meta.occurredAt, flags?.includes('late') ?? false),
        startedAt: startedAtAfter(life, to, meta.occurredAt),
      };
    }
    default:
      return life;
  }
}

export const storyCreatedInput = z.strictObject({
  storyId: reportedId,
  epicId: reportedId.optional(),
  title: nameText(500).optional(),
  description: freeText(10_000).optional(),
  agentId: reportedId.optional(),
});

export const storyCreatedKind: LifecycleFactKind<z.infer<typeof storyCreatedInput>, StoryLife> = {
  mode: 'lifecycle',
  type: 'StoryCreated',
  input: storyCreatedInput,
  stream: ({ storyId }) => streams.story(storyId),
  initial: noStory,
  evolve,
  decide(input, life) {
    const creation = present(input);
    if (life.creation) {
      assertSameContent('story', 'STORY_EXISTS', input.storyId, life.creation, creation);
      return [];
    }
    const flags = life.current === undefined ? {} : { flags: ['late'] };
    return [{ type: 'StoryCreated', data: { ...creation, ...flags } }];
  },
};

/** Before it is checked that the status is named once. */
export const storyStatusReport = z.strictObject({
  storyId: reportedId,
  ...statusFields(storyStatuses),
  reason: freeText(2_000).optional(),
  agentId: reportedId.optional(),
  epicId: reportedId.optional().describe('Used while the story itself has not been reported.'),
});
export const storyStatusChangedInput = storyStatusReport.refine(oneStatus, oneStatusProblem);

export const storyStatusChangedKind: LifecycleFactKind<z.infer<typeof storyStatusChangedInput>, StoryLife> = {
  mode: 'lifecycle',
  type: 'StoryStatusChanged',
  input: storyStatusChangedInput,
  stream: ({ storyId }) => streams.story(storyId),
  initial: noStory,
  evolve,
  decide(input, life, occurredAt, identified) {
    const to = statusOf<StoryStatus>(input);
    const judgement = judgeStep<StoryStatus>(life, to, occurredAt, isLegalStoryStep, identified);
    if (!judgement) return [];
    const data = present({
      storyId: input.storyId,
      epicId: life.creation?.epicId ?? input.epicId,
      agentId: input.agentId ?? life.creation?.agentId,
      from: judgement.from,
      to,
      reason: input.reason,
      createdAt: life.createdAt,
      startedAt: startedAtAfter(life, to, occurredAt),
      durationSeconds:
        to === 'completed' && !judgement.late
          ? secondsBetween(life.startedAt ?? life.createdAt, occurredAt)
          : undefined,
      flags: flagsOf(judgement),
    });
    return [{ type: 'StoryStatusChanged', data }];
  },
};
