import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryBus, QueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import { CLOCK, CONFIG } from '../../../../platform/runtime/tokens.js';
import { ListAlerts, ListRuleSteps, type StoredAlert } from '../../../../projections/alerts/index.js';
import type { Expr } from '../../../../promql/ast.js';
import { formatPromql } from '../../../../promql/format.js';
import { parsePromql } from '../../../../promql/parse.js';
import { PromqlError } from '../../../../promql/promql-error.js';
import { valueText } from '../../../../rules/alert-group-findings.js';
import { sidesOf } from '../../../../rules/alert-group-presence.js';
import { ruleByReference } from '../../domain/rule-book.js';
import type { AlertingSettings } from '../../evaluation/alerting-settings.js';
import { type ConditionRound, ConditionSource } from '../../evaluation/condition-source.js';
import { gridTime } from '../../evaluation/evaluation-plan.js';
import { RuleBookReader } from '../../evaluation/rule-book-reader.service.js';
import { type RecordedEvaluation, RuleEvaluationsStore } from '../../evaluation/rule-evaluations.store.js';
import { messagesOf } from './messages.js';
import { type AlertAnswer, withCurrentValue } from '../list-alerts/alert.response.js';
import { ExplainRule } from './explain-rule.query.js';
import type { EvaluatedExpression, ExplainedRule } from './explained-rule.response.js';
import { reasonsOf } from './reasons.js';

const SHOWN_SAMPLES = 20;
const SHOWN_STEPS = 100;
const SHOWN_ALERTS = 50;
/** Others of the rule may have begun and ended meanwhile. */
const ENDED = 200;
const AROUND_MS = 3_600_000;
const LIMIT_MS = 10_000;

@QueryHandler(ExplainRule)
export class ExplainRuleHandler implements IQueryHandler<ExplainRule> {
  constructor(
    private readonly rules: RuleBookReader,
    private readonly conditions: ConditionSource,
    private readonly evaluations: RuleEvaluationsStore,
    private readonly queries: QueryBus,
    @Inject(CONFIG) private readonly settings: AlertingSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ reference, at }: ExplainRule): Promise<ExplainedRule> {
    const { ruleId, rule } = ruleByReference(await this.rules.read(), reference);
    const recorded = (await this.evaluations.latest([ruleId], at)).get(ruleId);
    const intervalMs = rule.intervalMs ?? this.settings.alertIntervalMs;
    const moment = new Date(
      at === undefined && recorded !== undefined
        ? recorded.lastAt
        : gridTime((at ?? this.clock.now()).getTime(), intervalMs),
    );
    const round = await this.conditions.begin();
    const expr = parsePromql(rule.condition);
    const sides = sidesOf(expr);
    const condition = await evaluated(expr, round, moment);
    const comparison = sides && {
      left: await evaluated(sides.left, round, moment),
      operator: sides.op,
      right: await evaluated(sides.right, round, moment),
    };
    // As of the end of the interval: what an evaluation led to was recorded a little after its moment.
    const then = Math.min(moment.getTime() + intervalMs, this.clock.now().getTime());
    const asOf = at === undefined ? undefined : new Date(then).toISOString();
    const { items } = await this.queries.execute(
      new ListAlerts({ rule: ruleId, status: ['active'], label: [], order: 'desc', asOf, limit: SHOWN_ALERTS }),
    );
    const alerts = items.map((alert) => withCurrentValue(alert, undefined));
    const ended = asOf === undefined ? new Map<string, StoredAlert>() : await this.endedSince(ruleId, alerts);
    const [from, to] = [-AROUND_MS, AROUND_MS].map((ms) => new Date(moment.getTime() + ms)) as [Date, Date];
    const steps = await this.queries.execute(new ListRuleSteps(ruleId, from, to, SHOWN_STEPS));
    const alertIds = [...alerts.map(({ id }) => id), ...steps.flatMap((step) => step.alertId ?? [])];
    const messages = await messagesOf(this.queries, rule.name, alertIds, from, to);
    const given = { rule, at: moment, recorded, condition, comparison: comparison ?? null, alerts, ended, ...messages };
    return {
      ...{ ruleId, ruleName: rule.name, enabled: rule.enabled, at: moment.toISOString() },
      because: [...reasonsOf(given)],
      recorded: recorded === undefined ? null : shown(recorded),
      ...{ condition, comparison: comparison ?? null, alerts, steps: [...steps] },
      ...messages,
    };
  }

  /** Those of the alerts that are over by now, as they ended. */
  private async endedSince(
    ruleId: string,
    alerts: readonly AlertAnswer[],
  ): Promise<ReadonlyMap<string, Pick<StoredAlert, 'resolvedAt' | 'resolveReason'>>> {
    const fired = alerts.flatMap(({ triggeredAt }) => triggeredAt ?? []).sort();
    const [first] = fired;
    if (first === undefined) return new Map();
    const to = new Date(Date.parse(fired.at(-1)!) + 1).toISOString();
    const { items } = await this.queries.execute(
      new ListAlerts({ rule: ruleId, status: ['resolved'], label: [], order: 'asc', from: first, to, limit: ENDED }),
    );
    return new Map(items.map((alert) => [alert.id, alert]));
  }
}

async function evaluated(expr: Expr, round: ConditionRound, at: Date): Promise<EvaluatedExpression> {
  const expression = formatPromql(expr);
  try {
    const samples = await round.query(expr, at.getTime(), AbortSignal.timeout(LIMIT_MS));
    const first = samples.slice(0, SHOWN_SAMPLES);
    return {
      ...{ expression, results: samples.length, error: null },
      samples: first.map(({ labels, value }) => ({ labels: labels.toRecord(), value: valueText(value) })),
    };
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    return { expression, results: null, samples: [], error: error.message };
  }
}

function shown({ firstAt, lastAt, evaluations, durationMs, late, error, results, samples }: RecordedEvaluation) {
  return {
    ...{ firstAt: firstAt.toISOString(), lastAt: lastAt.toISOString(), evaluations, durationMs, late, error, results },
    samples: samples.map(({ labels, value }) => ({ labels: { ...labels }, value })),
  };
}
