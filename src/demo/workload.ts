/** Share of a busy hour's work, by the hour of the day (UTC). */
const byHour = [
  0.2, 0.15, 0.15, 0.15, 0.2, 0.3, 0.5, 0.8, 1, 1, 1, 0.9, 0.8, 1, 1, 1, 0.9, 0.8, 0.6, 0.5, 0.4, 0.35, 0.3, 0.25,
] as const;
const WEEKEND = 0.35;

/** How much of a busy hour's work an hour (counted from 1970) sees: office hours are full, weekends quiet. */
export function workload(hour: number): number {
  // 1 January 1970 was a Thursday.
  const weekday = (Math.floor(hour / 24) + 4) % 7;
  return byHour[hour % 24]! * (weekday === 0 || weekday === 6 ? WEEKEND : 1);
}

/** Busy hours' worth of work in a weekday. */
export const busyHoursADay = byHour.reduce((sum, share) => sum + share, 0);
