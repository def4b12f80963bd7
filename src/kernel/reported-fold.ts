import type { RecordedEvent } from './event.js';

/** When each status was entered first, by the reporter's clock; RFC 3339. */
export type StatusTimes = Readonly<Record<string, string>>;

/** Many read models ask for the same event one after the other: its time is parsed once. */
let latest: { readonly event: RecordedEvent; readonly time: Date } | undefined;

/** When it happened, by the reporter; by the log where the reporter's word is no time. Not to be changed in place. */
export function occurredAtOf(event: RecordedEvent): Date {
  if (latest?.event === event) return latest.time;
  const reported = new Date(event.meta.occurredAt);
  const time = Number.isNaN(reported.getTime()) ? event.recordedAt : reported;
  latest = { event, time };
  return time;
}

/** A time in an event's data; null when absent or no time. */
export function timeOf(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** The UTC hour that a time lies in. */
export function hourOf(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 3_600_000) * 3_600_000);
}

export function later(one: Date | null | undefined, other: Date): Date {
  return one && one > other ? one : other;
}

export function earlier(one: Date | null | undefined, other: Date): Date {
  return one && one < other ? one : other;
}

/** Every flag once, in the order in which they came up. */
export function joinFlags(known: readonly string[], more: readonly string[] | undefined): readonly string[] {
  const fresh = more?.filter((flag) => !known.includes(flag)) ?? [];
  return fresh.length === 0 ? known : [...known, ...fresh];
}

/** Keeps the first time of each status, whatever the order in which the reports come. */
export function enter(times: StatusTimes, status: string, at: Date): StatusTimes {
  const known = times[status];
  return known !== undefined && known <= at.toISOString() ? times : { ...times, [status]: at.toISOString() };
}

/** Seconds from one time to another; null when either is unknown or they are the wrong way round. */
export function secondsFromTo(from: Date | null, to: Date | null): number | null {
  if (!from || !to || to < from) return null;
  return (to.getTime() - from.getTime()) / 1_000;
}
