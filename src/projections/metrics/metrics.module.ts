import { type DynamicModule, Global, Module } from '@nestjs/common';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import { CustomMetricsController } from './custom/custom-metrics.http.controller.js';
import { CustomMetricsKeeper } from './custom/custom-metrics-keeper.service.js';
import { CustomSeries } from './custom/custom-series.service.js';
import { ListCustomMetricsHandler } from './custom/list-custom-metrics.query-handler.js';
import { ShowCustomMetricHandler } from './custom/show-custom-metric.query-handler.js';
import { SeriesHistory } from './history/series-history.service.js';
import { MetricsController, PROCESS_METRICS } from './metrics.http.controller.js';
import { SeriesMirror } from './series-mirror.js';

/** Gauges of prom-client that are named like counters; each is the sum of the gauge without `_total`. */
const misnamed = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/**
 * `/metrics` and `/api/metrics`: the domain's series and custom ones from the read models, and the process's own from `registry`.
 * Global, since the Prometheus module instantiates the controller in its own context.
 */
@Global()
@Module({})
export class MetricsModule {
  static register(registry: Registry): DynamicModule {
    const prometheus = PrometheusModule.register({
      controller: MetricsController,
      path: '/',
      defaultMetrics: { enabled: true, config: { register: registry } },
    });
    for (const name of misnamed) registry.removeSingleMetric(name);
    return {
      module: MetricsModule,
      imports: [prometheus],
      controllers: [CustomMetricsController],
      providers: [
        CustomMetricsKeeper,
        CustomSeries,
        ListCustomMetricsHandler,
        ShowCustomMetricHandler,
        { provide: PROCESS_METRICS, useValue: registry },
        {
          provide: SeriesMirror,
          useFactory: (dataSource: DataSource) => new SeriesMirror(dataSource),
          inject: [DataSource],
        },
        {
          provide: SeriesHistory,
          useFactory: (dataSource: DataSource, clock: Clock) => new SeriesHistory(dataSource, clock),
          inject: [DataSource, CLOCK],
        },
      ],
      exports: [PROCESS_METRICS, SeriesMirror, SeriesHistory, CustomSeries],
    };
  }
}
