import { Module } from '@nestjs/common';
import { CoverageGauges } from './coverage-gauges.service.js';
import { ReportTelemetryCoverageHandler } from './report-telemetry-coverage.query-handler.js';
import { TelemetryCoverageController } from './telemetry-coverage.http.controller.js';

@Module({ controllers: [TelemetryCoverageController], providers: [ReportTelemetryCoverageHandler, CoverageGauges] })
export class TelemetryCoverageModule {}
