import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { SumModelUsage, type UsagePeriod, type UsageSum } from './sum-model-usage.query.js';
import { type TokenColumns, usageOfColumns } from './token-columns.js';
import { columnOf, conditionsOf, usageTable } from './usage-selection.js';

/** `bigint` and `numeric` columns come as text. */
interface SumRow extends TokenColumns {
  readonly period: string;
  readonly bucket: number;
  readonly keys: readonly string[];
  readonly calls: string;
  readonly failed_calls: string;
  readonly input_tokens: string;
  readonly reported_cost_usd: string;
  readonly calls_with_reported_cost: string;
  readonly all_reported: boolean;
}

const sums = [
  'calls',
  'input_tokens',
  'uncached_tokens',
  'output_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_1h_tokens',
  'reported_cost_usd',
  'calls_with_reported_cost',
]
  .map((column) => `sum(u.${column}) as ${column}`)
  .join(', ');

@QueryHandler(SumModelUsage)
export class SumModelUsageHandler implements IQueryHandler<SumModelUsage> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ selection, grouping }: SumModelUsage): Promise<readonly UsageSum[]> {
    const { periods, by, bucketStarts } = grouping;
    if (periods.length === 0) return [];
    const conditions = conditionsOf(selection);
    const table = usageTable(selection, by);
    const column = (type: string, values: readonly unknown[]) => `${conditions.bind(values)}::${type}[]`;
    const time = (of: (period: UsagePeriod) => number) => periods.map((period) => new Date(of(period)).toISOString());
    const given = [
      column(
        'text',
        periods.map(({ model }) => model),
      ),
      column(
        'text',
        periods.map(({ provider }) => provider),
      ),
      column(
        'text',
        periods.map(({ mode }) => mode),
      ),
      column(
        'integer',
        periods.map(({ contextBand }) => contextBand),
      ),
      column(
        'timestamptz',
        time(({ fromMs }) => fromMs),
      ),
      column(
        'timestamptz',
        time(({ toMs }) => toMs),
      ),
    ];
    const starts = column(
      'timestamptz',
      bucketStarts.map((start) => start.toISOString()),
    );
    const rows: SumRow[] = await this.dataSource.query(
      `select p.ordinal - 1 as period, width_bucket(u.quarter, ${starts}) - 1 as bucket,
              array[${by.map((dimension) => `u.${columnOf(dimension)}`).join(', ')}]::text[] as keys,
              u.calls = u.calls_with_reported_cost as all_reported, ${sums},
              ${table.failedCalls} as failed_calls
         from ${table.from}
         join unnest(${given.join(', ')}) with ordinality
              as p(model, provider, mode, context_band, from_at, to_at, ordinal)
           on p.model = u.model and p.provider = u.provider and p.mode = u.mode
              and p.context_band = u.context_band and u.quarter >= p.from_at and u.quarter < p.to_at
        where ${conditions.sql}
        group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      conditions.parameters,
    );
    return rows.map(presentSum);
  }
}

function presentSum(row: SumRow): UsageSum {
  return {
    period: Number(row.period),
    bucket: row.bucket,
    keys: row.keys,
    calls: Number(row.calls),
    failedCalls: Number(row.failed_calls),
    usage: usageOfColumns(row),
    tokens: BigInt(row.input_tokens) + BigInt(row.output_tokens),
    reportedCostUsd: row.reported_cost_usd,
    callsWithReportedCost: Number(row.calls_with_reported_cost),
    allReported: row.all_reported,
  };
}
