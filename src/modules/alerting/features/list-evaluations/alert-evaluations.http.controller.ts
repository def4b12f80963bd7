import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Clock } from '../../../../kernel/clock.js';
import { Access } from '../../../../platform/http/access.js';
import { pathId } from '../../../../platform/http/filter-query.js';
import { pathParameter } from '../../../../platform/http/path-parameter.js';
import { ReadsFrom } from '../../../../platform/http/reads-from.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import { ShowAlert } from '../../../../projections/alerts/index.js';
import { RuleEvaluationsStore } from '../../evaluation/rule-evaluations.store.js';
import { alertEvaluationsQuery } from './alert-evaluations.request.js';
import { alertEvaluationsResponse } from './alert-evaluations.response.js';

/** What the evaluations of its rule came to, from when an alert began to when it ended. */
@ApiTags('alerts')
@Controller('api/alerts')
export class AlertEvaluationsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly evaluations: RuleEvaluationsStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get(':id/evaluations')
  @Access('view')
  @ReadsFrom('alerts')
  @ApiOperation({
    operationId: 'listAlertEvaluations',
    summary: 'Every evaluation of an alert, the latest first.',
    description: 'From the one that found it to the one that ended it; they are kept for seven days.',
  })
  @ApiResponse({ status: 200, standardSchema: alertEvaluationsResponse })
  async list(
    @Param('id', { schema: pathParameter('id', pathId) }) id: string,
    @Query({ schema: alertEvaluationsQuery }) { asOf, limit, cursor }: z.infer<typeof alertEvaluationsQuery>,
  ) {
    const { ruleId, labels, pendingSince, resolvedAt } = await this.queries.execute(new ShowAlert(id, asOf));
    const to = resolvedAt ?? asOf;
    const page = await this.evaluations.between({
      ...{ ruleId, labels, limit, cursor, from: new Date(pendingSince) },
      to: to === undefined ? this.clock.now() : new Date(to),
    });
    return {
      ...page,
      items: page.items.map(({ firstAt, lastAt, evaluations, value, results, durationMs, late, error }) => ({
        ...{ firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString(), evaluations },
        ...{ value, results, durationMs, late, error },
      })),
    };
  }
}
