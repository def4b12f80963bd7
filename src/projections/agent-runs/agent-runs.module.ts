import { Module } from '@nestjs/common';
import { AgentAnalyticsController } from './analytics.http.controller.js';
import { ReportAgentsHandler } from './report-agents.query-handler.js';
import { ShowTrendHandler } from './show-trend.query-handler.js';

@Module({ controllers: [AgentAnalyticsController], providers: [ReportAgentsHandler, ShowTrendHandler] })
export class AgentRunsReadModule {}
