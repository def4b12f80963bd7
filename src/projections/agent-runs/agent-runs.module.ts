import { Module } from '@nestjs/common';
import { AgentAnalyticsController } from './analytics.http.controller.js';
import { ListRunModelsHandler } from './list-run-models.query-handler.js';
import { ListRunUsageHandler } from './list-run-usage.query-handler.js';
import { ReportAgentsHandler } from './report-agents.query-handler.js';
import { ShowTrendHandler } from './show-trend.query-handler.js';
import { SumRunUsageHandler } from './sum-run-usage.query-handler.js';

@Module({
  controllers: [AgentAnalyticsController],
  providers: [ReportAgentsHandler, ShowTrendHandler, ListRunModelsHandler, SumRunUsageHandler, ListRunUsageHandler],
})
export class AgentRunsReadModule {}
