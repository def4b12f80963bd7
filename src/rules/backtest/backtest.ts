import type { AlertRuleData } from '../../events/alert-rule.events.js';
import { parsePromql } from '../../promql/parse.js';
import type { SeriesSource } from '../../promql/series-source.js';
import { emptyAlertGroup, foldAlertGroup, type OpenAlert } from '../alert-group.js';
import { decideRound, type RuleOutcome } from '../alert-group-round.js';
import { BacktestLedger, type BacktestReport } from './backtest-ledger.js';
import { ConditionHistory } from './condition-history.js';
import { FirstSample } from './first-sample.js';
import type { MessagePolicy } from './message-count.js';

/** What is to be found out: how a rule would have behaved, had it been there. Times in milliseconds. */
export interface BacktestQuestion {
  readonly rule: AlertRuleData;
  /** Moments of evaluation: from `startMs` on, every `stepMs`, up to `endMs`. */
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
  /** Of each channel that the rule tells. */
  readonly policies: readonly MessagePolicy[];
}

export interface BacktestProgress {
  readonly done: number;
  readonly total: number;
}

/** What came of it. */
export interface BacktestResult extends BacktestReport {
  /** The first sample of what the condition reads, in milliseconds; null: there was none. The start, if it reads none. */
  readonly firstSampleMs: number | null;
}

/** Moments whose samples are in memory at once: an hour at 15 s. */
const STEPS_AT_ONCE = 240;
const RULE_ID = 'backtest';

/**
 * Evaluates a rule at every moment of a stretch of history, with the evaluator and the life of alerts that rules have,
 * and answers what would have come of it. History is read a stretch at a time; progress is told after each. Throws a
 * PromqlError when the condition is none; one that cannot be answered at a moment counts as a failed evaluation.
 */
export async function* backtest(
  { rule, startMs, endMs, stepMs, policies }: BacktestQuestion,
  source: SeriesSource,
  signal?: AbortSignal,
): AsyncGenerator<BacktestProgress, BacktestResult> {
  const samples = new FirstSample(source);
  const condition = new ConditionHistory(parsePromql(rule.condition), samples, signal);
  const ledger = new BacktestLedger(policies);
  const total = Math.floor((endMs - startMs) / stepMs) + 1;
  let state = emptyAlertGroup;
  let failedRounds = 0;
  for (let done = 0; done < total;) {
    const steps = Math.min(STEPS_AT_ONCE, total - done);
    const first = startMs + done * stepMs;
    const stretch = await condition.read(RULE_ID, rule, {
      startMs: first,
      endMs: first + (steps - 1) * stepMs,
      stepMs,
    });
    for (let step = 0; step < steps; step++) {
      const at = first + step * stepMs;
      const result = await stretch.at(at, [...state.alerts.values()]);
      failedRounds = result.ok ? 0 : failedRounds + 1;
      const outcome: RuleOutcome = result.ok ? result : { ...result, failedRounds };
      ledger.evaluated(outcome.ok);
      if (isQuiet(outcome, state.alerts)) {
        ledger.passed(at);
        continue;
      }
      const events = decideRound(
        { ...state, evaluatedAt: at - stepMs },
        { at, intervalMs: stepMs, rules: [{ ruleId: RULE_ID, rule, outcome }], goneBecause: () => 'rule_deleted' },
      );
      state = foldAlertGroup(state, events);
      for (const event of events) ledger.take(event);
      ledger.passed(at);
    }
    done += steps;
    yield { done, total };
  }
  return { ...ledger.report(startMs + (total - 1) * stepMs), firstSampleMs: samples.ms(startMs) };
}

/** Nothing is found, nothing is open: most moments of most rules. */
function isQuiet(outcome: RuleOutcome, open: ReadonlyMap<string, OpenAlert>): boolean {
  return open.size === 0 && outcome.ok && outcome.findings.length === 0;
}
