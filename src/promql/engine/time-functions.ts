const DAY_MS = 86_400_000;

/** What a moment is in the calendar, in UTC; by the functions' names in PromQL. The argument is in Unix seconds. */
export const timeFunctions: ReadonlyMap<string, (seconds: number) => number> = new Map(
  Object.entries({
    minute: ofDate((date) => date.getUTCMinutes()),
    hour: ofDate((date) => date.getUTCHours()),
    day_of_week: ofDate((date) => date.getUTCDay()),
    day_of_month: ofDate((date) => date.getUTCDate()),
    day_of_year: ofDate((date) => {
      const newYear = Date.UTC(date.getUTCFullYear(), 0);
      return Math.floor((date.getTime() - newYear) / DAY_MS) + 1;
    }),
    days_in_month: ofDate((date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()),
    month: ofDate((date) => date.getUTCMonth() + 1),
    year: ofDate((date) => date.getUTCFullYear()),
  }),
);

/** NaN for what is no moment, or one that lies too far away. */
function ofDate(part: (date: Date) => number): (seconds: number) => number {
  return (seconds) => part(new Date(Math.trunc(seconds) * 1000));
}
