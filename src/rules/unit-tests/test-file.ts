import { parseDocument, type Tags } from 'yaml';
import { z } from 'zod';
import { parseDuration } from '../../kernel/duration-text.js';
import { fieldProblems } from '../../kernel/field-problems.js';
import { RuleTestError } from './rule-test-error.js';

/** A moment or a length: `5m`, `1h30m`, or 0. */
const duration = z.union([z.string(), z.number()]).transform((given, context) => {
  const ms = given === 0 || given === '0' ? 0 : parseDuration(String(given));
  if (ms === undefined) context.addIssue({ code: 'custom', message: `"${given}" is no duration; write one like 5m` });
  return ms ?? 0;
});

/** zod's own number is finite. */
const anyNumber = z.custom<number>((given) => typeof given === 'number', 'must be a number');

/** Prometheus' number, as YAML gives it: `.inf`, `NaN` and texts are numbers too. */
const value = z.union([anyNumber, z.string()]).transform((given, context) => {
  const number = typeof given === 'number' ? given : numberOf(given);
  if (number === undefined) context.addIssue({ code: 'custom', message: `"${given}" is no number` });
  return number ?? 0;
});

function numberOf(text: string): number | undefined {
  const special = /^([+-]?)(inf|nan)$/i.exec(text.trim());
  if (special) return special[2]!.toLowerCase() === 'nan' ? Number.NaN : special[1] === '-' ? -Infinity : Infinity;
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? undefined : number;
}

const texts = z.record(z.string(), z.coerce.string());

const sample = z.strictObject({
  labels: z
    .string()
    .nullish()
    .transform((text) => text ?? '{}'),
  value: value.optional(),
  histogram: z.string().optional(),
});

const testGroup = z.strictObject({
  name: z.string().optional(),
  interval: duration.optional(),
  input_series: z.array(z.strictObject({ series: z.string(), values: z.coerce.string() })).nullish(),
  alert_rule_test: z
    .array(
      z.strictObject({
        eval_time: duration,
        alertname: z.string(),
        exp_alerts: z
          .array(z.strictObject({ exp_labels: texts.nullish(), exp_annotations: texts.nullish() }))
          .nullish(),
      }),
    )
    .nullish(),
  promql_expr_test: z
    .array(z.strictObject({ expr: z.string(), eval_time: duration, exp_samples: z.array(sample).nullish() }))
    .nullish(),
  external_labels: texts.nullish(),
  external_url: z.string().nullish(),
  start_timestamp: z.union([z.number(), z.string()]).nullish(),
});

const testFile = z.strictObject({
  rule_files: z.array(z.string()).nullish(),
  evaluation_interval: duration.optional(),
  group_eval_order: z.array(z.string()).nullish(),
  fuzzy_compare: z.boolean().optional(),
  tests: z.array(testGroup).nullish(),
});

/** A file of unit tests of rules, in promtool's format. Durations in milliseconds. */
export type RuleTestFile = z.output<typeof testFile>;
export type RuleTestGroup = z.output<typeof testGroup>;

/** YAML's `0x12` is 18; in the values of a series it is thirteen times 0. */
const decimalOnly = (tags: Tags): Tags =>
  tags.filter((tag) => typeof tag === 'string' || (tag.format !== 'HEX' && tag.format !== 'OCT'));

/** Throws a RuleTestError that names the file and the field that is wrong. */
export function readTestFile(file: string, text: string): RuleTestFile {
  const document = parseDocument(text, { customTags: decimalOnly });
  const [fault] = document.errors;
  if (fault) throw new RuleTestError(`${file}: ${fault.message}`);
  const parsed = testFile.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const problems = fieldProblems(parsed.error.issues).map(({ field, message }) => `${field}: ${message}`);
  throw new RuleTestError(`${file}: ${problems.join('; ')}`);
}

/** The moment at which the series of a test begin, in milliseconds since the epoch. */
export function startOf({ start_timestamp: start }: RuleTestGroup): number {
  if (start === undefined || start === null) return 0;
  const ms = typeof start === 'number' || /^\d+(\.\d+)?$/.test(start) ? Number(start) * 1_000 : Date.parse(start);
  if (Number.isNaN(ms)) throw new RuleTestError(`start_timestamp: "${start}" is neither unix seconds nor RFC 3339`);
  return ms;
}
