import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { keysetList, SqlConditions } from '../../platform/postgres/keyset-list.js';
import { type CoverageProblem, coverageSource } from './coverage-source.js';
import { summariseCoverage } from './coverage-summary.js';
import {
  type AgentCoverage,
  ReportTelemetryCoverage,
  type TelemetryCoverage,
} from './report-telemetry-coverage.query.js';

/** `bigint` and `numeric` columns come as text. */
interface CoverageRow {
  readonly agent_id: string;
  readonly source: string;
  readonly last_at: Date;
  readonly first_number: string | null;
  readonly last_number: string | null;
  readonly seen: string | null;
  readonly missing: string | null;
  readonly repeated: string | null;
  readonly model_calls: string;
  readonly calls_with_usage: string;
  readonly tool_calls: string;
  readonly last_usage_at: Date | null;
  readonly input_tokens: string;
  readonly output_tokens: string;
  readonly event_tokens: string;
  readonly cost_usd: string | null;
  readonly metric_input_tokens: string | null;
  readonly metric_output_tokens: string | null;
  readonly metric_tokens: string | null;
  readonly metric_cost_usd: string | null;
  readonly problems: readonly CoverageProblem[];
}

@QueryHandler(ReportTelemetryCoverage)
export class ReportTelemetryCoverageHandler implements IQueryHandler<ReportTelemetryCoverage> {
  constructor(private readonly dataSource: DataSource) {}

  async execute({ filter }: ReportTelemetryCoverage): Promise<TelemetryCoverage> {
    const conditions = () =>
      new SqlConditions()
        .equals('agent_id', filter.agentId)
        .equals('source', filter.source)
        .between('last_at', filter.from, filter.to)
        .add(filter.onlyProblems, (p) => `(cardinality(problems) > 0 or not ${p}::boolean)`);
    const [page, summary] = await Promise.all([
      keysetList(this.dataSource, {
        from: `${coverageSource} c`,
        conditions: conditions(),
        sortBy: 'last_at',
        tieBreaker: 'agent_id',
        direction: filter.order,
        limit: filter.limit,
        cursor: filter.cursor,
        present,
      }),
      summariseCoverage(this.dataSource, conditions()),
    ]);
    return { ...page, items: [...page.items], summary };
  }
}

function present(row: CoverageRow): AgentCoverage {
  return {
    agentId: row.agent_id,
    source: row.source,
    lastAt: row.last_at.toISOString(),
    records:
      row.seen === null
        ? null
        : {
            first: Number(row.first_number),
            last: Number(row.last_number),
            seen: Number(row.seen),
            missing: Number(row.missing),
            repeated: Number(row.repeated),
          },
    modelCalls: Number(row.model_calls),
    callsWithUsage: Number(row.calls_with_usage),
    toolCalls: Number(row.tool_calls),
    lastUsageAt: row.last_usage_at?.toISOString() ?? null,
    events: {
      inputTokens: Number(row.input_tokens),
      outputTokens: Number(row.output_tokens),
      tokens: Number(row.event_tokens),
      costUsd: row.cost_usd,
    },
    metrics: {
      inputTokens: numberOf(row.metric_input_tokens),
      outputTokens: numberOf(row.metric_output_tokens),
      tokens: numberOf(row.metric_tokens),
      costUsd: row.metric_cost_usd,
    },
    missingTokens: row.metric_tokens === null ? null : Number(row.metric_tokens) - Number(row.event_tokens),
    problems: [...row.problems],
  };
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
