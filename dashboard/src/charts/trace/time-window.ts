/** Part of a trace's time that is seen: milliseconds after its beginning. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Less than this nobody can tell apart: spans are told in milliseconds and parts of them. */
const LEAST_MS = 0.5;

/** The whole of a trace; one that took no time has some room too. */
export const wholeOf = (durationMs: number): TimeWindow => ({ from: 0, to: Math.max(durationMs, 1) });

/** `1200-3400` in the address; undefined where it says nothing that can be shown. */
export function windowOf(text: string | undefined, durationMs: number): TimeWindow | undefined {
  const [, from, to] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(text ?? '') ?? [];
  if (from === undefined || to === undefined) return undefined;
  return clamped({ from: Number(from), to: Number(to) }, durationMs);
}

/** For the address; undefined is the whole. */
export function textOfWindow({ from, to }: TimeWindow, durationMs: number): string | undefined {
  const whole = wholeOf(durationMs);
  return from <= whole.from && to >= whole.to ? undefined : `${round(from)}-${round(to)}`;
}

/** Closer (`factor` below 1) or further away, with what is at `at` staying where it is. */
export function zoomed({ from, to }: TimeWindow, factor: number, at: number, durationMs: number): TimeWindow {
  const span = Math.max((to - from) * factor, LEAST_MS);
  const part = to > from ? (at - from) / (to - from) : 0.5;
  const start = at - span * Math.min(1, Math.max(0, part));
  return clamped({ from: start, to: start + span }, durationMs);
}

/** To the side by a part of what is seen. */
export function moved({ from, to }: TimeWindow, part: number, durationMs: number): TimeWindow {
  const by = (to - from) * part;
  return clamped({ from: from + by, to: to + by }, durationMs);
}

/** Inside of the trace, and never empty. */
export function clamped({ from, to }: TimeWindow, durationMs: number): TimeWindow {
  const whole = wholeOf(durationMs);
  const span = Math.min(Math.max(Math.abs(to - from), LEAST_MS), whole.to);
  const start = Math.min(Math.max(Math.min(from, to), 0), whole.to - span);
  return { from: start, to: start + span };
}

const steps = [1, 2, 5];
/** Of minutes and hours people count differently than by ten. */
const roundTimes = [10, 15, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400].map(
  (seconds) => seconds * 1_000,
);

/** Round times within a window, about so many. */
export function ticksOf({ from, to }: TimeWindow, count: number): readonly number[] {
  const step = stepOf((to - from) / Math.max(1, count));
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, index) => round((first + index) * step));
}

function stepOf(least: number): number {
  const long = least > 5_000 ? roundTimes.find((time) => time >= least) : undefined;
  if (long !== undefined) return long;
  const power = 10 ** Math.floor(Math.log10(least));
  return (steps.find((step) => step * power >= least) ?? 10) * power;
}

const round = (ms: number) => Number(ms.toFixed(3));
