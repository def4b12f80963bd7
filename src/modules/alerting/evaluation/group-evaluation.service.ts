import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../../kernel/clock.js';
import type { CommandContext } from '../../../kernel/command-context.js';
import { EventLogError } from '../../../platform/event-store/event-log.js';
import { CLOCK } from '../../../platform/runtime/tokens.js';
import { derivedId } from '../../../platform/runtime/uuid-ids.js';
import { PromqlError } from '../../../promql/promql-error.js';
import { alertsByRule, type OpenAlert } from '../../../rules/alert-group.js';
import { decideRound, type RuleGone, type RuleInRound, type RuleOutcome } from '../../../rules/alert-group-round.js';
import type { KnownRule, RuleBook } from '../domain/rule-book.js';
import type { AlertGroupSnapshot } from './alert-group-snapshots.store.js';
import { AlertGroupStream } from './alert-group-stream.service.js';
import { ConditionSource, type ConditionRound } from './condition-source.js';
import { type CurrentValue, CurrentValuesStore } from './current-values.store.js';
import type { ClaimedGroup } from './evaluation-groups.store.js';

import { evaluateRule } from './rule-evaluator.js';
import { type RuleEvaluation, RuleEvaluationsStore } from './rule-evaluations.store.js';

/** No condition may keep the others waiting for longer. */
const RULE_LIMIT_MS = 15_000;
const SAMPLES_KEPT = 20;
/** Somebody acknowledges an alert meanwhile: decided anew on the same results. */
const ATTEMPTS = 5;

export interface EvaluatedGroup {
  /** How many rules failed. */
  readonly failures: number;
  /** Rules that fail for good from this round on, and why. */
  readonly broken: readonly { readonly rule: string; readonly error: string }[];
  /** Names of rules that failed for good until this round. */
  readonly mended: readonly string[];
  readonly late: string | null;
}

interface EvaluatedRule extends RuleInRound {
  readonly evaluation: RuleEvaluation;
}

/** One round of one group: its rules in their order, then what follows from them, appended at once. */
@Injectable()
export class GroupEvaluation {
  constructor(
    private readonly conditions: ConditionSource,
    private readonly stream: AlertGroupStream,
    private readonly evaluations: RuleEvaluationsStore,
    private readonly values: CurrentValuesStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `keep` is called before each rule: it throws when the group is no longer ours. */
  async evaluate(
    group: ClaimedGroup,
    rules: readonly KnownRule[],
    book: RuleBook,
    keep: () => Promise<void>,
  ): Promise<EvaluatedGroup> {
    const round = await this.conditions.begin();
    const loaded = await this.stream.load(group.name);
    const before = await this.evaluations.latest(rules.map(({ ruleId }) => ruleId));
    const open = alertsByRule(loaded.state.alerts.values());
    const evaluated: EvaluatedRule[] = [];
    for (const known of rules) {
      await keep();
      const failedBefore = before.get(known.ruleId)?.failedRounds ?? 0;
      evaluated.push(await this.evaluateRule(known, open.get(known.ruleId) ?? [], round, group.at, failedBefore));
    }
    await keep();
    const after = await this.conclude(group, loaded, evaluated, book);
    await this.keepBooks(group, after, evaluated);
    const failures = evaluated.filter(({ outcome }) => !outcome.ok).length;
    return { failures, late: round.late, ...turns(loaded, after, evaluated) };
  }

  private async evaluateRule(
    known: KnownRule,
    open: readonly OpenAlert[],
    round: ConditionRound,
    at: number,
    failedBefore: number,
  ): Promise<EvaluatedRule> {
    const began = this.clock.now().getTime();
    const outcome = await outcomeOf(known, open, round, at, failedBefore);
    const findings = outcome.ok ? outcome.findings : [];
    const evaluation: RuleEvaluation = {
      ruleId: known.ruleId,
      at: new Date(at),
      durationMs: Math.max(0, this.clock.now().getTime() - began),
      late: round.late !== null,
      error: outcome.ok ? null : outcome.error,
      failedRounds: outcome.ok ? 0 : outcome.failedRounds,
      results: findings.length,
      samples: findings.slice(0, SAMPLES_KEPT).map(({ labels, value }) => ({ labels, value })),
    };
    return { ruleId: known.ruleId, rule: known.rule, outcome, evaluation };
  }

  private async conclude(
    group: ClaimedGroup,
    loaded: AlertGroupSnapshot,
    rules: readonly RuleInRound[],
    book: RuleBook,
  ): Promise<AlertGroupSnapshot> {
    const { at, intervalMs, name } = group;
    let current = loaded;
    for (let attempt = 1; ; attempt++) {
      const goneBecause = (ruleId: string) => whyGone(book, ruleId);
      const events = decideRound(current.state, { at, intervalMs, rules, goneBecause });
      try {
        const context = roundContext(name, at);
        const after = await this.stream.append(name, current, events, context, new Date(at).toISOString());
        return { ...after, state: { ...after.state, evaluatedAt: at } };
      } catch (error) {
        const raced = error instanceof EventLogError && error.kind === 'conflict';
        if (!raced || attempt === ATTEMPTS) throw error;
        current = await this.stream.load(name);
      }
    }
  }

  /** What is lost of this, when the process dies before, the next round makes up. */
  private async keepBooks(
    group: ClaimedGroup,
    { state, revision }: AlertGroupSnapshot,
    evaluated: readonly EvaluatedRule[],
  ): Promise<void> {
    const at = new Date(group.at);
    const values = new Map<string, CurrentValue>();
    const unknown: string[] = [];
    const byRule = alertsByRule(state.alerts.values());
    for (const { ruleId, outcome } of evaluated) {
      const open = byRule.get(ruleId) ?? [];
      if (!outcome.ok) unknown.push(...open.map(({ alertId }) => alertId));
      else for (const [alertId, value] of currentValues(open, outcome)) values.set(alertId, { ...value, at });
    }
    await this.values.replace(group.name, values, unknown);
    await this.evaluations.record(
      evaluated.map(({ evaluation }) => evaluation),
      group.intervalMs,
    );
    await this.stream.snapshot(group.name, state, revision);
  }
}

function turns(
  { state: before }: AlertGroupSnapshot,
  { state: now }: AlertGroupSnapshot,
  rules: readonly RuleInRound[],
) {
  const broken = rules.flatMap(({ ruleId, rule, outcome }) =>
    !outcome.ok && now.failing.has(ruleId) && !before.failing.has(ruleId)
      ? [{ rule: rule.name, error: outcome.error }]
      : [],
  );
  const mended = rules.filter(({ ruleId, outcome }) => outcome.ok && before.failing.has(ruleId));
  return { broken, mended: mended.map(({ rule }) => rule.name) };
}

async function outcomeOf(
  known: KnownRule,
  open: readonly OpenAlert[],
  round: ConditionRound,
  at: number,
  failedBefore: number,
): Promise<RuleOutcome> {
  try {
    return { ok: true, ...(await evaluateRule(known, open, round, at, AbortSignal.timeout(RULE_LIMIT_MS))) };
  } catch (error) {
    // Anything else is a fault of ours or of a store: the round is not done, and tried again.
    if (!(error instanceof PromqlError)) throw error;
    return { ok: false, error: error.message.replaceAll('\0', ''), failedRounds: failedBefore + 1 };
  }
}

function* currentValues(
  open: readonly OpenAlert[],
  { findings, remaining }: Extract<RuleOutcome, { ok: true }>,
): Generator<[alertId: string, value: Omit<CurrentValue, 'at'>]> {
  const found = new Map(findings.map((finding) => [finding.fingerprint, finding]));
  for (const { alertId, fingerprint } of open) {
    const finding = found.get(fingerprint);
    const value = finding?.value ?? remaining?.get(fingerprint) ?? null;
    if (value !== null) yield [alertId, { value, annotations: finding?.annotations ?? {} }];
  }
}

function whyGone({ rules }: RuleBook, ruleId: string): RuleGone {
  const known = rules.get(ruleId);
  if (!known) return 'rule_deleted';
  // It goes on in another group, by another interval.
  return known.rule.enabled ? 'rule_changed' : 'rule_disabled';
}

function roundContext(group: string, at: number): CommandContext {
  return {
    actor: { type: 'system', id: 'alerting', name: 'alerting' },
    correlationId: derivedId('alert-round', group, String(at)),
    source: 'system',
  };
}
