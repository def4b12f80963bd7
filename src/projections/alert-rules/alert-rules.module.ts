import { Module } from '@nestjs/common';
import { AlertRulesReadController } from './alert-rules.http.controller.js';
import { ExportAlertRulesController } from './export-alert-rules.http.controller.js';
import { ExportAlertRulesHandler } from './export-alert-rules.query-handler.js';
import { ListAlertRulesHandler } from './list-alert-rules.query-handler.js';
import { ListEnabledAlertRulesHandler } from './list-enabled-alert-rules.query-handler.js';
import { ShowAlertRuleHandler } from './show-alert-rule.query-handler.js';

@Module({
  controllers: [ExportAlertRulesController, AlertRulesReadController],
  providers: [ExportAlertRulesHandler, ListAlertRulesHandler, ListEnabledAlertRulesHandler, ShowAlertRuleHandler],
})
export class AlertRulesReadModule {}
