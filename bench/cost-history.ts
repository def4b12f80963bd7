import { randomUUID } from 'node:crypto';
import type { AppendRequest } from '../src/platform/event-store/event-log.js';
import type { JsonObject } from '../src/kernel/json.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DAYS = 90;
/** Stories on which there is work at the same time; each for three days. */
const AT_A_TIME = 6;
const STORY_DAYS = 3;
/** A working day begins at 8, and the last run of it at 18. */
const FIRST_MINUTE = 8 * 60;
const MINUTES = 10 * 60;
const RUN_MINUTES = 30;
export const CALLS_PER_RUN = 25;

const meta = {
  actor: { type: 'api_key' as const, id: 'key-1', name: 'reporter' },
  correlationId: 'c-1',
  source: 'rest' as const,
};
const types = ['story-developer', 'code-reviewer', 'pr-shepherd', 'explorer', 'issue-triager', 'build-fixer'];
const models = [
  ...[
    'claude-opus-4-5',
    'claude-sonnet-4-5',
    'claude-haiku-4-5',
    'claude-opus-4-1',
    'gpt-5',
    'gpt-5-codex',
    'gpt-5-mini',
  ],
  ...['gemini-2.5-pro', 'gemini-2.5-flash', 'o3'],
];

/**
 * Runs of agents, with their model calls, over the 90 days before `until`. The runs from one number to another: with more
 * runs there are more agents on the same stories at the same times, not more stories, models or days.
 */
export function* costHistory(fromRun: number, toRun: number, until: Date): Generator<AppendRequest> {
  const firstDay = Math.floor(until.getTime() / DAY_MS) * DAY_MS - DAYS * DAY_MS;
  for (let run = fromRun; run < toRun; run++) {
    const day = run % DAYS;
    const place = Math.floor(run / DAYS) % AT_A_TIME;
    const story = place * (DAYS / STORY_DAYS) + Math.floor(day / STORY_DAYS);
    const minute = FIRST_MINUTE + ((run * 37) % MINUTES);
    const start = firstDay + day * DAY_MS + minute * MINUTE_MS;
    yield* runOf(run, story, start);
  }
}

function* runOf(run: number, story: number, start: number): Generator<AppendRequest> {
  const agentId = `cost-agent-${run}`;
  const work = {
    agentId,
    agentType: types[story % types.length]!,
    epicId: `epic-${story % 20}`,
    storyId: `story-${story}`,
    team: `team-${story % 4}`,
  };
  const event = (type: string, data: JsonObject, minutes: number) => ({
    id: randomUUID(),
    type,
    schemaVersion: 1,
    data,
    meta: { ...meta, occurredAt: new Date(start + minutes * MINUTE_MS).toISOString() },
  });
  const { team: _team, ...stepped } = work;
  const outcome = run % 10 === 0 ? 'failed' : 'completed';
  yield {
    stream: `agent-${agentId}`,
    expected: 'any',
    events: [
      event('AgentSpawned', { ...work, task: 'Implement the story' }, 0),
      event('AgentStateChanged', { ...stepped, from: 'created', to: 'running' }, 0),
      event(
        'AgentStateChanged',
        { ...stepped, from: 'running', to: outcome, executionSeconds: RUN_MINUTES * 60 - (run % 600) },
        RUN_MINUTES,
      ),
    ],
  };
  yield {
    stream: `agentActivity-${agentId}`,
    expected: 'any',
    events: Array.from({ length: CALLS_PER_RUN }, (_, call) =>
      event(
        'ModelCallRecorded',
        {
          ...work,
          model: models[story % models.length]!,
          inputTokens: 20_000 + ((run + call) % 5_000),
          outputTokens: 400 + (call % 200),
          cacheReadTokens: 15_000,
          durationMs: 1_500 + call,
          success: call % 30 !== 0,
        },
        (call * RUN_MINUTES) / CALLS_PER_RUN,
      ),
    ),
  };
}
