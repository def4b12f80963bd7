import { useCallback, useMemo } from 'react';
import { useAsOf } from './as-of';
import { useRangeAnchor } from './range-anchor';
import { textOf, useSearchParams, useSetSearch, type Search } from './search';

/** The spans that the picker offers; any other `<n><unit>` in the address works too. */
export const presets = ['15m', '1h', '6h', '24h', '7d', '30d', '90d'] as const;
const DEFAULT_SPAN = '24h';
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export interface TimeRange {
  /** RFC 3339, as the API takes them. */
  readonly from: string;
  readonly to: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** `24h`; undefined when both ends are given. */
  readonly relative: string | undefined;
}

/**
 * The range of time that the top bar chose. Pass `from` and `to` on to the API. When the page shows the past (`asOf`),
 * a relative range ends there.
 */
export function useTimeRange(): TimeRange {
  const search = useSearchParams();
  const asOf = useAsOf();
  const anchor = useRangeAnchor();
  const [range, from, to] = [textOf(search['range']), textOf(search['from']), textOf(search['to'])];
  return useMemo(
    () => rangeOf({ range, from, to }, asOf === undefined ? anchor : Date.parse(asOf)),
    [range, from, to, asOf, anchor],
  );
}

/** The same range in whole steps, for answers that are kept in steps: costs in quarters of an hour (900 s). */
export function alignRange({ fromMs, toMs }: TimeRange, stepSeconds: number): { from: string; to: string } {
  const step = stepSeconds * 1000;
  return { from: iso(Math.floor(fromMs / step) * step), to: iso(Math.ceil(toMs / step) * step) };
}

/** The range for lists. One that ends now has no end, so that what happens from now on is listed as it happens. */
export type ListRange = { readonly from: string; readonly to?: string };

export function useListRange(): ListRange {
  const { from, to, relative } = useTimeRange();
  const asOf = useAsOf();
  const open = relative !== undefined && asOf === undefined;
  return useMemo(() => (open ? { from } : { from, to }), [open, from, to]);
}

/** Sets the range: a span back from now, or two ends. */
export function useSetTimeRange(): (range: string | { fromMs: number; toMs: number }) => void {
  const setSearch = useSetSearch();
  return useCallback((range) => setSearch(searchOfRange(range)), [setSearch]);
}

export function searchOfRange(range: string | { fromMs: number; toMs: number }): Search {
  return typeof range === 'string'
    ? { range: range === DEFAULT_SPAN ? undefined : range, from: undefined, to: undefined }
    : { range: undefined, from: iso(range.fromMs), to: iso(range.toMs) };
}

export function rangeOf(asked: { range?: string; from?: string; to?: string }, now: number): TimeRange {
  const [fromMs, toMs] = [Date.parse(asked.from ?? ''), Date.parse(asked.to ?? '')];
  if (fromMs < toMs) return { from: iso(fromMs), to: iso(toMs), fromMs, toMs, relative: undefined };
  const span = spanMs(asked.range ?? '') === undefined ? DEFAULT_SPAN : asked.range!;
  const start = now - spanMs(span)!;
  return { from: iso(start), to: iso(now), fromMs: start, toMs: now, relative: span };
}

/** `6h` in milliseconds; undefined when it is no span. */
export function spanMs(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  return count === undefined || Number(count) === 0 ? undefined : Number(count) * unitMs[unit!]!;
}

const iso = (ms: number) => new Date(Math.floor(ms / 1000) * 1000).toISOString().replace('.000Z', 'Z');
