export type { RecordedAlertRule } from './alert-rule.response.js';
export { alertRulesProjection } from './alert-rules.projector.js';
export { AlertRulesReadModule } from './alert-rules.module.js';
export { ListAlertRules } from './list-alert-rules.query.js';
export { ListEnabledAlertRules } from './list-enabled-alert-rules.query.js';
export { ShowAlertRule } from './show-alert-rule.query.js';
