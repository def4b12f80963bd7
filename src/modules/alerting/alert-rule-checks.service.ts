import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Clock } from '../../kernel/clock.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { ProjectionReads } from '../../platform/projections/projection-reads.js';
import { upToNow } from '../../platform/projections/up-to-now.js';
import { CLOCK, CONFIG, EVENT_LOG, SERIES_STORE } from '../../platform/runtime/tokens.js';
import { channelsProjection, FindChannelsByName, ListChannels } from '../../projections/channels/index.js';
import { CustomSeries, knownMetric } from '../../projections/metrics/index.js';
import type { SeriesStore } from '../../promql/series-store.js';
import { type CheckedRule, checkRule } from '../../rules/check-rule.js';
import type { ConditionContext } from '../../rules/condition-doubts.js';
import { emptySelectors, type SeriesNow } from '../../rules/empty-selectors.js';
import type { AlertRuleDraft } from '../../rules/rule-draft.js';
import { isAboutWritten, type SalvagedDraft } from '../../rules/salvaged-draft.js';
import { remark, type RuleRemark } from '../../rules/rule-remark.js';
import { ConditionSource } from './evaluation/condition-source.js';
import { failingCondition } from './evaluation/failing-condition.js';

/** Samples of the domain's series are fifteen seconds apart. */
const SAMPLE_INTERVAL_MS = 15_000;
/** How long a series may have been silent and still count as there. */
const NOW_MS = 5 * 60_000;
const SHOWN_CHANNELS = 20;
/** Selectors that are looked for, of one rule or of a whole file. */
const MOST_LOOKS = 200;

/** How long conditions are tried, of one rule or of a whole file. */
const TRIED_MS = 5_000;

/** What of the configuration the checks go by. */
interface CheckSettings {
  readonly alertIntervalMs: number;
  /** A Prometheus that evaluates instead of us, whose series we do not know. */
  readonly prometheusUrl: string | undefined;
}

/** Looks at what a rule finds, and whether it can, now. */
type Trial = (checked: Accepted) => Promise<readonly RuleRemark[]>;
type Accepted = Extract<CheckedRule, { readonly ok: true }>;

/** Checks a rule against everything there is: the language, the metrics, the series and the channels. */
@Injectable()
export class AlertRuleChecks {
  private readonly context: ConditionContext;

  constructor(
    private readonly queries: QueryBus,
    private readonly reads: ProjectionReads,
    private readonly conditions: ConditionSource,
    private readonly custom: CustomSeries,
    @Inject(SERIES_STORE) private readonly series: Pick<SeriesStore, 'labels' | 'metadata'>,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: CheckSettings,
  ) {
    const defaultStepMs = settings.alertIntervalMs;
    const kinds: ConditionContext['kinds'] = (name) => knownMetric(name) ?? custom.known(name);
    this.context = { kinds, sampleIntervalMs: SAMPLE_INTERVAL_MS, defaultStepMs };
  }

  /** One rule, which cannot name channels that there are not. */
  async check(draft: AlertRuleDraft): Promise<CheckedRule> {
    await this.custom.look();
    const checked = checkRule(draft, this.context);
    const missing = await this.missingChannels(draft.channels);
    const problems = [...(checked.ok ? [] : checked.problems), ...missing];
    if (!checked.ok || problems.length > 0) return { ok: false, problems };
    return withWarnings(checked, await this.trial()(checked));
  }

  /** What else is wrong with a rule that is faulty in form; not its channels. */
  furtherProblems(salvaged: SalvagedDraft): readonly RuleRemark[] {
    const checked = checkRule(salvaged.draft, this.context);
    return checked.ok ? [] : checked.problems.filter((problem) => isAboutWritten(salvaged, problem));
  }

  /** The same, channels included: of a rule that is sent by itself. */
  async allFurtherProblems(salvaged: SalvagedDraft): Promise<readonly RuleRemark[]> {
    const missing = await this.missingChannels(salvaged.faulty.has('channels') ? [] : salvaged.draft.channels);
    return [...this.furtherProblems(salvaged), ...missing];
  }

  /** The rules of a file, whose channels may be made after it was loaded. */
  async checkAll(drafts: readonly AlertRuleDraft[]): Promise<readonly CheckedRule[]> {
    await this.custom.look();
    const missing = await this.missingChannels(drafts.flatMap(({ channels }) => channels));
    const trial = this.trial();
    const answers: CheckedRule[] = [];
    for (const draft of drafts) {
      const checked = checkRule(draft, this.context);
      if (!checked.ok) answers.push(checked);
      else {
        const own = missing.filter(({ channel }) => draft.channels.includes(channel));
        answers.push(withWarnings(checked, own, await trial(checked)));
      }
    }
    return answers;
  }

  private trial(): Trial {
    const series = this.seriesNow();
    const at = this.clock.now().getTime();
    const signal = AbortSignal.timeout(TRIED_MS);
    let round: ReturnType<ConditionSource['begin']> | undefined;
    return async ({ rule: { condition }, expr }) => {
      const failing = await failingCondition(condition, expr, await (round ??= this.conditions.begin()), at, signal);
      const own = this.settings.prometheusUrl === undefined;
      return [...failing, ...(own ? await emptySelectors(condition, expr, series) : [])];
    };
  }

  /** The series that there are, each selector looked for once; of a long file, the first many. */
  private seriesNow(): SeriesNow {
    const now = this.clock.now().getTime();
    const looked = new Map<string, boolean>();
    let names: Promise<readonly string[]> | undefined;
    return {
      matches: async ({ matchers }) => {
        const key = JSON.stringify(matchers);
        const known = looked.get(key) ?? (looked.size >= MOST_LOOKS ? true : undefined);
        if (known !== undefined) return known;
        const found = (await this.series.labels(matchers, now - NOW_MS, now)).length > 0;
        looked.set(key, found);
        return found;
      },
      names: () => (names ??= this.series.metadata().then((metrics) => metrics.map(({ name }) => name))),
    };
  }

  private async missingChannels(names: readonly string[]): Promise<readonly (RuleRemark & { channel: string })[]> {
    if ((await this.unknown(names)).length === 0) return [];
    // Who has just made a channel knows it before the read model does.
    await upToNow(this.reads, this.log, [channelsProjection.name]);
    const missing = await this.unknown(names);
    if (missing.length === 0) return [];
    const { items, total } = await this.queries.execute(new ListChannels({ limit: SHOWN_CHANNELS }));
    const known = items.map(({ name }) => name).sort();
    const more = total > known.length ? ` and ${total - known.length} more` : '';
    const there = known.length === 0 ? 'there is no channel yet' : `there are ${known.join(', ')}${more}`;
    return missing.map((channel) => ({ ...remark('channels', `there is no channel ${channel}; ${there}`), channel }));
  }

  private async unknown(names: readonly string[]): Promise<readonly string[]> {
    const wanted = [...new Set(names)];
    if (wanted.length === 0) return [];
    const found = await this.queries.execute(new FindChannelsByName(wanted));
    const known = new Set(found.map(({ name }) => name));
    return wanted.filter((name) => !known.has(name));
  }
}

function withWarnings(checked: Accepted, ...more: readonly (readonly RuleRemark[])[]): CheckedRule {
  const plain = more.flat().map(({ field, message, at }) => ({ field, message, at }));
  return { ...checked, warnings: [...checked.warnings, ...plain] };
}
