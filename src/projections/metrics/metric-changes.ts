import type { AgentActivityEvent, AgentEvent } from '../../events/agent.events.js';
import type { RecordedEvent } from '../../kernel/event.js';
import { metricFamilies as m } from './metric-families.js';
import { add, observe, type SeriesChange, set } from './series-change.js';

type DataOf<Event extends { type: string; data: unknown }, Type extends Event['type']> = Extract<
  Event,
  { type: Type }
>['data'];

/** What each event type does to the series; the whole meaning of the domain metrics is in this table. */
const changes = {
  AgentSpawned: (data: DataOf<AgentEvent, 'AgentSpawned'>) => [
    add(m.agentsSpawned, [data.agentType]),
    add(m.agents, [data.agentType, 'created']),
  ],

  AgentStateChanged(data: DataOf<AgentEvent, 'AgentStateChanged'>) {
    const result: SeriesChange[] = [];
    // A late report says what was, not what is: the gauge stays.
    if (!data.flags?.includes('late')) {
      if (data.from) result.push(add(m.agents, [data.agentType, data.from], -1));
      result.push(add(m.agents, [data.agentType, data.to]));
    }
    if (data.to === 'failed') {
      result.push(add(m.agentFailures, [data.agentType]), add(m.errors, ['agent']));
    }
    if (data.to === 'completed') result.push(add(m.agentCompletions, [data.agentType]));
    if (data.executionSeconds !== undefined) {
      result.push(
        observe(m.agentExecution, [data.agentType], data.executionSeconds),
        observe(m.agentExecutionDuration, [data.agentType], data.executionSeconds),
      );
    }
    return result;
  },

  ModelCallRecorded(data: DataOf<AgentActivityEvent, 'ModelCallRecorded'>) {
    const { model } = data;
    const result: SeriesChange[] = [
      add(m.tokens, [model, 'input'], data.inputTokens),
      add(m.tokens, [model, 'output'], data.outputTokens),
      add(m.modelCalls, [model, data.success ? 'success' : 'failure']),
      observe(m.modelCallDuration, [model], data.durationMs / 1_000),
    ];
    if (data.cacheReadTokens !== undefined) result.push(add(m.tokens, [model, 'cache_read'], data.cacheReadTokens));
    if (data.cacheWriteTokens !== undefined) result.push(add(m.tokens, [model, 'cache_write'], data.cacheWriteTokens));
    if (!data.success) result.push(add(m.errors, ['model_call']));
    return result;
  },

  ToolCallRecorded(data: DataOf<AgentActivityEvent, 'ToolCallRecorded'>) {
    const result: SeriesChange[] = [
      add(m.toolCalls, [data.tool, data.success ? 'success' : 'failure']),
      observe(m.toolCallDuration, [data.tool], data.durationMs / 1_000),
    ];
    if (!data.success) result.push(add(m.errors, ['tool_call']));
    return result;
  },

  QueueDepthObserved: (data: { queue: string; depth: number }) => [set(m.queueDepth, [data.queue], data.depth)],
};

export const metricEventTypes = Object.keys(changes);

/** The changes that one event makes; none for a type that no series follows. */
export function changesOf(event: RecordedEvent): readonly SeriesChange[] {
  const change = changes[event.type as keyof typeof changes] as
    ((data: unknown) => readonly SeriesChange[]) | undefined;
  return change ? change(event.data) : [];
}
