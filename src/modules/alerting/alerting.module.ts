import { Module } from '@nestjs/common';
import { AlertRuleChecks } from './alert-rule-checks.service.js';
import { DefaultRules } from './default-rules.service.js';
import { AlertEvaluationModule } from './evaluation/alert-evaluation.module.js';
import { AcknowledgeAlertHandler } from './features/acknowledge-alert/acknowledge-alert.handler.js';
import { AcknowledgeAlertController } from './features/acknowledge-alert/acknowledge-alert.http.controller.js';
import { BacktestRuleController } from './features/backtest-rule/backtest-rule.http.controller.js';
import { RuleBacktest } from './features/backtest-rule/rule-backtest.service.js';
import { CheckAlertRuleController } from './features/check-alert-rule/check-alert-rule.http.controller.js';
import { CheckAlertRuleHandler } from './features/check-alert-rule/check-alert-rule.query-handler.js';
import { ImportAlertRulesHandler } from './features/import-alert-rules/import-alert-rules.handler.js';
import { ImportAlertRulesController } from './features/import-alert-rules/import-alert-rules.http.controller.js';
import { ExplainRuleController } from './features/explain-rule/explain-rule.http.controller.js';
import { ExplainRuleHandler } from './features/explain-rule/explain-rule.query-handler.js';
import { AlertsController } from './features/list-alerts/alerts.http.controller.js';
import { AlertEvaluationsController } from './features/list-evaluations/alert-evaluations.http.controller.js';
import { SaveAlertRuleHandler } from './features/save-alert-rule/save-alert-rule.handler.js';
import { SaveAlertRuleController } from './features/save-alert-rule/save-alert-rule.http.controller.js';
import { SwitchAlertRuleHandler } from './features/switch-alert-rule/switch-alert-rule.handler.js';
import { SwitchAlertRuleController } from './features/switch-alert-rule/switch-alert-rule.http.controller.js';

/** Alert rules, their evaluation, and the alerts that come of it. */
@Module({
  imports: [AlertEvaluationModule],
  controllers: [
    AcknowledgeAlertController,
    AlertEvaluationsController,
    AlertsController,
    BacktestRuleController,
    ExplainRuleController,
    CheckAlertRuleController,
    ImportAlertRulesController,
    SaveAlertRuleController,
    SwitchAlertRuleController,
  ],
  providers: [
    AcknowledgeAlertHandler,
    ExplainRuleHandler,
    AlertRuleChecks,
    DefaultRules,
    RuleBacktest,
    CheckAlertRuleHandler,
    ImportAlertRulesHandler,
    SaveAlertRuleHandler,
    SwitchAlertRuleHandler,
  ],
})
export class AlertingModule {}
