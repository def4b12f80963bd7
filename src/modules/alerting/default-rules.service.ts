import { readFile } from 'node:fs/promises';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Decider } from '../../kernel/decider.js';
import type { AlertRuleEvent } from '../../events/alert-rule.events.js';
import { streams } from '../../events/streams.js';
import { CommandExecutor } from '../../platform/commands/command-executor.js';
import { CONFIG, LOGGER } from '../../platform/runtime/tokens.js';
import { derivedId } from '../../platform/runtime/uuid-ids.js';
import { knownMetric } from '../../projections/metrics/index.js';
import { readRuleFile } from '../../rules/rule-file.js';
import { ruleOfDraft } from '../../rules/rule-of-draft.js';
import { alertRulesDecider, type NewAlertRule } from './domain/alert-rules.decider.js';
import { defaultRuleId, ruleByName, type RuleBook } from './domain/rule-book.js';

const FILE = new URL('../../../ops/prometheus/rules/orchestrate.rules.yml', import.meta.url);

/** Rules that are not there yet and never were; a name that somebody else's rule has is left to that. */
const seeding: Decider<RuleBook, readonly NewAlertRule[], AlertRuleEvent> = {
  initial: alertRulesDecider.initial,
  evolve: (book, event) => alertRulesDecider.evolve(book, event),
  decide(rules, book) {
    const missing = rules.filter(
      ({ ruleId, rule }) =>
        !book.rules.has(ruleId) && !book.deleted.has(ruleId) && ruleByName(book, rule.name) === undefined,
    );
    const written = missing.map((one) => ({ ...one, keepEnabled: false }));
    return missing.length === 0
      ? []
      : alertRulesDecider.decide({ type: 'import', rules: written, replace: false }, book);
  },
};

/**
 * The rules that come with the service, disabled until somebody enables them. One that was deleted stays deleted; those
 * of a newer version are added at its first start.
 */
@Injectable()
export class DefaultRules implements OnApplicationBootstrap {
  constructor(
    private readonly executor: CommandExecutor,
    @Inject(CONFIG) private readonly settings: { readonly roles: readonly string[]; readonly defaultRules: boolean },
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.defaultRules || !this.settings.roles.includes('worker')) return;
    try {
      const { events } = await this.executor.execute(seeding, streams.alertRules(), await defaultRules(), {
        actor: { type: 'system', id: 'default-rules', name: 'default rules' },
        correlationId: derivedId('default-rules'),
        source: 'system',
      });
      if (events.length > 0) this.logger.info({ rules: events.length }, 'default alert rules are there');
    } catch (error) {
      // The service does without; the next start tries again.
      this.logger.warn({ err: error }, 'the default alert rules could not be made');
    }
  }
}

/** That messages do not arrive, or that the log was changed, must show without anybody having thought of it. */
const enabledAtFirst: ReadonlySet<string> = new Set(['channel-failing', 'event-log-changed']);

async function defaultRules(): Promise<readonly NewAlertRule[]> {
  const { rules, problems } = readRuleFile(await readFile(FILE, 'utf8'));
  const [problem] = problems;
  if (problem) throw new Error(`${FILE.pathname}: ${problem.field}: ${problem.message}`);
  return rules.map(({ draft }) => ({
    ruleId: defaultRuleId(draft.name),
    rule: { ...ruleOfDraft(draft, knownMetric), enabled: enabledAtFirst.has(draft.name) },
  }));
}
