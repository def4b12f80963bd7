import type { ReportBudget } from './budget.response.js';

/** The budget that is nearest to its end, or furthest beyond it; of several, the first by name. Null: there is none. */
export function mostUsed(budgets: readonly ReportBudget[]): ReportBudget | null {
  const [most] = [...budgets].sort((a, b) => b.usedRatio - a.usedRatio || (a.name < b.name ? -1 : 1));
  return most ?? null;
}
