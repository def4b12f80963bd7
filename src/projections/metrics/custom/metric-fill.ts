import { createHash } from 'node:crypto';
import type { CustomMetricData, CustomMetricEvent, MetricOverEvents } from '../../../events/custom-metric.events.js';
import type { RecordedEvent } from '../../../kernel/event.js';
import type { Projection } from '../../../platform/projections/projection.js';
import type { MetricFamily } from '../metric-families.js';
import { add, begin, observe, set, type SeriesChange } from '../series-change.js';
import { seriesFold } from '../series-fold.js';
import type { CustomMetricRow } from './custom-metrics.projector.js';
import { holdAll, valueAt } from './event-conditions.js';

type Definition = Pick<CustomMetricRow, 'metric' | 'since' | 'revision'>;
type Pushed = Extract<CustomMetricEvent, { readonly type: 'CustomMetricPushed' }>['data'];

/** Raised when the logic below makes other series of the same events. */
const VERSION = 1;

export const FILL_PREFIX = 'custom-metric:';

/** Of a label whose field an event does not have. */
const UNKNOWN = 'unknown';

export function familyOf({ name, kind, help, unit, labels, buckets }: CustomMetricData): MetricFamily {
  return { name, kind, help, labels, ...(unit === null ? {} : { unit }), ...(buckets === null ? {} : { buckets }) };
}

/**
 * The series of one custom metric as a projection of its own: from the first event of the log on, and again from there
 * when its definition comes to mean something else.
 */
export function metricFill(definition: Definition): Projection {
  const { metric, revision } = definition;
  const family = familyOf(metric);
  const digest = createHash('sha256').update(`${metric.name} ${revision}`).digest('hex').slice(0, 16);
  return {
    name: `${FILL_PREFIX}${metric.name}:${digest.slice(0, 8)}`,
    version: VERSION,
    types: ['CustomMetricRegistered', metric.overEvents?.eventType ?? 'CustomMetricPushed'],
    outputs: [
      seriesFold({
        table: `custom_metric_${digest}`,
        changesOf: (event) => changesOf(definition, family, event),
        familyOf: () => family,
      }),
    ],
  };
}

function changesOf({ metric, since }: Definition, family: MetricFamily, event: RecordedEvent): readonly SeriesChange[] {
  const { overEvents } = metric;
  if (event.type === 'CustomMetricRegistered' && overEvents?.eventType !== event.type) {
    return isOwnRegistration(metric, event) && event.position >= since ? atFirst(metric, family) : [];
  }
  if (overEvents) return ofEvent(metric, overEvents, family, event);
  const { name, samples } = event.data as unknown as Pushed;
  if (name !== metric.name || event.position < since) return [];
  return samples.flatMap(({ labels, value, add: added }) =>
    told(
      metric,
      family,
      metric.labels.map((label) => labels[label] ?? UNKNOWN),
      value,
      added === true,
    ),
  );
}

function isOwnRegistration(metric: CustomMetricData, event: RecordedEvent): boolean {
  return (event.data as unknown as { readonly metric: CustomMetricData }).metric.name === metric.name;
}

/** A counter without labels stands at 0 from its registration on, so that the first increment is seen as one. */
function atFirst({ kind, labels }: CustomMetricData, family: MetricFamily): readonly SeriesChange[] {
  return kind === 'counter' && labels.length === 0 ? [begin(family, [])] : [];
}

function ofEvent(
  metric: CustomMetricData,
  { where, value, scale, labels }: MetricOverEvents,
  family: MetricFamily,
  event: RecordedEvent,
): readonly SeriesChange[] {
  if (!holdAll(where, event)) return [];
  const number = value === null ? 1 : valueAt(event, value);
  if (typeof number !== 'number') return [];
  const values = metric.labels.map((label) => labelText(valueAt(event, labels[label] ?? '')));
  return told(metric, family, values, number * (scale ?? 1), false);
}

function labelText(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : UNKNOWN;
}

/** No sum of these is beyond what a number can be. */
const LARGEST = 1e100;

/** What was told becomes a change of one series; a counter never goes down, and nothing becomes infinite. */
function told(
  { kind }: CustomMetricData,
  family: MetricFamily,
  labels: readonly string[],
  value: number,
  added: boolean,
): readonly SeriesChange[] {
  if (!(Math.abs(value) <= LARGEST)) return [];
  if (kind === 'histogram') return [observe(family, labels, value)];
  if (kind === 'gauge') return [added ? add(family, labels, value) : set(family, labels, value)];
  return value < 0 ? [] : [add(family, labels, value)];
}
