import { z } from 'zod';
import { alertRuleKinds, alertSeverities, displayUnits, noDataPolicies } from '../kernel/alert-vocabulary.js';

/**
 * Rule files of Prometheus have no place for what a rule here says besides: annotations carry it, so that a file can be
 * exported, loaded by a Prometheus and imported again. Values are JSON, as annotations hold texts alone.
 */
const EXTRA_PREFIX = 'orchestrate_';

const extras = z.strictObject({
  kind: z.enum(alertRuleKinds),
  parameters: z.record(z.string(), z.unknown()),
  severity: z.enum(alertSeverities),
  channels: z.array(z.string()),
  enabled: z.boolean(),
  group: z.string(),
  unit: z.enum(displayUnits),
  noData: z.enum(noDataPolicies),
  runbookUrl: z.string(),
});
export type RuleFileExtras = Partial<z.infer<typeof extras>>;

const extraNames = Object.keys(extras.shape) as readonly (keyof RuleFileExtras)[];

/** Names of annotations that a rule cannot have for itself, since a file uses them. */
export const reservedAnnotations: ReadonlySet<string> = new Set(extraNames.map(annotationOf));

export function annotationOf(name: string): string {
  return EXTRA_PREFIX + name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function extrasAsAnnotations(given: RuleFileExtras): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given)
      .filter(([, value]) => value !== undefined)
      // Two braces would begin a template.
      .map(([name, value]) => [annotationOf(name), JSON.stringify(value).replaceAll('{{', '{\\u007b')]),
  );
}

/** Takes what is ours out of the annotations of a rule; `problem` names an annotation that is not understood. */
export function takeExtras(annotations: Readonly<Record<string, string>>): {
  readonly extras: RuleFileExtras;
  readonly rest: Record<string, string>;
  readonly problems: readonly { readonly annotation: string; readonly message: string }[];
} {
  const rest = { ...annotations };
  const found: Record<string, unknown> = {};
  const problems: { annotation: string; message: string }[] = [];
  for (const name of extraNames) {
    const annotation = annotationOf(name);
    const text = rest[annotation];
    delete rest[annotation];
    if (text === undefined) continue;
    const parsed = extras.shape[name].safeParse(jsonOf(text));
    if (parsed.success) found[name] = parsed.data;
    else problems.push({ annotation, message: parsed.error.issues[0]?.message ?? 'is not understood' });
  }
  return { extras: found, rest, problems };
}

/** JSON, or a text as it is: who writes the file by hand leaves out the quotes. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
