import { useMemo } from 'react';
import type { ApiAnswer, ApiQuery } from '../../api/api-types';
import { useFilters } from '../../url/filters';
import { alignRange, useTimeRange } from '../../url/time-range';
import { type CostFilterName, dimensionOf } from './dimensions';
import { isTooLongForHours } from './hours';

export type CostReport = ApiAnswer<'get', '/api/cost/report'>;
export type ReportQuery = NonNullable<ApiQuery<'get', '/api/cost/report'>>;
export type Period = 'hourly' | 'daily' | 'weekly' | 'monthly';

export const filterSpec = {
  model: 'many',
  agentType: 'many',
  epic: 'many',
  story: 'many',
  team: 'many',
  pullRequest: 'many',
  agent: 'many',
} as const satisfies Record<CostFilterName, 'many'>;

const viewSpec = { period: 'one', month: 'one', span: 'one', tz: 'one', by: 'one', trend: 'one' } as const;

export const QUARTER_OF_AN_HOUR = 900;

/** What the address of the report asks for. */
export function useCostSearch() {
  const { values: only, active, set: setFilters, clear } = useFilters(filterSpec);
  const view = useFilters(viewSpec);
  const range = useTimeRange();
  const { values } = view;
  const month = isMonth(values.month) ? values.month : undefined;
  const isRange = values.span === 'range';
  const tz = values.tz ?? 'UTC';
  const { from, to } = alignRange(range, QUARTER_OF_AN_HOUR);
  const { set } = view;
  const tooLongForHours = isRange && isTooLongForHours(from, to, tz);
  const asked = periodOf(values.period);
  const period = asked === 'hourly' && tooLongForHours ? 'daily' : asked;
  // The same object while the address says the same: tables are drawn anew with it.
  return useMemo(() => {
    const span: ReportQuery = isRange ? { from, to } : month === undefined ? {} : { month };
    return {
      filters: { values: only, active, set: setFilters, clear },
      set,
      period,
      month,
      isRange,
      tooLongForHours,
      tz,
      dimension: dimensionOf(values.by),
      trend: values.trend,
      only: onlyOf(only),
      span,
    };
  }, [
    only,
    active,
    setFilters,
    clear,
    set,
    period,
    month,
    isRange,
    tooLongForHours,
    from,
    to,
    tz,
    values.by,
    values.trend,
  ]);
}

export type CostSearch = ReturnType<typeof useCostSearch>;

/** Filters as the API takes them: names with commas between. */
export function onlyOf(values: Record<CostFilterName, readonly string[]>): Partial<Record<CostFilterName, string>> {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, names]) => names.length > 0)
      .map(([key, names]) => [key, names.join(',')]),
  );
}

export function periodOf(text: string | undefined): Period {
  return text === 'hourly' || text === 'daily' || text === 'weekly' ? text : 'monthly';
}

const isMonth = (text: string | undefined): text is string => /^[1-9]\d{3}-(0[1-9]|1[0-2])$/.test(text ?? '');
