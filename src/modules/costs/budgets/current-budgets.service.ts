import { Inject, Injectable } from '@nestjs/common';
import type { BudgetEvent } from '../../../events/budget.events.js';
import type { RecordedEvent } from '../../../kernel/event.js';
import type { EventCatalog } from '../../../platform/commands/event-factory.js';
import type { EventLog } from '../../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../../platform/runtime/tokens.js';
import { type Budgets, budgetsDecider, budgetsStream } from '../domain/budgets.decider.js';

/** The budgets as they are in the log at this moment, however far projections are. Only what is new is read. */
@Injectable()
export class CurrentBudgets {
  private known: { readonly budgets: Budgets; readonly next: bigint } = { budgets: budgetsDecider.initial, next: 0n };

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
  ) {}

  async read(): Promise<Budgets> {
    let { budgets, next } = this.known;
    for await (const recorded of this.log.readStream(budgetsStream, { from: next })) {
      budgets = this.evolve(budgets, recorded);
      next = recorded.revision + 1n;
    }
    // Of several looks at once, the one that has come furthest counts.
    if (next > this.known.next) this.known = { budgets, next };
    return budgets;
  }

  /** As they were known at a moment. They are few and change seldom, so that reading all of it again costs little. */
  async knownAt(moment: Date): Promise<Budgets> {
    let budgets = budgetsDecider.initial;
    for await (const recorded of this.log.readStream(budgetsStream)) {
      if (recorded.recordedAt > moment) break;
      budgets = this.evolve(budgets, recorded);
    }
    return budgets;
  }

  private evolve(budgets: Budgets, recorded: RecordedEvent): Budgets {
    const { type, data } = this.catalog.upcast(recorded);
    return budgetsDecider.evolve(budgets, { type, data } as unknown as BudgetEvent);
  }
}
