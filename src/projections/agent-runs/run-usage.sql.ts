import type { SqlConditions } from '../../platform/postgres/keyset-list.js';
import type { Usage } from '../../pricing/rates.js';
import type { RunPricePeriod } from './list-run-models.query.js';

/** The usage `u` of the runs of `runs`, which has an `agent_id`. */
export const USAGE_OF_RUNS = 'runs r join agent_usage_sums u on u.agent_id = r.agent_id';

/** Periods as a table `p`, joined with the usage `u` that is in them; `ordinal` begins with 1. */
export function joinedPeriods(periods: readonly RunPricePeriod[], conditions: SqlConditions): string {
  const column = (type: string, of: (period: RunPricePeriod) => unknown) =>
    `${conditions.bind(periods.map(of))}::${type}[]`;
  const columns = [
    column('text', ({ model }) => model),
    column('text', ({ provider }) => provider),
    column('text', ({ mode }) => mode),
    column('integer', ({ contextBand }) => contextBand),
    column('timestamptz', ({ fromMs }) => new Date(fromMs).toISOString()),
    column('timestamptz', ({ toMs }) => new Date(toMs).toISOString()),
    column('boolean', ({ priced }) => priced),
  ];
  return `join unnest(${columns.join(', ')}) with ordinality
            as p(model, provider, mode, context_band, from_at, to_at, priced, ordinal)
            on p.model = u.model and p.provider = u.provider and p.mode = u.mode
           and p.context_band = u.context_band and u.quarter >= p.from_at and u.quarter < p.to_at`;
}

/** Sums over usage `u`; the columns of `UsageSumsRow`. */
export const USAGE_SUMS = `
  sum(u.calls) as calls, sum(u.uncached_tokens) as uncached, sum(u.output_tokens) as output,
  sum(u.cache_read_tokens) as cache_read, sum(u.cache_write_tokens) as cache_write,
  sum(u.cache_write_1h_tokens) as cache_write_1h`;

/** Numbers come as text. */
export interface UsageSumsRow {
  readonly calls: string;
  readonly uncached: string;
  readonly output: string;
  readonly cache_read: string;
  readonly cache_write: string;
  readonly cache_write_1h: string;
}

export function usageOfRow(row: UsageSumsRow): Usage {
  const [cacheReadTokens, cacheWriteTokens] = [BigInt(row.cache_read), BigInt(row.cache_write)];
  return {
    inputTokens: BigInt(row.uncached) + cacheReadTokens + cacheWriteTokens,
    outputTokens: BigInt(row.output),
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: BigInt(row.cache_write_1h),
  };
}
