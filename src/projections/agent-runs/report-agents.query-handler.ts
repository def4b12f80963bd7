import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { kebabCase } from '../../events/reported-fields.js';
import type { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import type { AgentAnalytics, Comparison, RunGroup } from './agent-analytics.response.js';
import { errorCounts, firstVerdicts, keyedRuns, runSums } from './agent-runs.sql.js';
import { readPeriod } from '../../platform/http/analytics-period.js';
import { compareGroups } from './comparison.js';
import { ReportAgents, type RunDimension } from './report-agents.query.js';
import { type ErrorRow, presentGroup, type SumsRow, type VerdictsRow } from './run-group.mapper.js';
import { selectedRuns } from './run-selection.js';
import { underperformersOf } from './underperformers.js';

const USUAL_PERIOD = '7d';

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
    const { sql, parameters } = selectedRuns(request, 'counted_at', period);
    const runs = keyedRuns(by, sql);
    const ask = <Row>(query: string): Promise<Row[]> => this.dataSource.query(query, parameters);
    const [sums, errors, verdicts] = await Promise.all([
      ask<SumsRow>(runSums(runs)),
      ask<ErrorRow>(errorCounts(runs)),
      ask<VerdictsRow>(firstVerdicts(runs)),
    ]);
    const groups = sums.map((row) => ({ isFleet: row.is_fleet, group: presentGroup(row, errors, verdicts) }));
    const items = groups.filter(({ isFleet }) => !isFleet).map(({ group }) => group);
    const { key: _none, ...fleet } = groups.find(({ isFleet }) => isFleet)!.group;
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      by,
      fleet,
      items: items.slice(0, limit),
      total: items.length,
      underperformers: [...underperformersOf(items, fleet)],
      comparison: compare === undefined ? null : compared(items, compare, by),
    };
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
