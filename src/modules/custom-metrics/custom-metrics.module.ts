import { Module } from '@nestjs/common';
import { CurrentCustomMetrics } from './current-custom-metrics.service.js';
import { PushCustomSamplesHandler } from './features/push-custom-samples/push-custom-samples.handler.js';
import { PushCustomSamplesController } from './features/push-custom-samples/push-custom-samples.http.controller.js';
import { RegisterCustomMetricHandler } from './features/register-custom-metric/register-custom-metric.handler.js';
import { RegisterCustomMetricController } from './features/register-custom-metric/register-custom-metric.http.controller.js';
import { RemoveCustomMetricHandler } from './features/remove-custom-metric/remove-custom-metric.handler.js';
import { RemoveCustomMetricController } from './features/remove-custom-metric/remove-custom-metric.http.controller.js';

/** Metrics that users define: pushed by their programs, or following from events. */
@Module({
  controllers: [RegisterCustomMetricController, RemoveCustomMetricController, PushCustomSamplesController],
  providers: [CurrentCustomMetrics, RegisterCustomMetricHandler, RemoveCustomMetricHandler, PushCustomSamplesHandler],
})
export class CustomMetricsModule {}
