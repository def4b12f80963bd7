import { hash } from 'node:crypto';
import { present } from '../../../kernel/present.js';
import type { OtlpLogRecord, OtlpSpan } from '../otlp-records.js';
import { agentActivity, agentObserved, type SeenAgent } from './agent-facts.js';
import { textIn } from './attribute-reading.js';
import { momentOf, sessionOf } from './event-record.js';
import { traceOf } from './record-trace.js';
import type { Mapped } from './telemetry-mapper.js';

/**
 * A session is an agent. What its subagents do is the session's too: events name at most the kind of a subagent, never
 * which one, so two of a kind could not be told apart; and a call must belong to the same agent whichever signal tells
 * of it, or it would count twice.
 */
export function agentOf(record: OtlpLogRecord): SeenAgent | undefined {
  const { resource, attributes } = record;
  const agentId = sessionOf(record);
  if (agentId === undefined) return undefined;
  const { traceId } = traceOf(record);
  return { agentId, usualType: 'claude-code', resource, attributes, occurredAt: momentOf(record), traceId };
}

/** The agent of a span, at the span's end: that is when events tell of the same. */
export function agentOfSpan(span: OtlpSpan): SeenAgent | undefined {
  const { resource, attributes, traceId, endMs } = span;
  const agentId = sessionOf(span);
  if (agentId === undefined) return undefined;
  return {
    agentId,
    usualType: 'claude-code',
    resource,
    attributes,
    occurredAt: new Date(endMs).toISOString(),
    traceId,
  };
}

/** What the agent did, in parts. `named`: it has a key of its own. */
interface Deed {
  readonly type: string;
  readonly told: readonly object[];
  readonly named: boolean;
  /** The model that does the agent's work, where the record tells. */
  readonly model?: string | undefined;
}

/** An event as two facts: that the agent was at work, and what it did. */
export function factsOf(record: OtlpLogRecord, agent: SeenAgent, { type, told, named, model }: Deed): Mapped {
  const id = named ? undefined : recordId(record, agent, type, told);
  return { outcome: 'facts', facts: [agentObserved(agent, model), agentActivity(agent, type, told, id)] };
}

/**
 * Identity of a record without a key of its own: its place in the session, which each process counts for itself, so the
 * time belongs to it. Builds that do not count are known again by what they say.
 */
function recordId({ attributes }: OtlpLogRecord, agent: SeenAgent, type: string, told: readonly object[]) {
  if (agent.occurredAt === undefined) return undefined;
  const place = textIn(attributes, 'event.sequence') ?? hash('sha1', JSON.stringify(present(...told)), 'base64url');
  return `claude-code/${type}/${place}/${agent.occurredAt}`;
}
