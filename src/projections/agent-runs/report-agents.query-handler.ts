import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { kebabCase } from '../../events/reported-fields.js';
import type { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { SqlConditions } from '../../platform/postgres/keyset-list.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import type { AgentAnalytics, Comparison, RunGroup } from './agent-analytics.response.js';
import { errorCounts, firstVerdicts, runQuantiles, runSums } from './agent-runs.sql.js';
import { type Period, readPeriod } from '../../platform/http/analytics-period.js';
import { compareGroups } from './comparison.js';
import { ReportAgents, type RunDimension } from './report-agents.query.js';
import { type ErrorRow, presentGroup, type QuantilesRow, type SumsRow, type VerdictsRow } from './run-group.mapper.js';
import { dividedRuns, selectedRuns } from './run-selection.js';
import { RUN_SLICES } from './run-slice.js';
import { underperformersOf } from './underperformers.js';

const USUAL_PERIOD = '7d';

/** Of so many runs that finished, percentiles are exact. */
const MOST_EXACT = 20_000;
/** Of more, they are those of about so many, which are sorted in a time that does not grow with the runs. */
const SAMPLE = 5_000;

type Request = ReportAgents['request'];

interface Quantiles {
  readonly quantiles: readonly QuantilesRow[];
  readonly from: AgentAnalytics['percentilesFrom'];
}

@QueryHandler(ReportAgents)
export class ReportAgentsHandler implements IQueryHandler<ReportAgents> {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws PERIOD_INVALID and ANALYTICS_KEY_UNKNOWN. */
  async execute({ request }: ReportAgents): Promise<AgentAnalytics> {
    const { by, limit, compare } = request;
    const period = readPeriod(request, this.clock.now(), USUAL_PERIOD);
    const divided = dividedRuns(request, period);
    const [sums, errors, verdicts] = await Promise.all([
      this.ask<SumsRow>(runSums(by, divided), divided.conditions),
      this.ask<ErrorRow>(errorCounts(by, divided), divided.conditions),
      this.verdicts(request, period),
    ]);
    const finished = sums.find((row) => row.is_fleet)!;
    const { quantiles, from: percentilesFrom } = await this.quantiles(
      request,
      period,
      Number(finished.succeeded) + Number(finished.failed),
    );
    const groups = sums.map((row) => ({
      isFleet: row.is_fleet,
      group: presentGroup(row, { quantiles, errors, verdicts }),
    }));
    const items = groups.filter(({ isFleet }) => !isFleet).map(({ group }) => group);
    const { key: _none, ...fleet } = groups.find(({ isFleet }) => isFleet)!.group;
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      by,
      fleet,
      percentilesFrom,
      items: items.slice(0, limit),
      total: items.length,
      underperformers: [...underperformersOf(items, fleet)],
      comparison: compare === undefined ? null : compared(items, compare, by),
    };
  }

  private verdicts(request: Request, period: Period): Promise<VerdictsRow[]> {
    const conditions = selectedRuns(request, 'counted_at', period);
    return this.ask(firstVerdicts(request.by, conditions.sql), conditions);
  }

  /** Of all runs that finished, or, where they are many, of those in so many slices as have about enough of them. */
  private async quantiles(request: Request, period: Period, finished: number): Promise<Quantiles> {
    const conditions = selectedRuns(request, 'counted_at', period);
    const isSample = finished > MOST_EXACT;
    if (isSample) {
      const slices = Math.max(1, Math.floor((RUN_SLICES * SAMPLE) / finished));
      // Each of them by itself, so that the index on slice and time answers.
      conditions.add([...Array(slices).keys()], (p) => `slice = any(${p}::integer[])`);
    }
    const quantiles = await this.ask<QuantilesRow>(runQuantiles(request.by, conditions.sql), conditions);
    const runs = Number(quantiles.find((row) => row.is_fleet)?.runs ?? 0);
    return { quantiles, from: isSample ? { runs, of: finished } : null };
  }

  private ask<Row>(sql: string, { parameters }: SqlConditions): Promise<Row[]> {
    return this.dataSource.query(sql, parameters);
  }
}

function compared(items: readonly RunGroup[], keys: readonly string[], by: RunDimension): Comparison {
  const [one, other] = keys.map((key) => {
    const found = items.find((item) => item.key === (by === 'type' ? kebabCase(key) : key));
    if (found) return found;
    const known = items.flatMap((item) => (item.key === null ? [] : [item.key])).slice(0, 20);
    const message = `no run of this period is of the ${by} ${key}; there are: ${known.join(', ') || 'none'}`;
    throw new DomainError('ANALYTICS_KEY_UNKNOWN', `compare: ${message}`, {
      fault: 'invalid',
      fields: [{ field: 'compare', message }],
    });
  }) as [RunGroup, RunGroup];
  return compareGroups(one, other);
}
