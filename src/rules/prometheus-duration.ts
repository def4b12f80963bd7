import { parseDuration } from '../kernel/duration-text.js';

const YEAR_MS = 365 * 86_400_000;
/** Longest duration of Prometheus: 2^63 nanoseconds. */
const LONGEST_MS = 2 ** 63 / 1e6;

/** Milliseconds of a duration as rule files have them: `5m`, `1h30m`, `1y`, `0`. Undefined for other text. */
export function prometheusDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const [, years = '0', rest = text] = /^(\d{1,3})y(.*)$/.exec(text) ?? [];
  const ms = rest === '' && years !== '0' ? 0 : parseDuration(rest);
  const sum = ms === undefined ? undefined : Number(years) * YEAR_MS + ms;
  return sum !== undefined && sum < LONGEST_MS ? sum : undefined;
}
