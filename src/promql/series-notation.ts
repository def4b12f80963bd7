import { Labels, METRIC_NAME } from './labels.js';
import { unquote } from './parser/unquote.js';
import { PromqlError } from './promql-error.js';
import type { SampledSeries } from './series-source.js';
import { markStale } from './stale.js';

/** One sample of a series; `undefined` where there is none at that interval. */
type Item = number | 'stale' | undefined;

/** More than any test needs; a slip such as `1x1000000000` must not take the process's memory. */
const MOST_SAMPLES = 1_000_000;

// Nothing hexadecimal: `0x10` is eleven times 0.
const NUMBER = String.raw`(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;
const BLANK = /^_(?:x(\d+))?$/;
const WORD = /^(stale|[+-]?nan|[+-]?inf)$/i;
const SEQUENCE = new RegExp(`^([+-]?${NUMBER})([+-]${NUMBER})?(?:x(\\d+))?$`);

/**
 * A series in the notation of promtool's unit tests: `name{label="value"} 1 2 _ stale 0+10x5 1x3 _x4 -2-3x4`. The first
 * value is at time 0, each further one `intervalMs` later. `a+bxn` stands for n + 1 values, as does `axn`; `_` for none,
 * `stale` for the end of the series.
 */
export function parseSeriesNotation(text: string, intervalMs: number): SampledSeries {
  const { labels, rest } = readMetric(text);
  if (rest.includes('{{')) {
    throw new PromqlError('unsupported', `"${text.trim()}": native histograms are not supported, use float samples`);
  }
  return sampled(labels, readItems(rest), intervalMs);
}

function sampled(labels: Labels, items: readonly Item[], intervalMs: number): SampledSeries {
  const given = items.flatMap((item, index) => (item === undefined ? [] : [{ item, at: index * intervalMs }]));
  const times = Float64Array.from(given, ({ at }) => at);
  const values = Float64Array.from(given, ({ item }) => (item === 'stale' ? Number.NaN : item));
  given.forEach(({ item }, index) => item === 'stale' && markStale(values, index));
  return { labels, times, values };
}

function readItems(text: string): readonly Item[] {
  const items: Item[] = [];
  for (const word of text.split(/\s+/)) {
    if (word === '') continue;
    const more = itemsOf(word);
    if (items.length + more.length > MOST_SAMPLES) throw tooMany(word);
    for (const item of more) items.push(item);
  }
  return items;
}

function itemsOf(word: string): readonly Item[] {
  const blank = BLANK.exec(word);
  if (blank) return new Array<Item>(count(blank[1], word) ?? 1).fill(undefined);
  if (WORD.test(word)) return [word === 'stale' ? word : numberOf(word)];
  const sequence = SEQUENCE.exec(word);
  if (!sequence) {
    throw bad(`unexpected "${word}" in series values; expected a number, "_", "stale" or a sequence like "0+10x5"`);
  }
  const [, first = '', step, times] = sequence;
  const repeats = count(times, word);
  if (repeats === undefined) {
    if (step !== undefined) throw bad(`"${word}" has a step but no count; write "${word}x10" for ten more values`);
    return [numberOf(first)];
  }
  const values = [numberOf(first)];
  // Added up step by step, as Prometheus does: a product would round otherwise.
  for (let i = 0; i < repeats; i++) values.push(values[i]! + (step === undefined ? 0 : numberOf(step)));
  return values;
}

function count(digits: string | undefined, word: string): number | undefined {
  if (digits === undefined) return undefined;
  const times = Number(digits);
  if (times >= MOST_SAMPLES) throw tooMany(word);
  return times;
}

function numberOf(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const magnitude = text.replace(/^[+-]/, '').toLowerCase();
  return sign * (magnitude === 'inf' ? Number.POSITIVE_INFINITY : Number(magnitude));
}

const NAME = /\s*([A-Za-z_:][\w:]*)?/y;
const LABEL = /\s*(?:([A-Za-z_]\w*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))\s*/y;
const VALUE = /\s*=\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)\s*/y;
const OPEN = /\{(?!\{)/y;
const COMMA = /\s*,\s*/y;
const CLOSE = /\s*\}/y;

/** `name{label="value", …}` in front of the values; the name may also stand within the braces, in quotes. */
function readMetric(text: string): { readonly labels: Labels; readonly rest: string } {
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const labels = new Map<string, string>();
  const name = take(NAME)?.[1];
  if (name !== undefined) labels.set(METRIC_NAME, name);
  if (take(OPEN)) {
    while (!take(CLOSE)) {
      const label = take(LABEL);
      if (!label) throw bad(`"${text.trim()}": expected a label at "${text.slice(at)}"`);
      const key = label[1] ?? unquote(label[2]!);
      const value = take(VALUE);
      if (value) labels.set(key, unquote(value[1]!));
      else if (label[2] !== undefined && !labels.has(METRIC_NAME)) labels.set(METRIC_NAME, key);
      else throw bad(`"${text.trim()}": label "${key}" needs a value: ${key}="…"`);
      if (!take(COMMA) && !/^\s*\}/.test(text.slice(at))) {
        throw bad(`"${text.trim()}": expected "," or "}" at "${text.slice(at)}"`);
      }
    }
  } else if (name === undefined) {
    throw bad(`"${text.trim()}" is no series; expected a metric like name{label="value"} in front of its values`);
  }
  const rest = text.slice(at);
  if (rest !== '' && !/^\s/.test(rest)) {
    throw bad(`"${text.trim()}": expected a space between the series and its values, found "${rest}"`);
  }
  return { labels: Labels.of(labels), rest };
}

function tooMany(word: string): PromqlError {
  return new PromqlError('limit', `"${word}" gives a series more than the allowed ${MOST_SAMPLES} samples`);
}

function bad(message: string): PromqlError {
  return new PromqlError('parse', message);
}
