import type { BudgetData, BudgetEvent } from '../../../events/budget.events.js';
import { streams } from '../../../events/streams.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError, type FieldProblem } from '../../../kernel/domain-error.js';

export const budgetsStream = streams.budgets();

export type BudgetsCommand =
  /** A budget of this name is changed; else the budget is a new one of this id. */
  | { readonly type: 'set'; readonly budgetId: string; readonly budget: BudgetData }
  /** By id or name. */
  | { readonly type: 'remove'; readonly reference: string };

/** By id. */
export type Budgets = ReadonlyMap<string, BudgetData>;

/** An id that is another's name as well means the id. */
export function findBudget(budgets: Budgets, reference: string): readonly [string, BudgetData] | undefined {
  const byId = budgets.get(reference);
  return byId ? [reference, byId] : [...budgets].find(([, { name }]) => name === reference);
}

/** Every budget: names are unique among them. */
export const budgetsDecider: Decider<Budgets, BudgetsCommand, BudgetEvent> = {
  initial: new Map(),
  decide(command, budgets) {
    if (command.type === 'remove') {
      const found = findBudget(budgets, command.reference);
      if (!found) {
        throw new DomainError(
          'BUDGET_UNKNOWN',
          `no budget is called ${command.reference}; GET /api/cost/budgets names them`,
          { fault: 'not_found' },
        );
      }
      return [{ type: 'BudgetRemoved', data: { budgetId: found[0], budget: found[1] } }];
    }
    const { budget } = command;
    assertBudget(budget);
    const [budgetId, previous] = [...budgets].find(([, { name }]) => name === budget.name) ?? [command.budgetId, null];
    if (canonicalJson(previous) === canonicalJson(budget)) return [];
    return [{ type: 'BudgetChanged', data: { budgetId, budget, previous } }];
  },
  evolve(budgets, { type, data }) {
    switch (type) {
      case 'BudgetChanged':
        return new Map(budgets).set(data.budgetId, data.budget);
      case 'BudgetRemoved':
        return new Map([...budgets].filter(([id]) => id !== data.budgetId));
      default:
        // A newer version may have appended other events.
        return budgets;
    }
  },
};

/** Refuses what can be no budget. */
export function assertBudget({ amountUsd, scope, warnPercent }: BudgetData): void {
  const problems: FieldProblem[] = [];
  if (!/[1-9]/.test(amountUsd))
    problems.push({ field: 'amount', message: 'must be more than 0; remove the budget to have none' });
  if (scope.kind === 'all' && scope.value !== null)
    problems.push({ field: 'scope.value', message: 'must be left out where the scope is all' });
  if (scope.kind !== 'all' && scope.value === null)
    problems.push({ field: 'scope.value', message: `must name what the budget is for, of kind ${scope.kind}` });
  if (warnPercent.some((percent, index) => index > 0 && percent <= warnPercent[index - 1]!))
    problems.push({ field: 'warnPercent', message: 'must ascend, as in 50,80,100' });
  const [first] = problems;
  if (first)
    throw new DomainError('BUDGET_INVALID', `${first.field} ${first.message}`, { fault: 'invalid', fields: problems });
}
