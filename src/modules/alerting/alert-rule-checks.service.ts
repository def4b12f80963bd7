import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { MAX_WAIT_MS, ProjectionReads } from '../../platform/projections/projection-reads.js';
import { CONFIG, EVENT_LOG } from '../../platform/runtime/tokens.js';
import { channelsProjection, FindChannelsByName, ListChannels } from '../../projections/channels/index.js';
import { knownMetric } from '../../projections/metrics/index.js';
import { type CheckedRule, checkRule } from '../../rules/check-rule.js';
import type { ConditionContext } from '../../rules/condition-doubts.js';
import type { AlertRuleDraft } from '../../rules/rule-draft.js';
import { remark, type RuleRemark } from '../../rules/rule-remark.js';

/** Samples of the domain's series are fifteen seconds apart. */
const SAMPLE_INTERVAL_MS = 15_000;
const SHOWN_CHANNELS = 20;

/** Checks a rule against everything there is: the language, the metrics and the channels. */
@Injectable()
export class AlertRuleChecks {
  private readonly context: ConditionContext;

  constructor(
    private readonly queries: QueryBus,
    private readonly reads: ProjectionReads,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CONFIG) { alertIntervalMs }: { readonly alertIntervalMs: number },
  ) {
    this.context = { kinds: knownMetric, sampleIntervalMs: SAMPLE_INTERVAL_MS, defaultStepMs: alertIntervalMs };
  }

  /** Channels that there are not yet are a problem, or with `mayComeLater` a warning. */
  async check(draft: AlertRuleDraft, options: { readonly mayComeLater: boolean }): Promise<CheckedRule> {
    const checked = checkRule(draft, this.context);
    const missing = await this.missingChannels(draft.channels);
    if (!checked.ok) return options.mayComeLater ? checked : { ok: false, problems: [...checked.problems, ...missing] };
    if (missing.length === 0) return checked;
    if (!options.mayComeLater) return { ok: false, problems: missing };
    return { ...checked, warnings: [...checked.warnings, ...missing] };
  }

  private async missingChannels(names: readonly string[]): Promise<readonly RuleRemark[]> {
    if (names.length === 0) return [];
    let missing = await this.unknown(names);
    if (missing.length === 0) return [];
    // Who has just made a channel knows it before the read model does.
    const head = await this.log.head();
    if (head !== undefined) await this.reads.waitFor([channelsProjection.name], head, MAX_WAIT_MS);
    missing = await this.unknown(names);
    if (missing.length === 0) return [];
    const { items, total } = await this.queries.execute(new ListChannels({ limit: SHOWN_CHANNELS }));
    const known = items.map(({ name }) => name).sort();
    const more = total > known.length ? ` and ${total - known.length} more` : '';
    const there = known.length === 0 ? 'there is no channel yet' : `there are ${known.join(', ')}${more}`;
    return missing.map((name) => remark('channels', `there is no channel ${name}; ${there}`));
  }

  private async unknown(names: readonly string[]): Promise<readonly string[]> {
    const found = await this.queries.execute(new FindChannelsByName([...names]));
    const known = new Set(found.map(({ name }) => name));
    return [...new Set(names)].filter((name) => !known.has(name));
  }
}
