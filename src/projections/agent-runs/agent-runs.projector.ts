import type { AgentActivityEvent, AgentAttributionEvent, AgentEvent } from '../../events/agent.events.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import { earlier, occurredAtOf } from '../../kernel/reported-fold.js';
import type { Projection } from '../../platform/projections/projection.js';
import { reportedSubject } from '../../platform/projections/reported-subject.js';
import { addTokens } from '../../pricing/priced-tokens.js';
import { agentRunSums } from './agent-run-sums.projector.js';
import { agentRunUsage } from './agent-run-usage.projector.js';
import { type AgentRunRow, agentRunsTable, emptyRun, type RunErrors } from './agent-run.row.js';
import { errorClassOf, UNEXPLAINED } from './error-class.js';
import { lifeOf, withStep } from './run-life.js';
import { modelSetOf, runUsageKeyText } from './run-usage.entry.js';
import { toldValue, type ToldRank, withWord } from './told-work.js';

type RunEvent = AgentEvent | AgentAttributionEvent | Exclude<AgentActivityEvent, { type: 'ToolDecisionRecorded' }>;
type ModelCall = Extract<AgentActivityEvent, { type: 'ModelCallRecorded' }>['data'];

interface Said {
  readonly agentType?: string | undefined;
  readonly model?: string | undefined;
  readonly epicId?: string | undefined;
  readonly storyId?: string | undefined;
  readonly prNumber?: number | undefined;
}

function fold(before: AgentRunRow, event: RunEvent, at: Date): AgentRunRow {
  const row = before.first_at <= at ? before : { ...before, first_at: at };
  switch (event.type) {
    case 'AgentSpawned':
      return { ...heard(row, event.data, 3, at), steps: withStep(row.steps, [at.getTime(), 'created', null]) };
    case 'AgentObserved':
      return { ...heard(row, event.data, 1, at), observed_at: earlier(row.observed_at, at) };
    case 'AgentStateChanged': {
      const { to, executionSeconds = null, error } = event.data;
      const next = to === 'failed' && error !== undefined ? erred(row, 'step', errorClassOf(error), at) : row;
      return {
        ...heard(next, event.data, 2, at),
        steps: withStep(row.steps, [at.getTime(), to, executionSeconds]),
      };
    }
    case 'AgentAttributed': {
      const { epicId, storyId, prNumber, sessionId } = event.data;
      const word = { epic: onNone(epicId), story: onNone(storyId), pullRequest: onNone(prNumber) };
      return { ...row, told: withWord(row.told, word, sessionId === undefined ? 5 : 4, at) };
    }
    case 'ModelCallRecorded':
      // Its model is counted by its tokens.
      return called(heard(row, { ...event.data, model: undefined }, 0, at), event.data, at);
    case 'ToolCallRecorded': {
      const failed = event.data.success ? 0 : 1;
      return {
        ...heard(row, event.data, 0, at),
        tool_calls: row.tool_calls + 1,
        failed_tool_calls: row.failed_tool_calls + failed,
      };
    }
    case 'AgentErrorRecorded':
      return erred(heard(row, event.data, 0, at), 'told', event.data.errorType, at);
    default:
      return exhaustive(event);
  }
}

/** What was told, as it is kept: empty for none; undefined where nothing was told. */
function onNone(told: string | number | null | undefined): string | undefined {
  return told === undefined ? undefined : String(told ?? '');
}

function heard(row: AgentRunRow, said: Said, rank: ToldRank, at: Date): AgentRunRow {
  const word = {
    type: said.agentType === 'unknown' ? undefined : said.agentType,
    model: said.model,
    epic: said.epicId,
    story: said.storyId,
    pullRequest: said.prNumber === undefined ? undefined : String(said.prNumber),
  };
  return { ...row, told: withWord(row.told, word, rank, at) };
}

function called(row: AgentRunRow, call: ModelCall, at: Date): AgentRunRow {
  const { model, inputTokens, outputTokens, success } = call;
  const atMs = at.getTime();
  const [lastMs, lastSuccess] = row.last_call ?? [-Infinity, false];
  const isLast = atMs > lastMs || (atMs === lastMs && success && !lastSuccess);
  const error = call.error === undefined ? UNEXPLAINED : errorClassOf(call.error);
  const key = runUsageKeyText(call, at);
  const usage = { ...row.usage, [key]: addTokens(row.usage[key], call) };
  return {
    ...(success ? row : erred(row, 'call', error, at)),
    models: { ...row.models, [model]: plus(tokensOf(row, model), BigInt(inputTokens) + BigInt(outputTokens)) },
    usage,
    model_set: row.usage[key] === undefined ? modelSetOf(usage) : row.model_set,
    last_call: isLast ? [atMs, success] : row.last_call,
    input_tokens: plus(row.input_tokens, BigInt(inputTokens)),
    output_tokens: plus(row.output_tokens, BigInt(outputTokens)),
    calls: row.calls + 1,
    failed_calls: row.failed_calls + (success ? 0 : 1),
  };
}

/** A model may have any name, that of a member of every object too. */
function tokensOf({ models }: AgentRunRow, model: string): string | undefined {
  return Object.hasOwn(models, model) ? models[model] : undefined;
}

function plus(sum: string | undefined, amount: bigint): string {
  return String(BigInt(sum ?? 0) + amount);
}

/** The later error counts, of one moment the one that sorts first. */
function erred(row: AgentRunRow, source: keyof RunErrors, errorClass: string, at: Date): AgentRunRow {
  const known = row.errors[source];
  const atMs = at.getTime();
  const stays = known !== undefined && (known[0] > atMs || (known[0] === atMs && known[1] <= errorClass));
  return stays ? row : { ...row, errors: { ...row.errors, [source]: [atMs, errorClass] } };
}

/** What follows from all that was told. */
function derived(row: AgentRunRow): Partial<AgentRunRow> {
  const life = lifeOf(row.steps, row.observed_at?.getTime() ?? null);
  const { step, told, call } = row.errors;
  return {
    agent_type: toldValue(row.told, 'type'),
    model: mostUsed(row.models) ?? toldValue(row.told, 'model'),
    epic_id: toldValue(row.told, 'epic'),
    story_id: toldValue(row.told, 'story'),
    pr_number: toldValue(row.told, 'pullRequest'),
    outcome: life.outcome,
    started_at: life.started,
    ended_at: life.ended,
    counted_at: life.ended ?? row.first_at,
    execution_seconds: life.executionSeconds,
    active_seconds: life.activeSeconds,
    // Whichever failed was followed by another call, unless it was the last.
    retries: row.failed_calls - (row.last_call?.[1] === false ? 1 : 0),
    error_class: life.outcome === 'failed' ? ((step ?? told ?? call)?.[1] ?? UNEXPLAINED) : null,
  };
}

/** Of equals, the one that sorts first. */
function mostUsed(models: Readonly<Record<string, string>>): string | undefined {
  const [most] = Object.entries(models).toSorted(([one, tokens], [other, otherTokens]) => {
    const [less, more] = [BigInt(tokens), BigInt(otherTokens)];
    return less === more ? (one < other ? -1 : 1) : less > more ? -1 : 1;
  });
  return most?.[0];
}

const agentRuns = reportedSubject<AgentRunRow>({
  table: agentRunsTable,
  idField: 'agentId',
  placeholder: (id, event) => emptyRun(id, occurredAtOf(event)),
  fold: (row, recorded) => fold(row, recorded as unknown as RunEvent, occurredAtOf(recorded)),
  derived,
});

/** How every run of an agent went, and what all of them come to, and used, by day and kind. */
export const agentRunsProjection: Projection = {
  name: 'agent-runs',
  version: 4,
  types: [
    'AgentSpawned',
    'AgentStateChanged',
    'AgentObserved',
    'AgentAttributed',
    'ModelCallRecorded',
    'ToolCallRecorded',
    'AgentErrorRecorded',
  ],
  outputs: [agentRuns, agentRunSums, agentRunUsage],
};
