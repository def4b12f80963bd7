export { AlertingModule } from './alerting.module.js';
export {
  ListRuleGroups,
  type OpenAlert,
  type RuleGroupState,
  type RuleState,
} from './features/list-rule-groups/list-rule-groups.query.js';
export { SaveAlertRule } from './features/save-alert-rule/save-alert-rule.command.js';
export { SwitchAlertRule } from './features/switch-alert-rule/switch-alert-rule.command.js';
export { RuleGroupsModule } from './features/list-rule-groups/rule-groups.module.js';
