import { fieldProblems } from '../kernel/field-problems.js';
import { readGroups } from './prometheus-groups.js';
import { type AlertRuleDraft, alertRuleDraft } from './rule-draft.js';
import type { RuleRemark } from './rule-remark.js';
import { type SalvagedDraft, salvagedDraft } from './salvaged-draft.js';
import { parseRuleYaml, type RuleYaml } from './rule-yaml.js';

/** One rule of a file, before it is checked, and where in the file it stands: `groups.0.rules.2`. */
export interface WrittenRule {
  readonly path: string;
  readonly written: unknown;
  /** Fields that are called otherwise in the file than in a rule. */
  readonly fieldNames?: Readonly<Record<string, string>>;
}

/** A series that a Prometheus would record; this service has no use for it. */
export interface RecordingRule {
  readonly group: string;
  readonly record: string;
}

export interface WrittenFile {
  readonly rules: readonly WrittenRule[];
  readonly notTaken: readonly RecordingRule[];
  /** What is taken, but not as it is written. */
  readonly warnings: readonly RuleRemark[];
  readonly problems: readonly RuleRemark[];
}

export interface RuleInFile {
  readonly path: string;
  readonly draft: AlertRuleDraft;
}

/** A rule that cannot be taken, of which more may be wrong than its form. */
interface SalvagedInFile extends SalvagedDraft {
  readonly path: string;
}

export interface RuleFile extends Omit<WrittenFile, 'rules'> {
  readonly rules: readonly RuleInFile[];
  /** Their faults of form are among the problems. */
  readonly salvaged: readonly SalvagedInFile[];
  /** For people: the rule that a field such as `rules.2.condition` is of, and its line; undefined where it is of none. */
  readonly placeOf: (field: string) => string | undefined;
}

/**
 * Reads a file of rules: `rules:` with the fields of this service, or `groups:` as Prometheus has them. What is wrong is
 * told of all rules at once.
 */
export function readRuleFile(text: string): RuleFile {
  const parsed = parseRuleYaml(text);
  if ('problem' in parsed) return faulty(parsed.problem);
  const file = parsed.value;
  if (typeof file !== 'object' || file === null || !('rules' in file || 'groups' in file)) {
    return faulty(about('content', 'has neither `rules:` nor `groups:`'));
  }
  const unknown = Object.keys(file).filter((name) => name !== 'rules' && name !== 'groups');
  const own = 'rules' in file ? readOwnRules(file.rules) : empty;
  const groups = 'groups' in file ? readGroups(file.groups) : empty;
  const problems = [
    ...unknown.map((name) => about(name, 'is not known: there are `rules` and `groups`')),
    ...own.problems,
    ...groups.problems,
  ];
  const rules: RuleInFile[] = [];
  const salvaged: SalvagedInFile[] = [];
  const written = [...own.rules, ...groups.rules];
  for (const { path, written: rule, fieldNames = {} } of written) {
    const draft = alertRuleDraft.safeParse(rule);
    if (draft.success) rules.push({ path, draft: draft.data });
    else {
      const rest = salvagedDraft(rule);
      if (rest) salvaged.push({ path, ...rest });
      for (const { field, message } of fieldProblems(rest?.issues ?? draft.error.issues)) {
        const [first = '', ...rest] = field.split('.');
        const inFile = first === '$' ? [] : [fieldNames[first] ?? first, ...rest];
        problems.push(about([path, ...inFile].join('.'), message));
      }
    }
  }
  const placeOf = (field: string) => placeIn(written, field, parsed.lineOf);
  return { rules, salvaged, placeOf, notTaken: groups.notTaken, warnings: groups.warnings, problems };
}

function placeIn(rules: readonly WrittenRule[], field: string, lineOf: RuleYaml['lineOf']): string | undefined {
  const rule = rules.find(({ path }) => field === path || field.startsWith(`${path}.`));
  if (!rule) return undefined;
  const { name } = Object(rule.written) as { readonly name?: unknown };
  const named = typeof name === 'string' ? `the rule ${name}` : 'a rule without a name';
  const above = rule.path.split('.');
  const [first = '', ...rest] = field.slice(rule.path.length + 1).split('.');
  const others = Object.entries(otherNames).filter(([, ours]) => ours === first);
  const names = [first, rule.fieldNames?.[first] ?? first, ...others.map(([other]) => other)];
  // By a name that the file does not have, the line is that of the rule, which stands above its fields.
  const line = Math.max(...names.map((one) => lineOf([...above, one, ...rest].filter((step) => step !== ''))));
  return `${named}, line ${line} of the file`;
}

const empty: WrittenFile = { rules: [], notTaken: [], warnings: [], problems: [] };

function faulty(problem: RuleRemark): RuleFile {
  return { rules: [], salvaged: [], placeOf: () => undefined, notTaken: [], warnings: [], problems: [problem] };
}

function about(field: string, message: string): RuleRemark {
  return { field, message, at: null };
}

function readOwnRules(rules: unknown): WrittenFile {
  if (rules === '') return empty;
  if (!Array.isArray(rules)) return { ...empty, problems: [about('rules', 'must be a list')] };
  return { ...empty, rules: rules.map((rule, index) => ({ path: `rules.${index}`, written: ownRule(rule) })) };
}

/** Other names that the same fields go by in files of Prometheus and its users. */
const otherNames: Readonly<Record<string, string>> = {
  expr: 'condition',
  keep_firing_for: 'keepFiringFor',
  no_data: 'noData',
  runbook_url: 'runbookUrl',
};
const numbers = ['value', 'percent', 'minChange'];

/** The file's scalars are texts; those that are none in a rule are read here. */
function ownRule(rule: unknown): unknown {
  if (typeof rule !== 'object' || rule === null) return rule;
  const named = Object.fromEntries(
    Object.entries(rule).map(([name, value]) => [otherNames[name] ?? name, value as unknown]),
  );
  if (named['enabled'] === 'true' || named['enabled'] === 'false') named['enabled'] = named['enabled'] === 'true';
  const { parameters } = named;
  if (typeof parameters !== 'object' || parameters === null) return named;
  const read = Object.entries(parameters).map(([name, value]) => {
    const number = typeof value === 'string' && value.trim() !== '' && numbers.includes(name) ? Number(value) : NaN;
    return [name, Number.isNaN(number) ? (value as unknown) : number];
  });
  return { ...named, parameters: Object.fromEntries(read) as unknown };
}
