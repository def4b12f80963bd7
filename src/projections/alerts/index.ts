export { type AlertStatus, type AlertStep, alertStep, storedAlert, type StoredAlert } from './alert.response.js';
export { AlertSeries } from './alert-series.service.js';
export { alertSeriesNames } from './alert-series.js';
export { AlertsReadModule } from './alerts.module.js';
export { alertsProjection } from './alerts.projector.js';
export { CountAlerts } from './count-alerts.query.js';
export { ListAlerts, listAlertsQuery } from './list-alerts.query.js';
export { ListRuleSteps } from './list-rule-steps.query.js';
export { ShowAlert, showAlertQuery } from './show-alert.query.js';
