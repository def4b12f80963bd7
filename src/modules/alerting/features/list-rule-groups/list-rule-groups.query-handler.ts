import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import { CONFIG } from '../../../../platform/runtime/tokens.js';
import { ListEnabledAlertRules } from '../../../../projections/alert-rules/index.js';
import { ListAlerts, listAlertsQuery, type StoredAlert } from '../../../../projections/alerts/index.js';
import type { AlertingSettings } from '../../evaluation/alerting-settings.js';
import { type CurrentValue, CurrentValuesStore } from '../../evaluation/current-values.store.js';
import { EvaluationGroupsStore } from '../../evaluation/evaluation-groups.store.js';
import { RuleEvaluationsStore } from '../../evaluation/rule-evaluations.store.js';
import { ListRuleGroups, type OpenAlert, type RuleGroupState, type RuleState } from './list-rule-groups.query.js';

const PAGE = 500;

@QueryHandler(ListRuleGroups)
export class ListRuleGroupsHandler implements IQueryHandler<ListRuleGroups> {
  constructor(
    private readonly queries: QueryBus,
    private readonly values: CurrentValuesStore,
    private readonly evaluations: RuleEvaluationsStore,
    private readonly groups: EvaluationGroupsStore,
    @Inject(CONFIG) private readonly settings: Pick<AlertingSettings, 'alertIntervalMs'>,
  ) {}

  async execute(): Promise<readonly RuleGroupState[]> {
    const [recorded, statuses, alerts] = await Promise.all([
      this.queries.execute(new ListEnabledAlertRules()),
      this.groups.statuses(),
      this.openAlerts(),
    ]);
    const latest = await this.evaluations.latest(recorded.map(({ ruleId }) => ruleId));
    const statusOf = new Map(statuses.map((status) => [status.name, status]));
    const groups = new Map<string, RuleState[]>();
    for (const { ruleId, rule } of recorded) {
      const evaluation = latest.get(ruleId);
      const states = groups.get(rule.group) ?? [];
      groups.set(rule.group, states);
      states.push({
        rule,
        alerts: alerts.get(ruleId) ?? [],
        lastAt: evaluation?.lastAt,
        durationMs: evaluation?.durationMs,
        error: evaluation?.error ?? null,
      });
    }
    return [...groups].map(([name, rules]) => ({
      name,
      intervalMs: statusOf.get(name)?.intervalMs ?? rules[0]!.rule.intervalMs ?? this.settings.alertIntervalMs,
      lastAt: statusOf.get(name)?.lastAt,
      durationMs: statusOf.get(name)?.durationMs,
      rules,
    }));
  }

  private async openAlerts(): Promise<ReadonlyMap<string, readonly OpenAlert[]>> {
    const byRule = new Map<string, OpenAlert[]>();
    let cursor: string | undefined;
    do {
      const filter = listAlertsQuery.parse({ status: 'active', order: 'asc', limit: PAGE, cursor });
      const { items, nextCursor } = await this.queries.execute(new ListAlerts(filter));
      const current = await this.values.of(items.map(({ id }) => id));
      for (const alert of items) {
        const alerts = byRule.get(alert.ruleId) ?? [];
        byRule.set(alert.ruleId, alerts);
        alerts.push(openAlert(alert, current.get(alert.id)));
      }
      cursor = nextCursor ?? undefined;
    } while (cursor !== undefined);
    return byRule;
  }
}

function openAlert(alert: StoredAlert, current: CurrentValue | undefined): OpenAlert {
  const isTold = current !== undefined && Object.keys(current.annotations).length > 0;
  return {
    labels: alert.labels,
    annotations: isTold ? current.annotations : alert.annotations,
    state: alert.status === 'pending' ? 'pending' : 'firing',
    value: current?.value ?? alert.value,
    activeAt: alert.pendingSince,
    clearedAt: alert.conditionClearedAt,
  };
}
