const steps: readonly [limitSeconds: number, seconds: number, unit: string][] = [
  [60, 1, 's'],
  [3_600, 60, 'min'],
  [86_400, 3_600, 'h'],
  [86_400 * 60, 86_400, 'd'],
  [86_400 * 730, 86_400 * 30.44, 'mo'],
  [Number.POSITIVE_INFINITY, 86_400 * 365.25, 'y'],
];

const JUST_NOW_S = 5;

/** `5 min ago`, `in 2 h`, `just now`. */
export function relativeWords(at: number, now: number): string {
  const seconds = Math.abs(now - at) / 1000;
  if (seconds < JUST_NOW_S) return 'just now';
  return at <= now ? `${ageWords(seconds)} ago` : `in ${ageWords(seconds)}`;
}

/** How long something has lasted, in one unit: `5 min`. Clocks of pages are not finer than `a few seconds`. */
export function ageWords(seconds: number): string {
  if (seconds < JUST_NOW_S) return 'a few seconds';
  const [, size, unit] = steps.find(([limit]) => seconds < limit)!;
  return `${Math.floor(seconds / size)} ${unit}`;
}

/** A span in the two largest units that say something: `2 h 5 min`, `340 ms`, `1.25 s`. */
export function durationWords(seconds: number): string {
  const sign = seconds < 0 ? '−' : '';
  const span = Math.abs(seconds);
  if (span === 0) return '0 s';
  if (span < 0.001) return `${sign}${Math.round(span * 1e6)} µs`;
  if (span < 1) return `${sign}${Math.round(span * 1000)} ms`;
  if (span < 10) return `${sign}${Number(span.toFixed(2))} s`;
  const whole = Math.round(span);
  if (whole < 60) return `${sign}${whole} s`;
  if (whole < 3_600) return sign + two(whole, 60, 'min', 1, 's');
  const minutes = Math.round(span / 60);
  if (minutes < 1_440) return sign + two(minutes, 60, 'h', 1, 'min');
  const hours = Math.round(span / 3_600);
  return sign + two(hours, 24, 'd', 1, 'h');
}

function two(amount: number, big: number, bigUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((amount % big) / small);
  const head = `${Math.floor(amount / big)} ${bigUnit}`;
  return rest === 0 ? head : `${head} ${rest} ${smallUnit}`;
}

const absoluteLook = {
  year: 'numeric',
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
  timeZoneName: 'short',
} as const;
const absolute = new Intl.DateTimeFormat(undefined, absoluteLook);

/** The instant in the reader's time zone, or in this one; it names which. */
export const absoluteWords = (at: number, timeZone?: string) =>
  (timeZone === undefined ? absolute : new Intl.DateTimeFormat(undefined, { ...absoluteLook, timeZone })).format(at);

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});
const clockWithDay = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

/** The time of day in the reader's time zone, with the day where it is another one than `beside`. */
export const clockWords = (at: number, beside: number) =>
  (new Date(at).toDateString() === new Date(beside).toDateString() ? clock : clockWithDay).format(at);
