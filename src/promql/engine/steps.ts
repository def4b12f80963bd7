/** The moments at which an expression is evaluated: `count` of them, `stepMs` apart. An instant is one step. */
export interface Steps {
  readonly startMs: number;
  readonly stepMs: number;
  readonly count: number;
}

export function instant(atMs: number): Steps {
  return { startMs: atMs, stepMs: 1, count: 1 };
}

/** From `startMs` to `endMs`, both inclusive; none where the end lies before the start. */
export function between(startMs: number, endMs: number, stepMs: number): Steps {
  return { startMs, stepMs, count: endMs < startMs ? 0 : Math.floor((endMs - startMs) / stepMs) + 1 };
}

export function timeOf(steps: Steps, index: number): number {
  return steps.startMs + index * steps.stepMs;
}

export function lastOf(steps: Steps): number {
  return timeOf(steps, Math.max(0, steps.count - 1));
}
