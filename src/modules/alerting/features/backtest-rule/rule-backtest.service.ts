import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { AlertRuleData } from '../../../../events/alert-rule.events.js';
import type { Clock } from '../../../../kernel/clock.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { parseDuration } from '../../../../kernel/duration-text.js';
import { CLOCK, CONFIG, SERIES_STORE } from '../../../../platform/runtime/tokens.js';
import { FindChannelsByName } from '../../../../projections/channels/index.js';
import { PromqlError } from '../../../../promql/promql-error.js';
import type { SeriesStore } from '../../../../promql/series-store.js';
import { backtest, type BacktestProgress } from '../../../../rules/backtest/backtest.js';
import type { MessagePolicy } from '../../../../rules/backtest/message-count.js';
import { withThreshold } from '../../../../rules/backtest/other-threshold.js';
import { ShowNotificationPolicy } from '../../../notifications/index.js';
import type { AlertingSettings } from '../../evaluation/alerting-settings.js';
import { alertRuleInvalid } from '../../alert-rule-invalid.js';
import type { BacktestSavedRuleRequest } from './backtest-rule.request.js';
import type { BacktestAnswer, BacktestOutcome } from './backtest-rule.response.js';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 400;
/** They take a processor each: others wait for their turn. */
const MOST_AT_ONCE = 2;
/** Rules tried on the recorded past. */
@Injectable()
export class RuleBacktest {
  private running = 0;

  constructor(
    @Inject(SERIES_STORE) private readonly series: SeriesStore,
    private readonly queries: QueryBus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: Pick<AlertingSettings, 'alertIntervalMs'>,
  ) {}

  /**
   * Tells how far it is, and at last what came of it. Throws ALERT_RULE_INVALID for other thresholds of a condition that
   * compares with no number, BACKTEST_INVALID for an impossible stretch, BACKTEST_BUSY, and BACKTEST_TOO_LARGE where the
   * condition reads more than is allowed.
   */
  async *run(
    rule: AlertRuleData,
    { from, to, thresholds = [] }: BacktestSavedRuleRequest,
    signal: AbortSignal,
  ): AsyncGenerator<BacktestProgress, BacktestAnswer> {
    const stepMs = rule.intervalMs ?? this.settings.alertIntervalMs;
    const { startMs, endMs } = this.stretch(from, to, stepMs);
    const variants = [{ threshold: null, rule }, ...thresholds.map((threshold) => variant(rule, threshold))];
    if (this.running >= MOST_AT_ONCE) {
      throw new DomainError('BACKTEST_BUSY', `${MOST_AT_ONCE} rules are being tried already; try again soon`, {
        fault: 'too_many',
        retryAfterSeconds: 10,
      });
    }
    this.running += 1;
    try {
      const policies = await this.policiesOf(rule.channels);
      const results: BacktestOutcome[] = [];
      // Whatever it compares with, a condition reads the same series.
      let dataFromMs: number | null = null;
      for (const [index, { threshold, rule: one }] of variants.entries()) {
        const run = backtest({ rule: one, startMs, endMs, stepMs, policies }, this.series, signal);
        for (;;) {
          const step = await run.next();
          if (step.done) {
            const { firingMs, longestMs, alerts, messages, firstSampleMs, ...counts } = step.value;
            if (firstSampleMs !== null) dataFromMs = Math.max(firstSampleMs, startMs);
            const seconds = { firingSeconds: firingMs / 1_000, longestSeconds: longestMs / 1_000 };
            results.push({
              threshold,
              condition: one.condition,
              ...counts,
              ...seconds,
              messages: [...messages],
              alerts: [...alerts],
            });
            break;
          }
          const { done, total } = step.value;
          yield { done: index * total + done, total: variants.length * total };
        }
      }
      return {
        from: new Date(startMs).toISOString(),
        to: new Date(endMs).toISOString(),
        stepSeconds: stepMs / 1_000,
        dataFrom: dataFromMs === null ? null : new Date(dataFromMs).toISOString(),
        results,
      };
    } catch (error) {
      if (error instanceof PromqlError) throw tooLarge(error);
      throw error;
    } finally {
      this.running -= 1;
    }
  }

  /** A channel that there is not is told nothing. */
  private async policiesOf(names: readonly string[]): Promise<readonly MessagePolicy[]> {
    if (names.length === 0) return [];
    const { groupInterval, repeatInterval } = await this.queries.execute(new ShowNotificationPolicy());
    const [groupIntervalMs, repeatIntervalMs] = [parseDuration(groupInterval) ?? 0, parseDuration(repeatInterval) ?? 0];
    const channels = await this.queries.execute(new FindChannelsByName(names));
    return channels.map(({ name: channel, sendResolved }) => ({
      ...{ channel, groupIntervalMs, repeatIntervalMs },
      sendResolved,
    }));
  }

  /** On the grid of evaluations. */
  private stretch(from: string | undefined, to: string | undefined, stepMs: number) {
    const until = Math.min(to === undefined ? Infinity : Date.parse(to), this.clock.now().getTime());
    const since = from === undefined ? until - DEFAULT_DAYS * DAY_MS : Date.parse(from);
    const startMs = Math.ceil(since / stepMs) * stepMs;
    const endMs = Math.floor(until / stepMs) * stepMs;
    if (startMs > endMs) throw invalid('from', 'must lie before `to`, and not in the future');
    if (endMs - startMs > MOST_DAYS * DAY_MS)
      throw invalid('from', `may lie ${MOST_DAYS} days before \`to\`, not more`);
    return { startMs, endMs };
  }
}

function variant(rule: AlertRuleData, threshold: number): { threshold: number; rule: AlertRuleData } {
  const condition = withThreshold(rule.condition, threshold);
  if (condition !== undefined) return { threshold, rule: { ...rule, condition } };
  const message = 'cannot be compared: the condition compares with no number';
  throw alertRuleInvalid([{ field: 'thresholds', message, at: null }]);
}

function invalid(field: string, message: string): DomainError {
  return new DomainError('BACKTEST_INVALID', `${field} ${message}`, { fault: 'invalid', fields: [{ field, message }] });
}

function tooLarge(error: PromqlError): DomainError {
  return new DomainError(
    'BACKTEST_TOO_LARGE',
    `the condition cannot be tried on that much of the past: ${error.message}`,
    {
      fault: 'too_large',
      cause: error,
    },
  );
}
