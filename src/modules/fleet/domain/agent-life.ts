import type { AgentEvent, AgentState } from '../../../events/agent.events.js';
import type { FoldableFact } from '../../../events/fact-kind.js';
import { begin, type ReportedLife, step, unheardOf } from '../../../kernel/reported-life.js';

type SpawnData = Extract<AgentEvent, { type: 'AgentSpawned' }>['data'];

type ObservedData = Extract<AgentEvent, { type: 'AgentObserved' }>['data'];

/** What telemetry may tell of an agent; each is what was told of the earliest moment. */
export const observedFields = [
  'agentType',
  'model',
  'epicId',
  'storyId',
  'prNumber',
  'team',
  'sessionId',
  'parentAgentId',
  'traceparent',
  'traceId',
  'spanId',
  'parentSpanId',
] as const satisfies readonly (keyof ObservedData)[];
export type ObservedField = (typeof observedFields)[number];

/** A value with the moment of which it was told; milliseconds since 1970. */
interface Observed {
  readonly value: string | number;
  readonly at: number;
}

export interface AgentLife extends ReportedLife<AgentState> {
  /** As recorded by AgentSpawned, without its flags and what was known before. */
  readonly spawn: SpawnData | undefined;
  readonly spawnedAt: string | undefined;
  readonly firstRunningAt: string | undefined;
  /** Earliest moment at which telemetry showed it at work. */
  readonly observedAt: string | undefined;
  readonly observed: Readonly<Partial<Record<ObservedField, Observed>>>;
  /** Somebody has told of a step of its life. */
  readonly isToldOf: boolean;
  /** It is over because it was heard of no more; nobody said so. */
  readonly isPresumedOver: boolean;
}

export const noAgent: AgentLife = {
  ...unheardOf,
  spawn: undefined,
  spawnedAt: undefined,
  firstRunningAt: undefined,
  observedAt: undefined,
  observed: {},
  isToldOf: false,
  isPresumedOver: false,
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
      const { flags: _flags, state: _state, typeBefore: _typeBefore, ...spawn } = event.data;
      return { ...life, ...begin(life, 'created'), spawn, spawnedAt: meta.occurredAt };
    }
    case 'AgentStateChanged': {
      const { to, flags, presumed = false } = event.data;
      const { occurredAt } = meta;
      const late = flags?.includes('late') ?? false;
      const runs = to === 'running' && (life.firstRunningAt === undefined || isBefore(occurredAt, life.firstRunningAt));
      return {
        ...life,
        ...step(life, to, occurredAt, late),
        firstRunningAt: runs ? occurredAt : life.firstRunningAt,
        isToldOf: life.isToldOf || !presumed,
        isPresumedOver: late ? life.isPresumedOver : presumed && isTerminalAgentState(to),
      };
    }
    case 'AgentObserved':
      return observe(life, event.data, meta.occurredAt);
    default:
      return life;
  }
}

function observe(life: AgentLife, data: ObservedData, occurredAt: string): AgentLife {
  const at = Date.parse(occurredAt);
  const observed = { ...life.observed };
  for (const field of observedFields) {
    const value = data[field];
    if (value !== undefined && tellsMore(life.observed[field], value, at)) observed[field] = { value, at };
  }
  const first = life.observedAt === undefined || isBefore(occurredAt, life.observedAt);
  // Whoever runs it knows better when it began; without their word it ran from when it was seen.
  const runs =
    life.spawn === undefined && (life.firstRunningAt === undefined || isBefore(occurredAt, life.firstRunningAt));
  return {
    ...life,
    ...begin(life, 'running'),
    firstRunningAt: runs ? occurredAt : life.firstRunningAt,
    observedAt: first ? occurredAt : life.observedAt,
    observed,
  };
}

/** The earlier moment tells; of one moment the smaller value, so that the order of arrival does not matter. */
export function tellsMore(known: Observed | undefined, value: string | number, at: number): boolean {
  if (!known || at < known.at) return true;
  return at === known.at && String(value) < String(known.value);
}

/** Its type as far as it is known. */
export function typeOf({ spawn, observed }: AgentLife): string | undefined {
  return spawn?.agentType ?? (observed.agentType?.value as string | undefined);
}

/** What every step tells of the agent besides. */
export function describe(life: AgentLife) {
  const { spawn, observed } = life;
  return {
    agentType: typeOf(life) ?? 'unknown',
    model: spawn?.model ?? (observed.model?.value as string | undefined),
    epicId: spawn?.epicId ?? (observed.epicId?.value as string | undefined),
    storyId: spawn?.storyId ?? (observed.storyId?.value as string | undefined),
  };
}

function isBefore(one: string, other: string): boolean {
  return Date.parse(one) < Date.parse(other);
}
