import { parseDocument } from 'yaml';
import { z } from 'zod';
import { parseDuration } from '../../kernel/duration-text.js';
import { fieldProblems } from '../../kernel/field-problems.js';
import type { Expr } from '../../promql/ast.js';
import { parsePromql } from '../../promql/parse.js';
import { PromqlError } from '../../promql/promql-error.js';
import { readOwnGroups } from './own-rule-groups.js';
import { expressionError, RuleTestError } from './rule-test-error.js';

const texts = z.record(z.string(), z.coerce.string());
const duration = z.union([z.string(), z.literal(0)]).transform((text, context) => {
  const ms = text === 0 ? 0 : parseDuration(text);
  if (ms === undefined) context.addIssue({ code: 'custom', message: `"${text}" is no duration; write one like 5m` });
  return ms ?? 0;
});

const ruleSchema = z.strictObject({
  alert: z.string().optional(),
  record: z.string().optional(),
  expr: z.coerce.string(),
  for: duration.optional(),
  keep_firing_for: duration.optional(),
  labels: texts.optional(),
  annotations: texts.optional(),
});

const fileSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      interval: duration.optional(),
      rules: z.array(ruleSchema).nullable(),
    }),
  ),
});

/** A rule of a Prometheus rule file: an alert, or a series to record. Durations in milliseconds. */
export interface TestedRule {
  readonly kind: 'alert' | 'record';
  /** The alert's name, or that of the series. */
  readonly name: string;
  readonly expr: Expr;
  readonly forMs: number;
  readonly keepFiringForMs: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface TestedGroup {
  readonly name: string;
  readonly rules: readonly TestedRule[];
}

/**
 * The groups of a rule file: `groups:` as Prometheus has them, recording rules included, or `rules:` in our own form.
 * Throws a RuleTestError that names file and field.
 */
export function readRuleGroups(file: string, text: string): readonly TestedGroup[] {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault) throw new RuleTestError(`${file}: ${fault.message}`);
  const content: unknown = document.toJS();
  const has = (name: string) => typeof content === 'object' && content !== null && name in content;
  const own = has('rules') ? readOwnGroups(file, text) : [];
  return has('rules') && !has('groups') ? own : [...own, ...readPrometheusGroups(file, content)];
}

function readPrometheusGroups(file: string, content: unknown): readonly TestedGroup[] {
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) {
    const [problem] = fieldProblems(parsed.error.issues);
    throw new RuleTestError(`${file}: ${problem?.field}: ${problem?.message}`);
  }
  return parsed.data.groups.map(({ name, rules }) => ({
    name,
    rules: (rules ?? []).map((rule, index) => readRule(`${file}: group ${name}, rule ${index + 1}`, rule)),
  }));
}

function readRule(where: string, given: z.infer<typeof ruleSchema>): TestedRule {
  const { alert, record, expr, labels = {}, annotations = {} } = given;
  const name = alert ?? record;
  if (name === undefined || (alert !== undefined && record !== undefined)) {
    throw new RuleTestError(`${where}: it needs either "alert" or "record"`);
  }
  try {
    return {
      kind: alert === undefined ? 'record' : 'alert',
      name,
      expr: parsePromql(expr),
      forMs: given.for ?? 0,
      keepFiringForMs: given.keep_firing_for ?? 0,
      labels,
      annotations,
    };
  } catch (error) {
    if (error instanceof PromqlError) throw expressionError(`${where} (${name})`, expr, error);
    throw error;
  }
}
