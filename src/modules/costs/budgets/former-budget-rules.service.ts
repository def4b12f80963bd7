import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { CommandContext } from '../../../kernel/command-context.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { EventLog } from '../../../platform/event-store/event-log.js';
import { ProjectionReads } from '../../../platform/projections/projection-reads.js';
import { upToNow } from '../../../platform/projections/up-to-now.js';
import { CONFIG, EVENT_LOG, LOGGER } from '../../../platform/runtime/tokens.js';
import { derivedId } from '../../../platform/runtime/uuid-ids.js';
import { untraced } from '../../../platform/telemetry/in-span.js';
import { alertRulesProjection, ShowAlertRule } from '../../../projections/alert-rules/index.js';
import { alertRuleDraft } from '../../../rules/rule-draft.js';
import { SaveAlertRule } from '../../alerting/index.js';
import { type BudgetRule, budgetRules, formerCondition } from './budget-rules.js';
import { CurrentBudgets } from './current-budgets.service.js';

const context: CommandContext = {
  actor: { type: 'system', id: 'budget-rules', name: 'budget rules' },
  correlationId: derivedId('budget-rules'),
  source: 'system',
};

/**
 * Brings the rules that an earlier version made for budgets into the form that they have now, when a worker starts. What
 * somebody changed of them stays; a rule with a condition of somebody's own is left alone, and one that was deleted too.
 */
@Injectable()
export class FormerBudgetRules implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly budgets: CurrentBudgets,
    private readonly queries: QueryBus,
    private readonly commands: CommandBus,
    private readonly reads: ProjectionReads,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CONFIG) private readonly settings: { readonly roles: readonly string[] },
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'info' | 'warn'>,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.roles.includes('worker')) return;
    // The read model that is asked may come up only after this.
    this.running = untraced(() => this.bringUp()).catch((error: unknown) => void this.failed(error));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running;
  }

  private async bringUp(): Promise<void> {
    const wanted = [...(await this.budgets.read()).values()].flatMap(budgetRules);
    if (wanted.length === 0) return;
    await upToNow(this.reads, this.log, [alertRulesProjection.name]);
    let changed = 0;
    for (const rule of wanted) {
      // One that cannot be changed, as its channel is gone, keeps no other waiting.
      const done = await this.bringUpOne(rule).catch((error: unknown) => this.failed(error, rule.name));
      if (done) changed += 1;
    }
    if (changed > 0) this.logger.info({ rules: changed }, 'alert rules of budgets are as this version makes them');
  }

  private async bringUpOne(wanted: BudgetRule): Promise<boolean> {
    const found = await this.queries.execute(new ShowAlertRule(wanted.name)).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'ALERT_RULE_UNKNOWN') return undefined;
      throw error;
    });
    if (found?.condition !== formerCondition(wanted)) return false;
    const { name, severity, channels, enabled, keepFiringFor, annotations, interval, group, unit, runbookUrl } = found;
    const draft = alertRuleDraft.parse({
      ...{ name, severity, channels, enabled, for: found.for, keepFiringFor, annotations, interval, group, unit },
      ...{ runbookUrl, labels: { ...found.labels, ...wanted.labels } },
      condition: wanted.condition,
      noData: wanted.noData,
    });
    await this.commands.execute(new SaveAlertRule(draft, found.id, BigInt(found.revision), context));
    return true;
  }

  /** The service does without; the next start tries again. */
  private failed(error: unknown, rule?: string): false {
    this.logger.warn({ err: error, rule }, 'alert rules of budgets could not be brought up to this version');
    return false;
  }
}
