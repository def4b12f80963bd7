import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../kernel/clock.js';
import { readPeriod } from '../../platform/http/analytics-period.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import type { BusinessAnalytics } from './business-analytics.response.js';
import { businessDefinitions } from './business-definitions.js';
import { figuresOf, pointOf } from './business-figures.mapper.js';
import { assertTimeZone, stepStarts } from './calendar-steps.js';
import { DeliveryMeasures, usualEnvironments } from './delivery-measures.service.js';
import { ReportBusiness } from './report-business.query.js';

/** Year 1: the earliest that the database and RFC 3339 both can say. */
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z');
const USUAL_PERIOD = '30d';

@QueryHandler(ReportBusiness)
export class ReportBusinessHandler implements IQueryHandler<ReportBusiness> {
  constructor(
    private readonly measures: DeliveryMeasures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws PERIOD_INVALID and TIME_ZONE_UNKNOWN. */
  async execute({ request }: ReportBusiness): Promise<BusinessAnalytics> {
    const { tz, by } = request;
    assertTimeZone(tz);
    const period = readPeriod(request, this.clock.now(), USUAL_PERIOD);
    const lengthMs = period.to.getTime() - period.from.getTime();
    const previousFrom = new Date(Math.max(period.from.getTime() - lengthMs, EARLIEST_MS));
    const starts = stepStarts(period, by, tz);
    const { current, previous, steps } = await this.measures.of(period, previousFrom, starts, request);
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      timeZone: tz,
      by,
      environments: [...(request.environment ?? usualEnvironments)],
      current: figuresOf(current, lengthMs),
      previous: {
        from: previousFrom.toISOString(),
        to: period.from.toISOString(),
        ...figuresOf(previous, lengthMs),
      },
      series: steps.map((step, index) => pointOf(starts[index]!, step)),
      definitions: businessDefinitions,
    };
  }
}
