import type { SqlConditions } from '../../platform/postgres/keyset-list.js';
import type { Usage } from '../../pricing/rates.js';
import type { RunPricePeriod } from './list-run-models.query.js';

/** What the usage entries of an agent are told apart by: places in their key, which is a JSON list. */
const key = {
  quarterMs: `(e.key::jsonb ->> 0)::bigint`,
  model: `e.key::jsonb ->> 1`,
  provider: `e.key::jsonb ->> 2`,
  mode: `e.key::jsonb ->> 3`,
  contextBand: `(e.key::jsonb ->> 4)::integer`,
  failed: `(e.key::jsonb ->> 9)::boolean`,
};

/** The usage entries of the runs of `runs`, which has an `agent_id`. */
export const ENTRIES = `
  select r.agent_id, ${key.quarterMs} as quarter_ms, ${key.model} as model, ${key.provider} as provider,
         ${key.mode} as mode, ${key.contextBand} as context_band, ${key.failed} as failed, e.value as sums
    from runs r join agent_model_usage a on a.agent_id = r.agent_id cross join lateral jsonb_each(a.usage) e`;

/** Periods as a table `p`, joined with the entries `u` that are in them; `ordinal` begins with 1. */
export function joinedPeriods(periods: readonly RunPricePeriod[], conditions: SqlConditions): string {
  const column = (type: string, of: (period: RunPricePeriod) => unknown) =>
    `${conditions.bind(periods.map(of))}::${type}[]`;
  const columns = [
    column('text', ({ model }) => model),
    column('text', ({ provider }) => provider),
    column('text', ({ mode }) => mode),
    column('integer', ({ contextBand }) => contextBand),
    column('bigint', ({ fromMs }) => fromMs),
    column('bigint', ({ toMs }) => toMs),
    column('boolean', ({ priced }) => priced),
  ];
  return `join unnest(${columns.join(', ')}) with ordinality
            as p(model, provider, mode, context_band, from_ms, to_ms, priced, ordinal)
            on p.model = u.model and p.provider = u.provider and p.mode = u.mode
           and p.context_band = u.context_band and u.quarter_ms >= p.from_ms and u.quarter_ms < p.to_ms`;
}

const sumOf = (field: string) => `sum((u.sums ->> '${field}')::numeric)`;

/** Sums over entries `u`; the columns of `UsageSumsRow`. */
export const USAGE_SUMS = `
  ${sumOf('calls')} as calls, ${sumOf('uncachedTokens')} as uncached, ${sumOf('outputTokens')} as output,
  ${sumOf('cacheReadTokens')} as cache_read, ${sumOf('cacheWriteTokens')} as cache_write,
  ${sumOf('cacheWrite1hTokens')} as cache_write_1h`;

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
