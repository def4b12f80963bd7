import { absoluteWords } from '../components/time-words';
import type { ChartSeries } from './chart-series';
import { type Unit, unitWords } from './units';

const MOST = 8;

/** A chart in sentences: its range, and of each line the last value and the extremes. */
export function summaryOf(times: readonly number[], series: readonly ChartSeries[], unit: Unit): string {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || series.length === 0) return 'No data in this range of time.';
  const lines = series.slice(0, MOST).map(({ label, values }) => `${label}: ${lineWords(values, unit)}.`);
  const more = series.length > MOST ? ` And ${series.length - MOST} more lines; see the table.` : '';
  return `From ${absoluteWords(first * 1000)} to ${absoluteWords(last * 1000)}. ${lines.join(' ')}${more}`;
}

function lineWords(values: readonly (number | null)[], unit: Unit): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return 'no data';
  const write = (value: number) => unitWords(unit, value);
  const [low, high] = known.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return `last ${write(known.at(-1)!)}, least ${write(low)}, most ${write(high)}`;
}
