import { moneyWords } from '../components/money-words';
import { bytesWords, compactWords, ratioWords } from '../components/number-words';
import { durationWords } from '../components/time-words';

/** What the numbers of a chart are; decides how axes and tooltips write them. */
export type Unit =
  | 'count'
  | 'number'
  | 'per_second'
  | 'per_minute'
  | 'seconds'
  | 'milliseconds'
  | 'usd'
  | 'tokens'
  | 'ratio'
  | 'percent'
  | 'bytes';

const writers: Readonly<Record<Unit, (value: number) => string>> = {
  count: compactWords,
  number: compactWords,
  per_second: (value) => `${compactWords(value)}/s`,
  per_minute: (value) => `${compactWords(value)}/min`,
  seconds: durationWords,
  milliseconds: (value) => durationWords(value / 1000),
  usd: usdWords,
  tokens: compactWords,
  ratio: ratioWords,
  percent: (value) => ratioWords(value / 100),
  bytes: bytesWords,
};

/** A number with its unit, as axes and tooltips show it. */
export const unitWords = (unit: Unit, value: number) => writers[unit](value);

/** The unit as it stands beside a title. */
export const unitNames: Readonly<Record<Unit, string>> = {
  count: '',
  number: '',
  per_second: 'per second',
  per_minute: 'per minute',
  seconds: 'time',
  milliseconds: 'time',
  usd: 'USD',
  tokens: 'tokens',
  ratio: '%',
  percent: '%',
  bytes: 'bytes',
};

/** Charts draw floats; what must be exact to the cent is shown by `Money` from the API's own text. */
function usdWords(value: number): string {
  if (Math.abs(value) >= 10_000) return `$${compactWords(value)}`;
  return moneyWords(value.toFixed(Math.abs(value) < 0.01 ? 6 : 4));
}
