import type { AgentEvent, AgentState } from '../../../events/agent.events.js';
import { begin, type ReportedLife, step, unheardOf } from '../../../kernel/reported-life.js';
import type { FoldableFact } from '../../../events/fact-kind.js';

type SpawnData = Extract<AgentEvent, { type: 'AgentSpawned' }>['data'];

export interface AgentLife extends ReportedLife<AgentState> {
  /** As recorded by AgentSpawned, without its flags and the state that was known before. */
  readonly spawn: SpawnData | undefined;
  readonly spawnedAt: string | undefined;
  readonly firstRunningAt: string | undefined;
}

export const noAgent: AgentLife = {
  ...unheardOf,
  spawn: undefined,
  spawnedAt: undefined,
  firstRunningAt: undefined,
};

const next: Readonly<Record<AgentState, readonly AgentState[]>> = {
  created: ['initializing', 'terminated'],
  initializing: ['running', 'failed', 'terminated'],
  running: ['waiting_for_input', 'waiting_for_external', 'paused', 'completed', 'failed', 'terminated'],
  waiting_for_input: ['running', 'paused', 'failed', 'terminated'],
  waiting_for_external: ['running', 'paused', 'failed', 'terminated'],
  paused: ['running', 'terminated'],
  completed: [],
  failed: [],
  terminated: [],
};

export function isLegalAgentStep(from: AgentState, to: AgentState): boolean {
  return next[from].includes(to);
}

/** Nothing follows it. */
export function isTerminalAgentState(state: AgentState): boolean {
  return next[state].length === 0;
}

/** Total: events of any order and number give a life. */
export function evolveAgent(life: AgentLife, { type, data, meta }: FoldableFact): AgentLife {
  const event = { type, data } as unknown as AgentEvent;
  switch (event.type) {
    case 'AgentSpawned': {
      if (life.spawn) return life;
      const { flags: _flags, state: _state, ...spawn } = event.data;
      return { ...life, ...begin(life, 'created'), spawn, spawnedAt: meta.occurredAt };
    }
    case 'AgentStateChanged': {
      const { to, flags } = event.data;
      const { occurredAt } = meta;
      const runs = to === 'running' && (life.firstRunningAt === undefined || isBefore(occurredAt, life.firstRunningAt));
      return {
        ...life,
        ...step(life, to, occurredAt, flags?.includes('late') ?? false),
        firstRunningAt: runs ? occurredAt : life.firstRunningAt,
      };
    }
    default:
      return life;
  }
}

function isBefore(one: string, other: string): boolean {
  return Date.parse(one) < Date.parse(other);
}
