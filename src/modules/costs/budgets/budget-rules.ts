import type { BudgetData } from '../../../events/budget.events.js';

/** A rule that tells of a budget, as the API takes rules. */
export interface BudgetRule {
  readonly name: string;
  readonly condition: string;
  readonly severity: 'warning' | 'critical';
  readonly for: string;
  readonly channels: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly group: string;
  readonly unit: 'ratio';
  readonly noData: 'alert';
}

const GROUP = 'budgets';
/** What is projected moves with every call: it has to hold for a while. */
export const PROJECTED_FOR_MINUTES = 15;
const NAME_CHARS = 150;

/**
 * The rules of a budget: one for each of its thresholds, which holds until the period is over, and one for a breach that
 * is foreseen. The series of a period have its first day as the label `since`, so an alert is of one period: what holds on
 * over its end is told again. An alert outlives gaps in its series, however long, so that nobody is told twice; that its
 * period is over, or that nothing is foreseen any more, the gauge of the periods says, which counts as nothing used.
 * Every process says the same of a budget, so the greatest of them counts.
 */
export function budgetRules({ name, period, amountUsd, warnPercent, channels }: BudgetData): readonly BudgetRule[] {
  const called = name.slice(0, NAME_CHARS);
  const selector = selectorOf(name);
  const highest = (gauge: string) => `max without (instance) (${gauge}${selector}${orNothing(name)})`;
  // A budget of other periods is another one: its alerts have nothing to do with those of before.
  const common = { channels, labels: { budget: name, period }, group: GROUP, unit: 'ratio', noData: 'alert' } as const;
  const thresholds = warnPercent.map((percent): BudgetRule => ({
    ...common,
    name: `budget-${called}-${percent}`,
    condition: `${highest('orchestrate_budget_used_ratio')} >= ${percent / 100}`,
    severity: percent >= 100 ? 'critical' : 'warning',
    for: '0s',
    annotations: {
      summary: `The budget ${called} is used to ${percent} percent`,
      description: `{{ $value | humanizePercentage }} of the ${period} budget of $${amountUsd} are used.`,
    },
  }));
  if (thresholds.length === 0) return [];
  return [
    ...thresholds,
    {
      ...common,
      name: projectedName(called),
      condition: `${highest('orchestrate_budget_projected_ratio')} > 1`,
      severity: 'warning',
      for: `${PROJECTED_FOR_MINUTES}m`,
      annotations: {
        summary: `The budget ${called} will be exceeded`,
        description: `At the end of the period {{ $value | humanizePercentage }} of the ${period} budget of $${amountUsd} will be used.`,
      },
    },
  ];
}

/** The condition that an earlier version gave the rule: alerts ended with their series. */
export function formerCondition({ condition, labels }: BudgetRule): string {
  return condition.replace(orNothing(labels['budget'] ?? ''), '');
}

/** Names of the rules that a budget had and has no more. */
export function obsoleteRules(before: BudgetData, after: BudgetData | undefined): readonly string[] {
  const kept = new Set(after === undefined ? [] : budgetRules(after).map(({ name }) => name));
  return budgetRules(before)
    .map(({ name }) => name)
    .filter((name) => !kept.has(name));
}

function selectorOf(budget: string): string {
  return `{budget=${JSON.stringify(budget)}}`;
}

function orNothing(budget: string): string {
  return ` or 0 * orchestrate_budget_period${selectorOf(budget)}`;
}

function projectedName(called: string): string {
  return `budget-${called}-projected`;
}
