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
  readonly resource: OtlpAttributes;
  readonly attributes: OtlpAttributes;
  readonly occurredAt: string | undefined;
}

/**
 * That the agent was at work. Telemetry tells of no beginning, so that is told with everything that it does: what is no
 * news is not recorded. `model`: the one that it works with, where the record tells.
 */
export function agentObserved(seen: SeenAgent, model?: string): MappedFact {
  const { agentId, usualType, resource, attributes, occurredAt } = seen;
  const { agentType, ...work } = attributionOf(resource, attributes);
  const data = { agentId, agentType: agentType ?? usualType, model, sessionId: agentId, ...work };
  return { type: 'AgentObserved', data: present(data) as JsonObject, occurredAt };
}

/** Something that the agent did, with what it works on. */
export function agentActivity(agent: SeenAgent, type: string, data: object, id?: string): MappedFact {
  const { agentType, ...work } = attributionOf(agent.resource, agent.attributes);
  const context = {
    agentId: agent.agentId,
    agentType: agentType ?? agent.usualType,
    sessionId: agent.agentId,
    ...work,
  };
  return { type, data: present({ ...context, ...data }) as JsonObject, occurredAt: agent.occurredAt, id };
}
