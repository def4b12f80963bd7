import type { CustomMetricData, CustomMetricEvent } from '../../../events/custom-metric.events.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import type { LogPosition, RecordedEvent } from '../../../kernel/event.js';
import type { FoldOutput, Projection } from '../../../platform/projections/projection.js';

/** One metric that somebody registered; a removed one has no row. */
export interface CustomMetricRow {
  readonly name: string;
  readonly metric: CustomMetricData;
  /** Position of the event that registered it: what was pushed before then was another metric's. */
  readonly since: string;
  /** Position of the event by which its series came to mean what they mean now. */
  readonly revision: string;
  readonly registered_at: Date;
  readonly registered_by: string;
  readonly changed_at: Date;
  readonly changed_by: string;
}

const nameOf = ({ type, data }: CustomMetricEvent): string =>
  type === 'CustomMetricRegistered' ? data.metric.name : data.name;

/** What a metric's series follow from; the rest is how they are shown. */
const meaning = ({ kind, labels, buckets, overEvents }: CustomMetricData): string =>
  canonicalJson({ kind, labels, buckets, overEvents });

function applyToMetric(row: CustomMetricRow | undefined, recorded: RecordedEvent): CustomMetricRow | undefined {
  const event = recorded as unknown as CustomMetricEvent & { readonly position: LogPosition };
  if (event.type === 'CustomMetricRemoved') return undefined;
  if (event.type !== 'CustomMetricRegistered') return row;
  const { metric } = event.data;
  const at = new Date(recorded.meta.occurredAt);
  const by = recorded.meta.actor.name;
  const same = row !== undefined && meaning(row.metric) === meaning(metric);
  return {
    name: metric.name,
    metric,
    since: row?.since ?? recorded.position,
    revision: same ? row.revision : recorded.position,
    registered_at: row?.registered_at ?? at,
    registered_by: row?.registered_by ?? by,
    changed_at: at,
    changed_by: by,
  };
}

const customMetrics: FoldOutput<CustomMetricRow> = {
  kind: 'fold',
  table: {
    name: 'custom_metrics',
    columns: {
      name: 'text',
      metric: 'jsonb',
      since: 'text',
      revision: 'text',
      registered_at: 'timestamptz',
      registered_by: 'text',
      changed_at: 'timestamptz',
      changed_by: 'text',
    },
    key: ['name'],
  },
  keys: (event) => [[nameOf(event as unknown as CustomMetricEvent)]],
  apply: applyToMetric,
};

export const CUSTOM_METRICS = 'custom-metrics';

/** Which custom metrics there are. The series of each are a projection of their own: see `metricFill`. */
export const customMetricsProjection: Projection = {
  name: CUSTOM_METRICS,
  version: 1,
  types: ['CustomMetricRegistered', 'CustomMetricRemoved'],
  outputs: [customMetrics],
};
