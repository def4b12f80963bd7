import { z } from 'zod';
import { type AlertSeverity, alertSeverities } from '../kernel/alert-vocabulary.js';
import { fieldProblems } from '../kernel/field-problems.js';
import type { RecordingRule, WrittenFile, WrittenRule } from './rule-file.js';
import { annotationOf, takeExtras } from './rule-file-extras.js';
import type { RuleRemark } from './rule-remark.js';

const texts = z.record(z.string(), z.string()).or(z.literal('').transform(() => ({})));

const groupsSchema = z.array(
  z.strictObject({
    name: z.string().min(1),
    interval: z.string().optional(),
    limit: z.string().optional(),
    query_offset: z.string().optional(),
    labels: texts.optional(),
    rules: z
      .array(
        z.strictObject({
          alert: z.string().optional(),
          record: z.string().optional(),
          expr: z.string(),
          for: z.string().optional(),
          keep_firing_for: z.string().optional(),
          labels: texts.optional(),
          annotations: texts.optional(),
        }),
      )
      .or(z.literal('').transform(() => [])),
  }),
);
type Group = z.infer<typeof groupsSchema>[number];
type Rule = Group['rules'][number];

const fieldNames = {
  name: 'alert',
  condition: 'expr',
  keepFiringFor: 'keep_firing_for',
};

/** The `groups:` of a rule file of Prometheus. */
export function readGroups(groups: unknown): WrittenFile {
  const parsed = groupsSchema.safeParse(groups === '' ? [] : groups);
  if (!parsed.success) {
    const problems = fieldProblems(parsed.error.issues).map(({ field, message }) =>
      about(under('groups', field), message),
    );
    return { rules: [], notTaken: [], warnings: [], problems };
  }
  const rules: WrittenRule[] = [];
  const notTaken: RecordingRule[] = [];
  const warnings: RuleRemark[] = [];
  const problems: RuleRemark[] = [];
  for (const [index, group] of parsed.data.entries()) {
    const path = `groups.${index}`;
    for (const option of ['limit', 'query_offset'] as const) {
      if (!/^0?s?$/.test(group[option] ?? ''))
        warnings.push(about(`${path}.${option}`, 'is not taken over: there is no such setting here'));
    }
    for (const [place, rule] of group.rules.entries()) {
      const rulePath = `${path}.rules.${place}`;
      const { alert, record } = rule;
      if ((alert === undefined) === (record === undefined)) {
        problems.push(about(rulePath, 'needs either `alert` or `record`'));
      } else if (alert === undefined) notTaken.push({ group: group.name, record: record ?? '' });
      else {
        const read = readAlert(alert, rule, group, rulePath);
        rules.push(read.rule);
        problems.push(...read.problems);
        warnings.push(...read.warnings);
      }
    }
  }
  return { rules, notTaken, warnings, problems };
}

function readAlert(name: string, rule: Rule, group: Group, path: string) {
  const labels = { ...group.labels, ...rule.labels };
  const { extras, rest: annotations, problems } = takeExtras(rule.annotations ?? {});
  const { severity, warnings } = severityOf(labels['severity'], extras.severity, path);
  const { kind, parameters, channels, enabled, unit, noData, runbookUrl } = extras;
  const written = defined({
    ...{ name, condition: rule.expr, kind, parameters, severity, channels, enabled, unit, noData },
    ...{ for: rule.for, keepFiringFor: rule.keep_firing_for, interval: group.interval },
    ...{ labels, annotations, runbookUrl, group: extras.group ?? group.name },
  });
  return {
    rule: { path, written, fieldNames },
    problems: problems.map(({ annotation, message }) => about(`${path}.annotations.${annotation}`, message)),
    warnings,
  };
}

/** By the label that everybody uses for it; what it says may be of another vocabulary. */
function severityOf(label: string | undefined, extra: AlertSeverity | undefined, path: string) {
  if (extra !== undefined) return { severity: extra, warnings: [] };
  const known = alertSeverities.find((one) => one === label);
  if (known !== undefined || label === undefined) return { severity: known ?? 'warning', warnings: [] };
  const message = `${label} is none of ${alertSeverities.join(', ')}: it stays a label, and the severity is warning unless the annotation ${annotationOf('severity')} says otherwise`;
  return { severity: 'warning' as const, warnings: [about(`${path}.labels.severity`, message)] };
}

function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

function under(path: string, field: string): string {
  return field === '$' ? path : `${path}.${field}`;
}

function about(field: string, message: string): RuleRemark {
  return { field, message, at: null };
}
