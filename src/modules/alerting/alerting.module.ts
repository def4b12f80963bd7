import { Module } from '@nestjs/common';
import { AlertRuleChecks } from './alert-rule-checks.service.js';
import { AlertEvaluationModule } from './evaluation/alert-evaluation.module.js';
import { CheckAlertRuleController } from './features/check-alert-rule/check-alert-rule.http.controller.js';
import { CheckAlertRuleHandler } from './features/check-alert-rule/check-alert-rule.query-handler.js';
import { SaveAlertRuleHandler } from './features/save-alert-rule/save-alert-rule.handler.js';
import { SaveAlertRuleController } from './features/save-alert-rule/save-alert-rule.http.controller.js';
import { SwitchAlertRuleHandler } from './features/switch-alert-rule/switch-alert-rule.handler.js';
import { SwitchAlertRuleController } from './features/switch-alert-rule/switch-alert-rule.http.controller.js';

/** Alert rules, their evaluation, and the alerts that come of it. */
@Module({
  imports: [AlertEvaluationModule],
  controllers: [CheckAlertRuleController, SaveAlertRuleController, SwitchAlertRuleController],
  providers: [AlertRuleChecks, CheckAlertRuleHandler, SaveAlertRuleHandler, SwitchAlertRuleHandler],
})
export class AlertingModule {}
