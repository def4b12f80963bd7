import type { AgentActivityEvent, AgentEvent } from '../../events/agent.events.js';
import type { QueueEvent } from '../../events/queue.events.js';
import { type MetricFamily, metricFamilies as m } from './metric-families.js';
import { add, begin, type ChangesOf, move, observe, set, type SeriesChange } from './series-change.js';

/** What the fleet's own events do to the series. */
export const fleetChanges: ChangesOf<AgentEvent | AgentActivityEvent | QueueEvent> = {
  AgentSpawned({ agentType, flags, state, typeBefore }) {
    const spawned = bornAs(agentType);
    if (!flags?.includes('late')) return [...spawned, add(m.agents, [agentType, 'created'])];
    if (state === undefined) return spawned;
    // It was counted by its state already, under the type that it was taken to be.
    const moved = move(m.agents, [typeBefore ?? 'unknown', state], [agentType, state]);
    // Telemetry had shown it before, and so it was counted then as one more.
    return typeBefore === undefined ? [...spawned, ...moved] : moved;
  },

  AgentObserved({ agentType, state, typeBefore }) {
    if (state === undefined) return [...bornAs(agentType), add(m.agents, [agentType, 'running'])];
    return typeBefore === undefined ? [] : move(m.agents, [typeBefore, state], [agentType, state]);
  },

  AgentStateChanged({ agentType, from, to, flags, executionSeconds }) {
    return [
      // A late report says what was, not what is: the gauge stays.
      ...(flags?.includes('late') ? [] : move(m.agents, from && [agentType, from], [agentType, to])),
      ...(to === 'failed' ? [add(m.agentFailures, [agentType]), add(m.errors, ['agent'])] : []),
      ...(to === 'completed' ? [add(m.agentCompletions, [agentType])] : []),
      ...(executionSeconds === undefined
        ? []
        : [
            observe(m.agentExecution, [agentType], executionSeconds),
            observe(m.agentExecutionDuration, [agentType], executionSeconds),
          ]),
    ];
  },

  ModelCallRecorded(call) {
    const { model, success } = call;
    const changes = [
      add(m.tokens, [model, 'input'], call.inputTokens),
      add(m.tokens, [model, 'output'], call.outputTokens),
      ...outcome(m.modelCalls, model, success),
      success ? begin(m.errors, ['model_call']) : add(m.errors, ['model_call']),
    ];
    if (call.durationMs !== undefined) changes.push(observe(m.modelCallDuration, [model], call.durationMs / 1_000));
    if (call.cacheReadTokens !== undefined) changes.push(add(m.tokens, [model, 'cache_read'], call.cacheReadTokens));
    if (call.cacheWriteTokens !== undefined) changes.push(add(m.tokens, [model, 'cache_write'], call.cacheWriteTokens));
    return changes;
  },

  ToolCallRecorded: ({ tool, success, durationMs }) => [
    ...outcome(m.toolCalls, tool, success),
    success ? begin(m.errors, ['tool_call']) : add(m.errors, ['tool_call']),
    observe(m.toolCallDuration, [tool], durationMs / 1_000),
  ],

  ToolDecisionRecorded: ({ tool, decision }) => [add(m.toolDecisions, [tool, decision])],

  AgentErrorRecorded: () => [add(m.errors, ['agent'])],

  QueueDepthObserved: ({ queue, depth }, recordedAt) => [
    set(m.queueDepth, [queue], depth),
    set(m.queueDepthObserved, [queue], recordedAt.getTime() / 1_000),
  ],
};

/** One more agent; its other counters are there from then on. */
function bornAs(agentType: string): readonly SeriesChange[] {
  return [
    add(m.agentsSpawned, [agentType]),
    begin(m.agentCompletions, [agentType]),
    begin(m.agentFailures, [agentType]),
    begin(m.errors, ['agent']),
  ];
}

/** A call counted by how it ended; the other end is there from the first call on. */
function outcome(calls: MetricFamily, what: string, success: boolean): readonly SeriesChange[] {
  return [add(calls, [what, success ? 'success' : 'failure']), begin(calls, [what, success ? 'failure' : 'success'])];
}
