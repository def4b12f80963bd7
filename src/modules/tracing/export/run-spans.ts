import type { AgentActivityEvent, AgentEvent } from '../../../events/agent.events.js';
import type { SpanEvent } from '../../../events/span.events.js';
import type { RecordedEvent } from '../../../kernel/event.js';
import { derivedCallSpanId } from '../../../projections/traces/index.js';

/** The events after which a span is complete. */
export const completingTypes = ['ModelCallRecorded', 'ToolCallRecorded', 'AgentStateChanged', 'SpanRecorded'] as const;

const endings: ReadonlySet<string> = new Set(['completed', 'failed', 'terminated']);

export interface CompletedSpans {
  readonly calls: readonly { readonly agentId: string; readonly spanId: string }[];
  readonly endedAgents: readonly string[];
  readonly received: readonly { readonly traceId: string; readonly spanId: string }[];
}

/** What these events complete: calls and received spans, which are told when they are over, and runs that end. */
export function completedBy(events: readonly RecordedEvent[]): CompletedSpans {
  const calls = new Map<string, { agentId: string; spanId: string }>();
  const endedAgents = new Set<string>();
  const received = new Map<string, { traceId: string; spanId: string }>();
  for (const recorded of events) {
    const { type, data } = recorded as unknown as AgentEvent | AgentActivityEvent | SpanEvent;
    if (type === 'ModelCallRecorded' || type === 'ToolCallRecorded') {
      const spanId = data.spanId ?? derivedCallSpanId(recorded);
      calls.set(`${spanId} ${data.agentId}`, { agentId: data.agentId, spanId });
    }
    if (type === 'SpanRecorded') {
      const { traceId, spanId } = data;
      received.set(`${traceId} ${spanId}`, { traceId, spanId });
    }
    if (type === 'AgentStateChanged' && endings.has(data.to)) endedAgents.add(data.agentId);
  }
  return { calls: [...calls.values()], endedAgents: [...endedAgents], received: [...received.values()] };
}
