import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import { readPeriod } from '../../platform/http/analytics-period.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import type { BusinessAnalytics } from './business-analytics.response.js';
import { businessDefinitions } from './business-definitions.js';
import { type AgentOutcomesRow, figuresOf, Measured, type MeasuredRow, pointOf } from './business-figures.mapper.js';
import { assertTimeZone, stepStarts } from './calendar-steps.js';
import { agentOutcomeCounts, measuredSteps } from './delivery-measures.sql.js';
import { ReportBusiness } from './report-business.query.js';

/** Year 1: the earliest that the database and RFC 3339 both can say. */
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z');
const USUAL_PERIOD = '30d';
const USUAL_ENVIRONMENTS: readonly string[] = ['production', 'prod', 'live'];

@QueryHandler(ReportBusiness)
export class ReportBusinessHandler implements IQueryHandler<ReportBusiness> {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws PERIOD_INVALID and TIME_ZONE_UNKNOWN. */
  async execute({ request }: ReportBusiness): Promise<BusinessAnalytics> {
    const { tz, by, environment, repository = null, demo = null } = request;
    assertTimeZone(tz);
    const period = readPeriod(request, this.clock.now(), USUAL_PERIOD);
    const lengthMs = period.to.getTime() - period.from.getTime();
    const previous = { from: new Date(Math.max(period.from.getTime() - lengthMs, EARLIEST_MS)), to: period.from };
    const environments = environment ?? USUAL_ENVIRONMENTS;
    const starts = stepStarts(period, by, tz);
    const [rows, agents] = await Promise.all([
      this.dataSource.query<MeasuredRow[]>(measuredSteps, [
        previous.from.toISOString(),
        period.to.toISOString(),
        environments.map((name) => name.toLowerCase()),
        environment !== undefined,
        repository,
        demo,
        starts.map((start) => start.toISOString()),
      ]),
      this.dataSource.query<AgentOutcomesRow[]>(agentOutcomeCounts, [
        previous.from.toISOString(),
        period.to.toISOString(),
        period.from.toISOString(),
        demo,
      ]),
    ]);
    const bySteps: MeasuredRow[][] = starts.map(() => []);
    for (const row of rows) if (row.step !== null && row.step > 0) bySteps[row.step - 1]!.push(row);
    const figures = (isCurrent: boolean) =>
      figuresOf(
        new Measured(rows.filter((row) => row.is_current === isCurrent)),
        agents.filter((row) => row.is_current === isCurrent),
        lengthMs,
      );
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      timeZone: tz,
      by,
      environments: [...environments],
      current: figures(true),
      previous: { from: previous.from.toISOString(), to: previous.to.toISOString(), ...figures(false) },
      series: starts.map((start, index) => pointOf(start, new Measured(bySteps[index]!))),
      definitions: businessDefinitions,
    };
  }
}
