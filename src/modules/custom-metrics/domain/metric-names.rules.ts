import type { CustomMetricData } from '../../../events/custom-metric.events.js';
import type { FieldProblem } from '../../../kernel/domain-error.js';

/** Of the service's own series, whatever a later version adds to them. */
const RESERVED_PREFIXES = ['orchestrate_', 'nodejs_', 'process_', 'scrape_'];
const RESERVED_NAMES = new Set(['ALERTS', 'ALERTS_FOR_STATE', 'up']);
/** What the text formats make of histograms, summaries and creation times. */
const DERIVED_SUFFIXES = ['_bucket', '_sum', '_count', '_created'];

/** As OpenMetrics names the family: a counter is known without `_total`. */
export const familyName = (name: string): string => name.replace(/_total$/, '');

/** What is wrong with the name of the metric, its unit and its labels. */
export function namingProblems({ name, kind, unit, labels }: CustomMetricData): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const refuse = (field: string, message: string) => problems.push({ field, message });
  const prefix = RESERVED_PREFIXES.find((reserved) => name.startsWith(reserved));
  const suffix = DERIVED_SUFFIXES.find((derived) => name.endsWith(derived));
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) {
    refuse(
      'name',
      'must begin with a letter and have letters, digits and underscores only (colons are for recording rules), as in team_deploys_total',
    );
  }
  if (name.startsWith('__')) refuse('name', "must not begin with two underscores: such names are Prometheus' own");
  if (prefix) refuse('name', `must not begin with ${prefix}: that is kept for this service's own metrics`);
  if (RESERVED_NAMES.has(name)) refuse('name', `${name} is a series of Prometheus' own; take another name`);
  if (suffix) refuse('name', `must not end with ${suffix}: histograms make series of that name; leave it off`);
  if (kind === 'counter' && !name.endsWith('_total'))
    refuse('name', `of a counter must end with _total: call it ${name}_total`);
  if (kind !== 'counter' && name.endsWith('_total')) {
    refuse(
      'name',
      `must not end with _total, which says counter: this is a ${kind}; leave it off or make it a counter`,
    );
  }
  if (unit !== null && !familyName(name).endsWith(`_${unit}`)) {
    const total = kind === 'counter' ? '_total' : '';
    refuse('unit', `must be part of the name: call the metric ${familyName(name)}_${unit}${total}, or leave unit out`);
  }
  labels.forEach((label, index) => {
    const problem = labelProblem(label) ?? (labels.indexOf(label) < index ? 'is named twice' : undefined);
    if (problem) refuse(`labels.${index}`, `${label} ${problem}`);
  });
  return problems;
}

function labelProblem(label: string): string | undefined {
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label))
    return 'must begin with a letter and have letters, digits and underscores only';
  if (label.startsWith('__')) return "must not begin with two underscores: such labels are Prometheus' own";
  if (label === 'le' || label === 'quantile')
    return 'is the label by which histograms and summaries tell their lines apart; take another name';
  return undefined;
}
