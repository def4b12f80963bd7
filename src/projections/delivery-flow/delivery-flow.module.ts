import { Module } from '@nestjs/common';
import { BusinessAnalyticsController } from './business-analytics.http.controller.js';
import { DeliveryGauges } from './delivery-gauges.service.js';
import { DeliveryMeasures } from './delivery-measures.service.js';
import { ReportBusinessHandler } from './report-business.query-handler.js';

@Module({
  controllers: [BusinessAnalyticsController],
  providers: [DeliveryMeasures, DeliveryGauges, ReportBusinessHandler],
})
export class DeliveryFlowReadModule {}
