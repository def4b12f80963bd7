import type { CustomMetricData } from '../../../events/custom-metric.events.js';
import { DomainError, type FieldProblem } from '../../../kernel/domain-error.js';
import type { CustomMetricBook } from './custom-metric-book.decider.js';
import { familyName, namingProblems } from './metric-names.rules.js';
import { sourceProblems } from './metric-source.rules.js';

/** Each is a read model of its own, kept up with the log. */
const MOST_METRICS = 100;

/** Refuses what is no metric, naming every fault at once. */
export function assertDefinition(metric: CustomMetricData, limitChosen: boolean): void {
  const problems: FieldProblem[] = [...namingProblems(metric)];
  if (metric.help.trim() === '')
    problems.push({ field: 'help', message: 'is missing: say in one sentence what it counts' });
  problems.push(...bucketProblems(metric));
  if (metric.overEvents) problems.push(...sourceProblems(metric, metric.overEvents, limitChosen));
  const { maxSeries } = metric;
  if (!(Number.isInteger(maxSeries) && maxSeries >= 1 && maxSeries <= 10_000))
    problems.push({ field: 'seriesLimit', message: 'must be a whole number from 1 to 10000' });
  const [first] = problems;
  if (!first) return;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw new DomainError('CUSTOM_METRIC_INVALID', `${first.field}: ${first.message}${more}`, {
    fault: 'invalid',
    fields: problems,
  });
}

function bucketProblems({ kind, buckets }: CustomMetricData): readonly FieldProblem[] {
  const refuse = (message: string) => [{ field: 'buckets', message }];
  if (kind !== 'histogram') return buckets === null ? [] : refuse(`are for histograms only, and this is a ${kind}`);
  if (buckets === null || buckets.length === 0) return refuse('of a histogram must have at least one upper bound');
  if (!buckets.every(Number.isFinite)) return refuse('must be finite numbers; +Inf is added');
  const fallen = buckets.findIndex((bound, index) => index > 0 && bound <= buckets[index - 1]!);
  return fallen < 0 ? [] : refuse(`must ascend, and ${buckets[fallen]} follows ${buckets[fallen - 1]}`);
}

/** Refuses a name that is, in one of the text formats, that of another. */
export function assertFree({ name }: CustomMetricData, book: CustomMetricBook): void {
  const other = [...book.keys()].find((known) => familyName(known) === familyName(name));
  if (other !== undefined) {
    throw new DomainError(
      'CUSTOM_METRIC_TAKEN',
      `name: OpenMetrics calls both ${name} and the registered ${other} ${familyName(name)}; take another name or remove that one`,
      { fault: 'conflict', fields: [{ field: 'name', message: `is the same family as ${other}` }] },
    );
  }
  if (book.size >= MOST_METRICS) {
    throw new DomainError(
      'CUSTOM_METRICS_TOO_MANY',
      `there are ${book.size} custom metrics already, as many as there may be: remove one that nobody needs, or use a label`,
      { fault: 'too_many' },
    );
  }
}

/** What is the meaning of its series stays; help, unit, limit, buckets, and which events count may change. */
export function assertCompatible(metric: CustomMetricData, previous: CustomMetricData): void {
  const way = ({ overEvents }: CustomMetricData) => (overEvents ? 'defined over events' : 'pushed');
  const labels = (one: CustomMetricData) => `[${[...one.labels].sort().join(', ')}]`;
  const changed = (
    [
      ['kind', previous.kind, metric.kind],
      ['labels', labels(previous), labels(metric)],
      ['source', way(previous), way(metric)],
    ] as const
  ).filter(([, before, now]) => before !== now);
  const [first] = changed;
  if (!first) return;
  const fields = changed.map(([field, before, now]) => ({
    field,
    message: `is ${before} and cannot become ${now}: remove the metric first, or take another name`,
  }));
  throw new DomainError(
    'CUSTOM_METRIC_CONFLICT',
    `${metric.name} is registered already, and its ${fields[0]!.field} ${fields[0]!.message}`,
    { fault: 'conflict', fields },
  );
}

export function metricUnknown(name: string): DomainError {
  return new DomainError(
    'CUSTOM_METRIC_UNKNOWN',
    `no custom metric is called ${name}; GET /api/metrics/custom lists them, POST /api/metrics/custom registers one`,
    { fault: 'not_found' },
  );
}
