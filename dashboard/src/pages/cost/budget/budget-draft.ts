import type { ApiBody } from '../../../api/api-types';
import type { ScopedDimension } from '../dimensions';
import type { Budget } from './budget-card';
import { readPercents } from './budget-words';

export type BudgetBody = NonNullable<ApiBody<'put', '/api/cost/budgets'>>;
export type ScopeKind = 'all' | ScopedDimension;

/** A budget as a form holds it: texts as they were typed. */
export interface BudgetDraft {
  readonly name: string;
  readonly period: Budget['period'];
  readonly timeZone: string;
  readonly amount: string;
  readonly scopeKind: ScopeKind;
  readonly scopeValue: string;
  readonly percents: readonly string[];
  readonly channels: readonly string[];
}

export function draftOf(budget: Budget | undefined): BudgetDraft {
  return {
    name: budget?.name ?? '',
    period: budget?.period ?? 'monthly',
    timeZone: budget?.timeZone ?? 'UTC',
    amount: budget?.amount ?? '',
    scopeKind: budget?.scope.kind ?? 'all',
    scopeValue: budget?.scope.value ?? '',
    percents: (budget?.warnPercent ?? [50, 80, 100]).map(String),
    channels: budget?.channels ?? [],
  };
}

/** What is wrong with it before anybody is asked. */
export function faultsOfDraft({
  amount,
  scopeKind,
  scopeValue,
  percents,
}: BudgetDraft): Partial<Record<string, string>> {
  return {
    ...(/^\d{1,12}(\.\d{1,6})?$/.test(amount.trim()) ? {} : { amount: 'An amount in USD, as in 1000 or 49.50' }),
    ...(scopeKind === 'all' || scopeValue.trim() !== '' ? {} : { scope: 'Say which one' }),
    ...(readPercents(percents) ? {} : { warnPercent: 'Percents above 0, at most 1000' }),
  };
}

/** The budget that a new one would take the place of: of the same name, or without one of the same period and scope. */
export function changedBy(draft: BudgetDraft, others: readonly Budget[]): string | undefined {
  const name = draft.name.trim();
  const { period, scope } = bodyOf(draft);
  const found = others.find((other) =>
    name === ''
      ? other.period === period && other.scope.kind === scope?.kind && other.scope.value === scope.value
      : other.name === name,
  );
  return found?.name;
}

/** What the API takes. Only of a draft without faults. */
export function bodyOf(draft: BudgetDraft): BudgetBody {
  const { name, period, timeZone, amount, scopeKind, scopeValue, percents, channels } = draft;
  return {
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    period,
    timeZone,
    amount: amount.trim(),
    currency: 'USD',
    scope: { kind: scopeKind, value: scopeKind === 'all' ? null : scopeValue.trim() },
    warnPercent: readPercents(percents) ?? [],
    channels: [...channels],
  };
}
