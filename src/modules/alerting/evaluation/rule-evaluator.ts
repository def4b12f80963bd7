import type { Expr } from '../../../promql/ast.js';
import { formatPromql } from '../../../promql/format.js';
import { parsePromql } from '../../../promql/parse.js';
import { PromqlError } from '../../../promql/promql-error.js';
import type { OpenAlert } from '../../../rules/alert-group.js';
import { findingsOf, identityOf, valueText } from '../../../rules/alert-group-findings.js';
import { comparedOf, presenceOf } from '../../../rules/alert-group-presence.js';
import type { Finding } from '../../../rules/alert-group-round.js';
import type { KnownRule } from '../domain/rule-book.js';
import type { ConditionRound } from './condition-source.js';

export interface RuleResult {
  readonly findings: readonly Finding[];
  /** See {@link RuleOutcome}. */
  readonly remaining: ReadonlyMap<string, string | null> | undefined;
}

/** What a rule finds at a moment. Throws a PromqlError where its condition has no answer. */
export async function evaluateRule(
  { ruleId, rule }: KnownRule,
  open: readonly OpenAlert[],
  conditions: ConditionRound,
  atMs: number,
  signal: AbortSignal,
): Promise<RuleResult> {
  const expr = parsed(rule.condition);
  const ask = async () => findingsOf(ruleId, rule, await conditions.query(expr, atMs, signal));
  const findings = await ask();
  const found = new Set(findings.map(({ fingerprint }) => fingerprint));
  // Whether a series is there matters only for those that were told of.
  const missing = open.filter(({ fingerprint }) => !found.has(fingerprint));
  if (missing.length === 0) return { findings, remaining: new Map() };
  const remaining = await remainingOf({ ruleId, rule }, expr, conditions, atMs, signal).catch(unknown);
  if (!missing.some(({ fingerprint }) => remaining?.has(fingerprint))) return { findings, remaining };
  // A sample of this very moment may have come between the two questions: then the condition never ceased to hold.
  const late = (await ask()).filter(({ fingerprint }) => !found.has(fingerprint));
  return { findings: [...findings, ...late], remaining };
}

/** The series that are there, whether or not the condition holds for them, with what it compares. */
async function remainingOf(
  { ruleId, rule }: Pick<KnownRule, 'ruleId' | 'rule'>,
  expr: Expr,
  conditions: ConditionRound,
  atMs: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string | null> | undefined> {
  const presence = presenceOf(expr);
  if (!presence) return undefined;
  const compared = comparedOf(expr);
  const values = new Map<string, string | null>();
  if (formatPromql(presence) !== formatPromql(compared)) {
    for (const sample of await conditions.query(presence, atMs, signal)) {
      values.set(identityOf(ruleId, rule, sample).fingerprint, null);
    }
  }
  for (const sample of await conditions.query(compared, atMs, signal)) {
    values.set(identityOf(ruleId, rule, sample).fingerprint, valueText(sample.value));
  }
  return values;
}

/** The condition itself was answered; only why an alert ends is not known. */
function unknown(error: unknown): undefined {
  if (error instanceof PromqlError) return undefined;
  throw error;
}

const known = new Map<string, Expr>();
const MOST_KNOWN = 5_000;

/** Rules keep their condition from round to round. */
function parsed(condition: string): Expr {
  const before = known.get(condition);
  if (before) return before;
  if (known.size >= MOST_KNOWN) known.clear();
  const expr = parsePromql(condition);
  known.set(condition, expr);
  return expr;
}
