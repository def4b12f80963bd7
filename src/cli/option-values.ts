import { InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../kernel/duration-text.js';

const RELATIVE = /^(\d{1,6})(s|m|h|d|w)$/;
const UNIT_MS: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3_600e3, d: 86_400e3, w: 604_800e3 };

/** A whole number of things, at least one. */
export function count(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw new InvalidArgumentError('Give a whole number from 1.');
  return Number(text);
}

/** An instant as the API takes it, from `now`, `24h` (ago), `2026-01-15` (its first instant, UTC) or a time with a zone. */
export function instant(text: string): string {
  if (text === 'now') return new Date().toISOString();
  const [, amount, unit = ''] = RELATIVE.exec(text) ?? [];
  if (amount !== undefined) return new Date(Date.now() - Number(amount) * (UNIT_MS[unit] ?? 0)).toISOString();
  const full = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/i.test(full) && !Number.isNaN(Date.parse(full))) return full;
  throw new InvalidArgumentError('Give a time such as now, 24h (ago), 2026-01-15 or 2026-01-15T14:32:00Z.');
}

/** Milliseconds of a span of time such as `90s`, `24h` or `30d`. */
export function span(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('Give a span of time such as 90s, 24h or 30d.');
  return ms;
}

/** How much of a list to show; the same for every list. */
export const limitOption = (standard: number) =>
  new Option('--limit <n>', 'show at most so many').argParser(count).default(standard);
export const allOption = () => new Option('--all', 'show all there are, however many').conflicts('cursor');
export const cursorOption = () => new Option('--cursor <cursor>', 'go on where an earlier list stopped');
export const asOfOption = () =>
  new Option('--as-of <time>', 'as it was known then: 24h (ago), a date, or a time with a zone').argParser(instant);

export const fromOption = () =>
  new Option('--from <time>', 'from then on: 24h (ago), a date, or a time with a zone').argParser(instant);
export const toOption = () => new Option('--to <time>', 'before then').argParser(instant);

export interface PagingOptions {
  readonly limit: number;
  readonly all?: true;
  readonly cursor?: string;
}

/** What the paging options ask for. */
export function wanted({ limit, all, cursor }: PagingOptions) {
  return { limit: all ? undefined : limit, cursor };
}

/** Without the options that were not given. */
export function given<T extends object>(options: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
