import type { JsonObject } from '../../../kernel/json.js';
import { present } from '../../../kernel/present.js';
import type { OtlpAttributes } from '../otlp-records.js';
import { attributionOf } from './attribution.js';
import type { MappedFact } from './telemetry-mapper.js';

/** One agent as its telemetry shows it: which one, what it is by default, what it works on, and when. */
export interface SeenAgent {
  readonly agentId: string;
  /** Its type unless `orchestrate.agent_type` says another. */
  readonly usualType: string;
  /** The record does not say of what type its agent is: what else it says, as a service's name, is only a guess. */
  readonly isTypeGuessed?: boolean;
  /** Of one whose type is its own, whatever its session is said to be. */
  readonly ownType?: string | undefined;
  readonly resource: OtlpAttributes;
  readonly attributes: OtlpAttributes;
  readonly occurredAt: string | undefined;
  /** Where the session that it works in is not called as the agent is. */
  readonly sessionId?: string | undefined;
  /** The agent that started it. */
  readonly parentAgentId?: string | undefined;
  /** The trace in which it was at work. */
  readonly traceId?: string | undefined;
  /** The span of its whole run, and the one within which it was started. */
  readonly spanId?: string | undefined;
  readonly parentSpanId?: string | undefined;
}

/**
 * That the agent was at work. Telemetry tells of no beginning, so that is told with everything that it does: what is no
 * news is not recorded. `model`: the one that it works with, where the record tells.
 */
export function agentObserved(seen: SeenAgent, model?: string): MappedFact {
  const { parentAgentId, traceId, spanId, parentSpanId, occurredAt } = seen;
  const data = present(contextOf(seen, seen.usualType), { model, parentAgentId, traceId, spanId, parentSpanId });
  return { type: 'AgentObserved', data: data as JsonObject, occurredAt };
}

/** Something that the agent did, told in parts, with what it works on. A guessed type is left to the agent's own record. */
export function agentActivity(agent: SeenAgent, type: string, told: readonly object[], id?: string): MappedFact {
  const context = contextOf(agent, agent.isTypeGuessed ? undefined : agent.usualType);
  return { type, data: present(context, ...told) as JsonObject, occurredAt: agent.occurredAt, id };
}

/** In the order in which facts hold it: they are read fastest so. */
function contextOf({ agentId, ownType, sessionId, resource, attributes }: SeenAgent, usualType: string | undefined) {
  const { agentType, epicId, storyId, prNumber, team } = attributionOf(resource, attributes);
  return {
    agentId,
    agentType: ownType ?? agentType ?? usualType,
    epicId,
    storyId,
    prNumber,
    team,
    sessionId: sessionId ?? agentId,
  };
}
