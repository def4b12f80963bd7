const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The API answers no more rows by the hour. */
const MOST_DAYS = 31;

export const tooManyHours = `By the hour, at most ${MOST_DAYS} days can be shown. Choose a shorter range.`;

/** Whether a range has too many hours. In spring a day of most zones has an hour less. */
export function isTooLongForHours(from: string, to: string, tz: string): boolean {
  const most = MOST_DAYS * DAY_MS - (tz === 'UTC' ? 0 : HOUR_MS);
  return Date.parse(to) - Date.parse(from) > most;
}

/** A choice of hours among others: of no use, and says why, where the range is too long. */
export const hoursChoice = <V extends string>(value: V, word: string, tooLong: boolean) => ({
  value,
  label: tooLong ? <span title={tooManyHours}>{word}</span> : word,
  disabled: tooLong,
});
