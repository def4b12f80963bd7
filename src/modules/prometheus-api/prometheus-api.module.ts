import { Module } from '@nestjs/common';
import { RuleGroupsModule } from '../alerting/index.js';
import { CheckExpressionController } from './check-expression.http.controller.js';
import { PrometheusQueryController } from './query.http.controller.js';
import { PrometheusRulesController } from './rules.http.controller.js';
import { QueryRunner } from './run-query.service.js';
import { PrometheusSeriesController } from './series.http.controller.js';
import { PrometheusStatusController } from './status.http.controller.js';

/** Prometheus' HTTP API over our own series: Grafana and promtool ask us as they would ask a Prometheus. */
@Module({
  imports: [RuleGroupsModule],
  controllers: [
    CheckExpressionController,
    PrometheusQueryController,
    PrometheusRulesController,
    PrometheusSeriesController,
    PrometheusStatusController,
  ],
  providers: [QueryRunner],
})
export class PrometheusApiModule {}
