import type { AgentEvent, SessionAttributionEvent } from '../../../events/agent.events.js';
import type { RecordedEvent } from '../../../kernel/event.js';
import type { JsonObject } from '../../../kernel/json.js';
import { sessionAgentKind } from '../domain/agent-attributed.facts.js';

/** What was told of a session last. */
interface ToldSession {
  readonly work: JsonObject;
  readonly occurredAt: string;
}

/** What it remembers: the sessions of which something was told. */
interface Rows {
  get<Row>(kind: string, key: string): Row | undefined;
  set(kind: string, key: string, row: object): void;
}

type Known = SessionAttributionEvent | Extract<AgentEvent, { readonly type: 'AgentSpawned' | 'AgentObserved' }>;

const SESSION = 'session';

/** Has agents that are heard of after their session was attributed follow it; those before are told by whoever attributes. */
export const sessionAttributionProcess = {
  name: 'session-attribution',
  types: ['SessionAttributed', 'AgentSpawned', 'AgentObserved'] as readonly string[],
  history: ['SessionAttributed'] as readonly string[],
  react(state: Rows, event: RecordedEvent) {
    const known = event as unknown as Known & RecordedEvent;
    if (known.type === 'SessionAttributed') {
      const { sessionId, ...work } = known.data;
      const told: ToldSession = { work: work as JsonObject, occurredAt: event.meta.occurredAt };
      state.set(SESSION, sessionId, told);
      return [];
    }
    const { agentId, sessionId } = known.data;
    const told = sessionId === undefined ? undefined : state.get<ToldSession>(SESSION, sessionId);
    if (sessionId === undefined || told === undefined) return [];
    const data = { agentId, sessionId, ...told.work };
    return [
      { id: event.id, topic: 'record', data: { type: sessionAgentKind.type, data, occurredAt: told.occurredAt } },
    ];
  },
  wake: () => [],
  wakeAt: (): number | undefined => undefined,
};
