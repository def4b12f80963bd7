export { AlertingModule } from './alerting.module.js';
export {
  ListRuleGroups,
  type OpenAlert,
  type RuleGroupState,
  type RuleState,
} from './features/list-rule-groups/list-rule-groups.query.js';
export { RuleGroupsModule } from './features/list-rule-groups/rule-groups.module.js';
