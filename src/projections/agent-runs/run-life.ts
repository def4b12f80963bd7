import { type AgentState, agentStates } from '../../events/agent.events.js';

/** A step of a run's life: when (milliseconds), into which state, and the execution seconds that were told with it. */
export type LifeStep = readonly [atMs: number, state: AgentState, toldSeconds: number | null];

export type RunOutcome = 'succeeded' | 'failed' | 'terminated' | 'open';

interface RunLife {
  readonly outcome: RunOutcome;
  readonly started: Date | null;
  readonly ended: Date | null;
  readonly executionSeconds: number | null;
  readonly activeSeconds: number | null;
}

const terminal: ReadonlySet<AgentState> = new Set(['completed', 'failed', 'terminated']);
/** Time in which the agent itself does nothing; when it is over, too, until it is taken up again. */
const inactive: ReadonlySet<AgentState> = new Set([...terminal, 'waiting_for_input', 'waiting_for_external', 'paused']);

/**
 * The steps with one more, in the order in which they happened, of one moment in that of a life: so the order in which
 * they are told does not matter. The same list where the step is known.
 */
export function withStep(steps: readonly LifeStep[], step: LifeStep): readonly LifeStep[] {
  const known = steps.findIndex(([atMs, state]) => atMs === step[0] && state === step[1]);
  if (known >= 0) {
    const seconds = steps[known]![2];
    return step[2] === null || (seconds !== null && seconds >= step[2]) ? steps : steps.with(known, step);
  }
  const place = steps.findIndex((other) => isBefore(step, other));
  return steps.toSpliced(place < 0 ? steps.length : place, 0, step);
}

function isBefore(one: LifeStep, other: LifeStep): boolean {
  return one[0] !== other[0] ? one[0] < other[0] : agentStates.indexOf(one[1]) < agentStates.indexOf(other[1]);
}

/** What the steps come to; `observed`: when telemetry showed it first, which counts as running. */
export function lifeOf(steps: readonly LifeStep[], observedMs: number | null): RunLife {
  const end = endOf(steps);
  const startMs = startOf(steps, observedMs);
  const outcome = end === undefined ? 'open' : outcomeOf(end[1]);
  const life = { outcome, started: dateOf(startMs), ended: dateOf(end?.[0] ?? null) };
  if (end === undefined) return { ...life, executionSeconds: null, activeSeconds: null };
  if (startMs === null || startMs > end[0]) return { ...life, executionSeconds: end[2], activeSeconds: null };
  return {
    ...life,
    executionSeconds: (end[0] - startMs) / 1_000,
    activeSeconds: activeMs(steps, startMs, end[0]) / 1_000,
  };
}

/** First `running`; while there is none, the spawn; telemetry counts where nobody has reported the spawn. */
function startOf(steps: readonly LifeStep[], observedMs: number | null): number | null {
  const running = steps.find(([, state]) => state === 'running')?.[0] ?? null;
  const created = steps.find(([, state]) => state === 'created')?.[0] ?? null;
  if (created !== null) return running ?? observedMs ?? created;
  return running !== null && observedMs !== null ? Math.min(running, observedMs) : (running ?? observedMs);
}

/**
 * The step that ended it; undefined while it goes on. Who has completed or failed may be terminated afterwards, which
 * clears up and changes nothing; of several such words the last one counts.
 */
function endOf(steps: readonly LifeStep[]): LifeStep | undefined {
  const lastOpen = steps.findLastIndex(([, state]) => !terminal.has(state));
  const ends = steps.slice(lastOpen + 1);
  return ends.findLast(([, state]) => state !== 'terminated') ?? ends[0];
}

function outcomeOf(state: AgentState): RunOutcome {
  return state === 'completed' ? 'succeeded' : state === 'failed' ? 'failed' : 'terminated';
}

function activeMs(steps: readonly LifeStep[], startMs: number, endMs: number): number {
  let active = 0;
  let from = startMs;
  let state: AgentState = 'running';
  for (const [atMs, next] of steps) {
    const to = Math.min(Math.max(atMs, startMs), endMs);
    if (!inactive.has(state)) active += to - from;
    [from, state] = [to, atMs < startMs ? 'running' : next];
  }
  return active;
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
