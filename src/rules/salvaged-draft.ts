import type { z } from 'zod';
import { type AlertRuleDraft, alertRuleDraft } from './rule-draft.js';

type Issue = z.core.$ZodIssue;

/** What can be checked of a rule some of whose fields are faulty. */
export interface SalvagedDraft {
  /** The faulty fields have their defaults, or something that nothing can be said against. */
  readonly draft: AlertRuleDraft;
  readonly faulty: ReadonlySet<string>;
  /** All faults of the form: a fault of the kind hides those of other fields. */
  readonly issues: readonly Issue[];
}

/** Any of them decides what the others mean. */
const ofCondition = ['kind', 'parameters', 'condition'];
const harmless = { name: 'rule', condition: 'vector(0)' };
/** A fault of the kind, then those it has hidden, then those of what was put in place of them. */
const ROUNDS = 4;

/** The rule without its faults of form, so that its other faults can be told too; undefined where nothing is left. */
export function salvagedDraft(written: unknown): SalvagedDraft | undefined {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return undefined;
  let rest: Record<string, unknown> = { ...written };
  const faulty = new Set<string>();
  const issues: Issue[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const parsed = alertRuleDraft.safeParse(rest);
    if (parsed.success) return { draft: parsed.data, faulty, issues };
    issues.push(...parsed.error.issues);
    for (const field of parsed.error.issues.flatMap(faultyFields)) faulty.add(field);
    if (ofCondition.some((field) => faulty.has(field))) for (const field of ofCondition) faulty.add(field);
    rest = Object.fromEntries(Object.entries(rest).filter(([field]) => !faulty.has(field)));
    for (const [field, value] of Object.entries(harmless)) if (faulty.has(field)) rest[field] = value;
  }
  return undefined;
}

function faultyFields(issue: Issue): readonly string[] {
  const [field] = issue.path;
  if (field !== undefined) return [String(field)];
  return issue.code === 'unrecognized_keys' ? issue.keys : [];
}

/** Whether a remark is about a field that is as it was written. */
export function isAboutWritten({ faulty }: SalvagedDraft, { field }: { readonly field: string }): boolean {
  return !faulty.has(field.split('.', 1)[0] ?? '');
}
