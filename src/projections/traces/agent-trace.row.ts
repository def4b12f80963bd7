import { type AgentActivityEvent, type AgentEvent, type AgentState, agentStates } from '../../events/agent.events.js';
import { exhaustive } from '../../kernel/exhaustive.js';
import { earlier, later } from '../../kernel/reported-fold.js';
import { derivedRunIds, traceContextOf } from './span-ids.js';
import { type Rank, tellFields } from './told-fields.js';
import { emptyTrace, shifted, type TraceRow, type TraceStatus } from './trace.row.js';

export const AGENT_SPAN = 'agent_execution';
const UNKNOWN_TYPE = 'unknown';

/** What the run of an agent consists of; decisions about tools tell nothing that its calls do not tell. */
export type AgentRunEvent = AgentEvent | Exclude<AgentActivityEvent, { type: 'ToolDecisionRecorded' }>;
type StateChange = Extract<AgentEvent, { type: 'AgentStateChanged' }>['data'];

/** Before anything has been told of the agent. */
export function emptyRun(rowId: string, agentId: string, at: Date): TraceRow {
  const { traceId, spanId } = derivedRunIds(agentId);
  return { ...emptyTrace(rowId, AGENT_SPAN, traceId, spanId, at), agent_id: agentId };
}

/** The run after one more event about it. The order of the events does not matter. */
export function foldRun(before: TraceRow, event: AgentRunEvent, at: Date): TraceRow {
  return withTimes(withEvent(before, event, at));
}

function withEvent(row: TraceRow, event: AgentRunEvent, at: Date): TraceRow {
  switch (event.type) {
    case 'AgentSpawned':
      return spanning(
        { ...known(row, event.data, at, { about: 0, context: 1 }), spawned_at: earlier(row.spawned_at, at) },
        at,
        at,
      );
    case 'AgentObserved':
      return { ...known(row, event.data, at, { about: 1, context: 0 }), observed_at: earlier(row.observed_at, at) };
    case 'AgentStateChanged':
      return spanning(stepped(row, event.data, at), at, at);
    case 'ModelCallRecorded':
    case 'ToolCallRecorded':
      return called(row, event, at);
    case 'AgentErrorRecorded': {
      const run = known(row, event.data, at, { about: 2, context: 3 });
      return spanning({ ...run, agent_errors: run.agent_errors + 1 }, at, at);
    }
    default:
      return exhaustive(event);
  }
}

interface Told {
  readonly agentType?: string | undefined;
  readonly model?: string | undefined;
  readonly epicId?: string | undefined;
  readonly storyId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly parentAgentId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  readonly parentSpanId?: string | undefined;
}

/** What the event says of the agent itself; `ranks`: how much its word is worth. */
function known(
  row: TraceRow,
  told: Told,
  at: Date,
  ranks: { readonly about: Rank; readonly context: 0 | 1 | 3 },
): TraceRow {
  const { about, context } = ranks;
  const given = traceContextOf(told.traceparent);
  // Its own ids are better than those that it was given, whoever tells of them.
  const givenRank = context === 3 ? 4 : (Math.max(context, 1) as Rank);
  return tellFields(
    row,
    {
      agent_type: { value: told.agentType === UNKNOWN_TYPE ? undefined : told.agentType, rank: about },
      model: { value: told.model, rank: about },
      epic_id: { value: told.epicId, rank: about },
      story_id: { value: told.storyId, rank: about },
      session_id: { value: told.sessionId, rank: about },
      parent_agent_id: { value: told.parentAgentId, rank: about },
      trace_id:
        told.traceId === undefined
          ? { value: given?.traceId, rank: givenRank }
          : { value: told.traceId, rank: context },
      parent_span_id:
        told.parentSpanId === undefined || context === 3
          ? { value: given?.spanId, rank: givenRank }
          : { value: told.parentSpanId, rank: context },
      // The span of a call is not that of the run.
      root_span_id: { value: context === 3 ? undefined : told.spanId, rank: context },
    },
    at,
  );
}

function called(
  row: TraceRow,
  { type, data }: Extract<AgentRunEvent, { type: 'ModelCallRecorded' | 'ToolCallRecorded' }>,
  at: Date,
): TraceRow {
  const run = known(row, data, at, { about: 2, context: 3 });
  const counted = {
    ...run,
    model_calls: run.model_calls + (type === 'ModelCallRecorded' ? 1 : 0),
    tool_calls: run.tool_calls + (type === 'ToolCallRecorded' ? 1 : 0),
  };
  // One whose duration nobody told is a moment.
  return spanning(counted, shifted(at, -(data.durationMs ?? 0)), at);
}

function spanning(row: TraceRow, from: Date, to: Date): TraceRow {
  return { ...row, first_at: earlier(row.first_at, from), final_at: later(row.final_at, to) };
}

/** The step that happened last tells the state; of several at one instant, the one that is furthest in life. */
function stepped(row: TraceRow, { to, error, reason, traceparent }: StateChange, at: Date): TraceRow {
  // What else it says of the agent was known from others, who are asked themselves.
  const run = known(row, { traceparent }, at, { about: 2, context: 1 });
  const message = error ?? reason ?? null;
  if (run.state !== null && run.state_at !== null) {
    const order =
      at.getTime() - run.state_at.getTime() ||
      placeOf(to) - placeOf(run.state) ||
      ((message ?? '') > (run.state_message ?? '') ? 1 : -1);
    if (order < 0) return run;
  }
  return { ...run, state: to, state_at: at, state_message: message };
}

function placeOf(state: AgentState): number {
  return agentStates.indexOf(state);
}

const endings: Readonly<Partial<Record<AgentState, TraceStatus>>> = {
  completed: 'ok',
  failed: 'error',
  // Somebody stopped it: neither its success nor its failure.
  terminated: 'unset',
};

/** What follows from the moments that are known. Whoever runs it knows better than its telemetry when it began. */
function withTimes(row: TraceRow): TraceRow {
  const begun = row.spawned_at ?? row.observed_at ?? row.first_at ?? row.started_at;
  const startedAt = earlier(row.first_at, begun);
  const ending = row.state === null ? undefined : endings[row.state];
  const endedAt = ending === undefined ? null : row.state_at;
  const until = endedAt ?? later(row.final_at, begun);
  const isAlive = row.state !== null || row.spawned_at !== null || row.observed_at !== null;
  return {
    ...row,
    started_at: startedAt,
    ended_at: endedAt,
    duration_ms: Math.max(0, until.getTime() - startedAt.getTime()),
    // Of whom only calls are known, it is not known whether it goes on.
    status: ending ?? (isAlive ? 'running' : 'unset'),
    status_message: ending === undefined ? null : row.state_message,
  };
}
