import { Module } from '@nestjs/common';
import { PrometheusQueryController } from './query.http.controller.js';
import { QueryRunner } from './run-query.service.js';
import { PrometheusSeriesController } from './series.http.controller.js';
import { PrometheusStatusController } from './status.http.controller.js';

/** Prometheus' HTTP API over our own series: Grafana and promtool ask us as they would ask a Prometheus. */
@Module({
  controllers: [PrometheusQueryController, PrometheusSeriesController, PrometheusStatusController],
  providers: [QueryRunner],
})
export class PrometheusApiModule {}
