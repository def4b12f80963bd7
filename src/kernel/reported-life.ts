/** One reported step; the newest first. */
interface Step<Status extends string> {
  readonly to: Status;
  /** Milliseconds since 1970, by the reporter's clock. */
  readonly at: number;
  readonly previous: Step<Status> | undefined;
}

/**
 * The life of something that others run and we only hear about. Reports come late, twice and out of order; the
 * current status is the one that happened last, not the one that arrived last.
 */
export interface ReportedLife<Status extends string> {
  /** Its beginning has been reported. */
  readonly begun: boolean;
  readonly current: Status | undefined;
  /** When the current status began, by a transition; undefined while only the beginning is known. */
  readonly since: number | undefined;
  readonly steps: Step<Status> | undefined;
}

export const unheardOf: ReportedLife<never> = { begun: false, current: undefined, since: undefined, steps: undefined };

export interface Judgement<Status extends string> {
  /** What it was before, at the time of the step; undefined when that is not known. */
  readonly from: Status | undefined;
  /** The life cycle has no such step. */
  readonly illegal: boolean;
  /** It happened before the step last recorded, so the current status stays. */
  readonly late: boolean;
  /** Its beginning has not been reported yet. */
  readonly early: boolean;
}

/**
 * Judges a reported step; undefined says that it is recorded already, or is what it was anyway.
 * `identified`: the report has an identity of its own, so the same step at the same instant is another one; without
 * one it is taken for the same report sent again.
 */
export function judgeStep<Status extends string>(
  life: ReportedLife<Status>,
  to: Status,
  occurredAt: string,
  isLegal: (from: Status, to: Status) => boolean,
  identified = false,
): Judgement<Status> | undefined {
  const at = Date.parse(occurredAt);
  const late = life.since !== undefined && at < life.since;
  // At the same instant, the order of arrival is the order.
  if (!identified && life.since !== undefined && at <= life.since && isRecorded(life.steps, to, at)) return undefined;
  const from = late ? statusAt(life.steps, at) : life.current;
  if (from === to) return undefined;
  return { from, late, early: !life.begun, illegal: !late && from !== undefined && !isLegal(from, to) };
}

/** The beginning was reported; it never overrides a status that is known already. */
export function begin<Status extends string>(life: ReportedLife<Status>, initial: Status): ReportedLife<Status> {
  return { ...life, begun: true, current: life.current ?? initial };
}

/** A step was recorded. */
export function step<Status extends string>(
  life: ReportedLife<Status>,
  to: Status,
  occurredAt: string,
  late: boolean,
): ReportedLife<Status> {
  const at = Date.parse(occurredAt);
  const steps = { to, at, previous: life.steps };
  return late ? { ...life, steps } : { ...life, current: to, since: at, steps };
}

/** Seconds from one RFC 3339 time to another; undefined when either is unknown or they are the wrong way round. */
export function secondsBetween(from: string | undefined, to: string): number | undefined {
  if (from === undefined) return undefined;
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  return seconds >= 0 ? seconds : undefined;
}

function isRecorded<Status extends string>(steps: Step<Status> | undefined, to: Status, at: number): boolean {
  for (let one = steps; one; one = one.previous) if (one.at === at && one.to === to) return true;
  return false;
}

function statusAt<Status extends string>(steps: Step<Status> | undefined, at: number): Status | undefined {
  let best: Step<Status> | undefined;
  for (let one = steps; one; one = one.previous) if (one.at <= at && (!best || one.at > best.at)) best = one;
  return best?.to;
}
