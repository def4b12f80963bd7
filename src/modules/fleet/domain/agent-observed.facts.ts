import { z } from 'zod';
import type { Fact, LifecycleFactKind } from '../../../events/fact-kind.js';
import { agentTypeName, nameText, reportedId, spanId, traceId, traceparent } from '../../../events/reported-fields.js';
import { streams } from '../../../events/streams.js';
import { present } from '../../../kernel/present.js';
import { type AgentLife, describe, evolveAgent, noAgent, observedFields, tellsMore, typeOf } from './agent-life.js';

export const agentObservedInput = z.strictObject({
  agentId: reportedId,
  agentType: agentTypeName,
  model: nameText(200).optional(),
  epicId: reportedId.optional(),
  storyId: reportedId.optional(),
  prNumber: z.int().positive().optional(),
  team: reportedId.optional(),
  sessionId: reportedId.optional(),
  parentAgentId: reportedId.optional(),
  traceparent: traceparent.optional(),
  traceId: traceId.optional(),
  spanId: spanId.optional(),
  parentSpanId: spanId.optional(),
});
type Input = z.infer<typeof agentObservedInput>;

/**
 * Telemetry tells of no beginning, only that an agent was at work at some moment, and it comes in any order. Recorded is
 * what makes a difference: an earlier moment, or something that was not known of one so early. All orders of the same
 * reports so lead to the same agent.
 */
export const agentObservedKind: LifecycleFactKind<Input, AgentLife> = {
  mode: 'lifecycle',
  type: 'AgentObserved',
  input: agentObservedInput,
  stream: ({ agentId }) => streams.agent(agentId),
  initial: noAgent,
  evolve: evolveAgent,
  decide(input, life, occurredAt) {
    const at = Date.parse(occurredAt);
    const widens = life.spawn === undefined && !(life.observedAt !== undefined && at >= Date.parse(life.observedAt));
    const tells = observedFields.some((field) => {
      const value = input[field];
      return (
        value !== undefined &&
        life.spawn?.[field as keyof typeof life.spawn] === undefined &&
        tellsMore(life.observed[field], value, at)
      );
    });
    const again = seenAgain(input.agentId, life, occurredAt);
    if (!widens && !tells) return again;
    const before = typeOf(life);
    const after = typeOf(evolveAgent(life, { type: 'AgentObserved', data: input, meta: { occurredAt } }));
    const data = present({
      ...input,
      state: life.current,
      typeBefore: life.current !== undefined && after !== before ? (before ?? 'unknown') : undefined,
    });
    return [{ type: 'AgentObserved', data }, ...again];
  },
};

/** It was taken to be over, and is not: it was at work afterwards. */
function seenAgain(agentId: string, life: AgentLife, occurredAt: string): readonly Fact[] {
  if (!life.isPresumedOver || life.since === undefined || Date.parse(occurredAt) <= life.since) return [];
  const data = present(
    { agentId, from: life.current, to: 'running', reason: 'seen again', presumed: true },
    describe(life),
  );
  return [{ type: 'AgentStateChanged', data }];
}
