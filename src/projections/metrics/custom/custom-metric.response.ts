import { z } from 'zod';
import type { CustomMetricData } from '../../../events/custom-metric.events.js';
import { pagedSchema } from '../../../platform/http/paging.js';
import { fraction } from '../../../platform/projections/projection-status.js';
import type { LogPosition } from '../../../kernel/event.js';
import type { CustomMetricRow } from './custom-metrics.projector.js';
import { formOfSource } from './source-form.js';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What a metric is, as it was registered. */
export const customMetricShape = {
  name: z.string(),
  kind: z.enum(['counter', 'gauge', 'histogram']),
  help: z.string(),
  unit: z.string().nullable(),
  labels: z.array(z.string()),
  buckets: z.array(z.number()).nullable().describe('Upper bounds of a histogram, without +Inf.'),
  seriesLimit: z.int().describe('Most series; beyond it every label says `other`.'),
  source: z
    .object({
      eventType: z.string(),
      filter: z.record(z.string(), z.union([scalar, z.record(z.string(), z.union([scalar, z.array(scalar)]))])),
      value: z
        .object({ field: z.string(), scale: z.number() })
        .nullable()
        .describe('The number that is added, set or observed; null: 1 for each event.'),
      labels: z.record(z.string(), z.string()).describe('The field of each label.'),
    })
    .nullable()
    .describe('The events that it follows from; null: it is pushed.'),
};

const progress = z.object({
  state: z
    .enum(['waiting', 'running', 'complete'])
    .describe('`complete`: its whole history is there and it goes on with the log. Until then it is shown nowhere.'),
  ratio: z.number().min(0).max(1).describe('Part of the log before its definition that has been read.'),
  projection: z.string().describe('Name of the projection that makes its series; see /api/projections.'),
});

export const customMetricView = z.object({
  ...customMetricShape,
  progress,
  registeredAt: z.iso.datetime(),
  registeredBy: z.string(),
  changedAt: z.iso.datetime(),
  changedBy: z.string(),
});
export type CustomMetricView = z.infer<typeof customMetricView>;

export const customMetricPage = pagedSchema(customMetricView);

export function presentDefinition({ maxSeries, overEvents, ...metric }: CustomMetricData) {
  return {
    name: metric.name,
    kind: metric.kind,
    help: metric.help,
    unit: metric.unit,
    labels: [...metric.labels],
    buckets: metric.buckets && [...metric.buckets],
    seriesLimit: maxSeries,
    source: overEvents && (formOfSource(overEvents) as NonNullable<CustomMetricView['source']>),
  };
}

/** `position`: how far its series are; undefined while nothing has been read for them. */
export function presentCustomMetric(
  row: CustomMetricRow,
  projection: string,
  position: LogPosition | undefined,
): CustomMetricView {
  const complete = position !== undefined && position >= row.revision;
  const state = complete ? 'complete' : position === undefined ? 'waiting' : 'running';
  const ratio = complete ? 1 : fraction(position, row.revision as LogPosition);
  return {
    ...presentDefinition(row.metric),
    progress: { state, ratio, projection },
    registeredAt: row.registered_at.toISOString(),
    registeredBy: row.registered_by,
    changedAt: row.changed_at.toISOString(),
    changedBy: row.changed_by,
  };
}
