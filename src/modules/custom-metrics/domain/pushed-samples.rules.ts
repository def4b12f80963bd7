import type { CustomMetricData } from '../../../events/custom-metric.events.js';
import { DomainError, type FieldProblem } from '../../../kernel/domain-error.js';
import type { CustomMetricBook } from './custom-metric-book.decider.js';
import { metricUnknown } from './custom-metric-book.rules.js';

/** A value that somebody tells of a metric. */
export interface PushedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Of a gauge: added to it. */
  readonly add: boolean;
  /** Where it stands in what was sent, as in `samples.3`; empty where it is all that was sent. */
  readonly field: string;
}

/** Refuses all samples when one of them fits no metric: what was sent is recorded as a whole or not at all. */
export function assertSamples(samples: readonly PushedSample[], book: CustomMetricBook): void {
  const problems = samples.flatMap((sample) => {
    const metric = book.get(sample.name);
    if (!metric) throw metricUnknown(sample.name);
    if (metric.overEvents) {
      throw new DomainError(
        'CUSTOM_METRIC_NOT_PUSHED',
        `${sample.name} follows from ${metric.overEvents.eventType} events; report those, or register another metric to push to`,
        { fault: 'conflict' },
      );
    }
    return problemsOf(sample, metric);
  });
  const [first] = problems;
  if (!first) return;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw new DomainError('CUSTOM_SAMPLE_INVALID', `${first.field}: ${first.message}${more}`, {
    fault: 'invalid',
    fields: problems.slice(0, 20),
  });
}

function problemsOf(
  { name, labels, value, add, field }: PushedSample,
  metric: CustomMetricData,
): readonly FieldProblem[] {
  const at = (part: string) => (field === '' ? part : `${field}.${part}`);
  const known = metric.labels.length > 0 ? `it has ${metric.labels.join(', ')}` : 'it has none';
  const problems: FieldProblem[] = [];
  for (const label of metric.labels) {
    if (!Object.hasOwn(labels, label))
      problems.push({ field: at(`labels.${label}`), message: `is missing: every value of ${name} has it` });
  }
  for (const label of Object.keys(labels)) {
    if (!metric.labels.includes(label))
      problems.push({ field: at(`labels.${label}`), message: `is no label of ${name}; ${known}` });
  }
  if (metric.kind === 'counter' && value < 0) {
    problems.push({
      field: at('value'),
      message: `must not be negative, it is ${value}: a counter only goes up; what goes down is a gauge`,
    });
  }
  if (add && metric.kind !== 'gauge') {
    const what = metric.kind === 'counter' ? 'values of a counter always add up' : 'a histogram observes its values';
    problems.push({ field: at('add'), message: `is for gauges, and ${name} is a ${metric.kind}: ${what}` });
  }
  return problems;
}
