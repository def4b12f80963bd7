import type { SqlConditions } from '../../platform/postgres/keyset-list.js';
import type { PricedModel } from '../../pricing/price-book.js';
import type { Usage } from '../../pricing/rates.js';
import type { RunPricePeriod } from './list-run-models.query.js';

/** The usage `u` of the runs of `runs`, which has an `agent_id`. */
export const USAGE_OF_RUNS = 'runs r join agent_usage_sums u on u.agent_id = r.agent_id';

/** Periods as a table `p`; `ordinal` begins with 1. */
export function periodTable(periods: readonly RunPricePeriod[], conditions: SqlConditions): string {
  const columns = [
    ...modelColumns(periods, conditions),
    bound(conditions, 'timestamptz', periods, ({ fromMs }) => new Date(fromMs).toISOString()),
    bound(conditions, 'timestamptz', periods, ({ toMs }) => new Date(toMs).toISOString()),
    bound(conditions, 'boolean', periods, ({ priced }) => priced),
  ];
  return `unnest(${columns.join(', ')}) with ordinality
            as p(model, provider, mode, context_band, from_at, to_at, priced, ordinal)`;
}

/** The columns of models, for `unnest`. */
export function modelColumns(models: readonly PricedModel[], conditions: SqlConditions): readonly string[] {
  return [
    bound(conditions, 'text', models, ({ model }) => model),
    bound(conditions, 'text', models, ({ provider }) => provider),
    bound(conditions, 'text', models, ({ mode }) => mode),
    bound(conditions, 'integer', models, ({ contextBand }) => contextBand),
  ];
}

export function bound<Item>(
  conditions: SqlConditions,
  type: string,
  items: readonly Item[],
  of: (item: Item) => unknown,
): string {
  return `${conditions.bind(items.map(of))}::${type}[]`;
}

/** That usage `u` is of the model of `other`. */
export function sameModel(other: string, column = 'model'): string {
  return `${other}.model = u.${column} and ${other}.provider = u.provider and ${other}.mode = u.mode
      and ${other}.context_band = u.context_band`;
}

/** That usage `u` by quarters of an hour is of the period `p`. */
export const IN_PERIOD = `${sameModel('p')} and u.quarter >= p.from_at and u.quarter < p.to_at`;

export const USAGE_COLUMNS = [
  'calls',
  'uncached_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_1h_tokens',
];

/** Sums over usage `u`; the columns of `UsageSumsRow`. */
export const USAGE_SUMS = USAGE_COLUMNS.map((column) => `sum(u.${column}) as ${column.replace('_tokens', '')}`).join(
  ', ',
);

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
