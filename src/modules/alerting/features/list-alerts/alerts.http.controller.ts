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
import { ListAlerts, listAlertsQuery, ShowAlert, showAlertQuery } from '../../../../projections/alerts/index.js';
import { CurrentValuesStore } from '../../evaluation/current-values.store.js';
import { historyOf } from './alert-history.js';
import { alertDetailResponse, alertsResponse, withCurrentValue } from './alert.response.js';

/** Alerts of the read model, with the values that the last evaluation found: those change without an event. */
@ApiTags('alerts')
@Controller('api/alerts')
export class AlertsController {
  constructor(
    private readonly queries: QueryBus,
    private readonly values: CurrentValuesStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Access('view')
  @ReadsFrom('alerts')
  @ApiOperation({ operationId: 'listAlerts', summary: 'Alerts, the last that fired first.' })
  @ApiResponse({ status: 200, standardSchema: alertsResponse })
  async list(@Query({ schema: listAlertsQuery }) filter: z.infer<typeof listAlertsQuery>) {
    const page = await this.queries.execute(new ListAlerts(filter));
    const open = page.items.filter(({ resolvedAt }) => resolvedAt === null).map(({ id }) => id);
    // What was known of the values then is not kept.
    const current = await this.values.of(filter.asOf === undefined ? open : []);
    return { ...page, items: page.items.map((alert) => withCurrentValue(alert, current.get(alert.id))) };
  }

  @Get(':id')
  @Access('view')
  @ReadsFrom('alerts', 'notifications', 'silences')
  @ApiOperation({ operationId: 'getAlert', summary: 'One alert with all that happened to it.' })
  @ApiResponse({ status: 200, standardSchema: alertDetailResponse })
  async show(
    @Param('id', { schema: pathParameter('id', pathId) }) id: string,
    @Query({ schema: showAlertQuery }) { asOf }: z.infer<typeof showAlertQuery>,
  ) {
    const { history: steps, ...alert } = await this.queries.execute(new ShowAlert(id, asOf));
    const current = asOf === undefined ? await this.values.of([id]) : new Map();
    const history = await historyOf(this.queries, alert, steps, asOf === undefined ? this.clock.now() : new Date(asOf));
    return { ...withCurrentValue(alert, current.get(id)), history };
  }
}
