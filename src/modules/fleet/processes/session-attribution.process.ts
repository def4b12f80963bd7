import type { AgentActivityEvent, AgentEvent, SessionAttributionEvent } from '../../../events/agent.events.js';
import type { RecordedEvent } from '../../../kernel/event.js';
import type { JsonObject } from '../../../kernel/json.js';
import { sessionAgentKind } from '../domain/agent-attributed.facts.js';

/** What was told of a session last. */
interface ToldSession {
  readonly work: JsonObject;
  readonly occurredAt: string;
  /** The event that told of it; absent in what was remembered by former versions. */
  readonly toldBy?: string;
}

/** An agent of a session that was told of: with its first word after that it has followed. */
interface Follower {
  readonly toldBy?: string | undefined;
}

/** What it remembers: the sessions of which something was told, and who has followed them since. */
interface Rows {
  get<Row>(kind: string, key: string): Row | undefined;
  has(kind: string): boolean;
  set(kind: string, key: string, row: object): void;
}

type Known =
  | SessionAttributionEvent
  | Extract<AgentEvent, { readonly type: 'AgentSpawned' | 'AgentObserved' }>
  | AgentActivityEvent;

const SESSION = 'session';
const FOLLOWER = 'follower';

const TOLD = ['SessionAttributed'] as const;
const ALL: readonly string[] = [
  ...TOLD,
  'AgentSpawned',
  'AgentObserved',
  'ModelCallRecorded',
  'ToolCallRecorded',
  'ToolDecisionRecorded',
  'AgentErrorRecorded',
];

/**
 * Has agents that are heard of after their session was attributed follow it, be it by a call only; those before are told
 * by whoever attributes.
 */
export const sessionAttributionProcess = {
  name: 'session-attribution',
  types: ALL,
  /** Where no session was ever attributed, none of the many calls need be read. */
  reads: (state: Rows): readonly string[] => (state.has(SESSION) ? ALL : TOLD),
  history: TOLD as readonly string[],
  react(state: Rows, event: RecordedEvent) {
    const known = event as unknown as Known & RecordedEvent;
    if (known.type === 'SessionAttributed') {
      const { sessionId, ...work } = known.data;
      const told: ToldSession = { work: work as JsonObject, occurredAt: event.meta.occurredAt, toldBy: event.id };
      state.set(SESSION, sessionId, told);
      return [];
    }
    const { agentId, sessionId } = known.data;
    const told = sessionId === undefined ? undefined : state.get<ToldSession>(SESSION, sessionId);
    if (sessionId === undefined || told === undefined) return [];
    const pair = JSON.stringify([sessionId, agentId]);
    const follower = state.get<Follower>(FOLLOWER, pair);
    if (follower !== undefined && follower.toldBy === told.toldBy) return [];
    state.set(FOLLOWER, pair, { toldBy: told.toldBy } satisfies Follower);
    const data = { agentId, sessionId, ...told.work };
    return [
      { id: event.id, topic: 'record', data: { type: sessionAgentKind.type, data, occurredAt: told.occurredAt } },
    ];
  },
  wake: () => [],
  wakeAt: (): number | undefined => undefined,
};
