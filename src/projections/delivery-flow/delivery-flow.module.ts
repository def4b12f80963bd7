import { Module } from '@nestjs/common';
import { BusinessAnalyticsController } from './business-analytics.http.controller.js';
import { ReportBusinessHandler } from './report-business.query-handler.js';

@Module({ controllers: [BusinessAnalyticsController], providers: [ReportBusinessHandler] })
export class DeliveryFlowReadModule {}
