import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { decodeCursor, toPage } from '../../../../platform/http/paging.js';
import { BudgetUses } from '../../budgets/budget-uses.service.js';
import { CurrentBudgets } from '../../budgets/current-budgets.service.js';
import { type BudgetsAnswer, ListBudgets } from './list-budgets.query.js';

@QueryHandler(ListBudgets)
export class ListBudgetsHandler implements IQueryHandler<ListBudgets> {
  constructor(
    private readonly budgets: CurrentBudgets,
    private readonly uses: BudgetUses,
  ) {}

  async execute({ paging: { limit, cursor, asOf } }: ListBudgets): Promise<BudgetsAnswer> {
    const moment = asOf === undefined ? undefined : new Date(asOf);
    const known = await (moment ? this.budgets.knownAt(moment) : this.budgets.read());
    const all = [...known].sort(([, a], [, b]) => (a.name < b.name ? -1 : 1));
    const after = cursor === undefined ? undefined : String(decodeCursor(cursor, 1)[0]);
    const rest = all.filter(([, { name }]) => after === undefined || name > after);
    const { items, ...page } = toPage(
      rest.slice(0, limit + 1),
      limit,
      all.length,
      ([, { name }]) => [name],
      ([id, budget]) => (moment ? this.uses.knownAt(id, budget, moment) : this.uses.now(id, budget)),
    );
    return { ...page, items: await Promise.all(items) };
  }
}
