import { Module } from '@nestjs/common';
import { AlertSeries } from './alert-series.service.js';
import { CountAlertsHandler } from './count-alerts.query-handler.js';
import { ListAlertsHandler } from './list-alerts.query-handler.js';
import { ListRuleStepsHandler } from './list-rule-steps.query-handler.js';
import { ShowAlertHandler } from './show-alert.query-handler.js';

/** Asked through the alerting module, which knows the values that alerts have now. */
@Module({
  providers: [AlertSeries, CountAlertsHandler, ListAlertsHandler, ListRuleStepsHandler, ShowAlertHandler],
  exports: [AlertSeries],
})
export class AlertsReadModule {}
