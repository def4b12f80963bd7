import type { OtlpLogRecord } from '../otlp-records.js';
import type { SeenAgent } from './agent-facts.js';
import { textIn } from './attribute-reading.js';
import { momentOf, sessionOf } from './event-record.js';
import { traceOf } from './record-trace.js';

/** The session as an agent. */
export function sessionAgentOf(record: OtlpLogRecord): SeenAgent | undefined {
  const { resource, attributes } = record;
  const agentId = sessionOf(record);
  if (agentId === undefined) return undefined;
  const { traceId } = traceOf(record);
  return { agentId, usualType: 'gemini-cli', resource, attributes, occurredAt: momentOf(record), traceId };
}

/** Whose record it is: the session's, or that of a subagent whose turn it belongs to. */
export function agentOf(record: OtlpLogRecord): SeenAgent | undefined {
  const session = sessionAgentOf(record);
  if (!session) return undefined;
  const localId = subagentIn(textIn(record.attributes, 'prompt_id'), session.agentId);
  return localId === undefined ? session : subagentOf(session, localId);
}

/**
 * Who is called by six random characters besides its kind is one of a kind in its session and not in the world. Newer
 * builds put the turn that started it before its name, and so the session.
 */
export function subagentOf(session: SeenAgent, localId: string, name?: string): SeenAgent {
  return {
    ...session,
    agentId: localId.includes(session.agentId) ? localId : `${session.agentId}:${localId}`,
    ownType: name ?? nameIn(localId),
    sessionId: session.agentId,
    parentAgentId: session.agentId,
  };
}

/**
 * The turns of a subagent are `<its id>#<number>`, in older builds after the session's id; those of the session are
 * `<session>########<number>` or random.
 */
function subagentIn(promptId: string | undefined, session: string): string | undefined {
  const turns = /^(.*[^#])#\d+$/s.exec(promptId ?? '')?.[1];
  if (turns === undefined || turns === session) return undefined;
  const own = `${session}#`;
  const localId = turns.startsWith(own) && turns[own.length] !== '#' ? turns.slice(own.length) : turns;
  return /[^#]-[a-z0-9]{1,6}$/.test(localId) ? localId : undefined;
}

/** `codebase_investigator` of `<turn>-codebase_investigator-x1y2z3`. */
function nameIn(localId: string): string {
  return localId.replace(/^.*#\d+-/s, '').replace(/-[a-z0-9]{1,6}$/, '');
}
