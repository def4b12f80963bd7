import { z } from 'zod';
import { defineEvent, type EventOf } from './event-definition.js';

const name = z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$/);
const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,99}$/);

const scalar = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);

/** How series follow from events of the log; without it, values are pushed. */
const overEvents = z.object({
  /** A type of the catalogue. */
  eventType: z.string().min(1).max(100),
  /** All must hold; a path as in `data.success`. */
  where: z
    .array(
      z.object({
        path: z.string().max(200),
        op: z.enum(['==', '!=', '>', '>=', '<', '<=', 'exists', 'in']),
        /** `exists`: whether it is there; `in`: a list of which it is one. */
        value: z.union([scalar, z.array(scalar).min(1).max(100)]),
      }),
    )
    .max(20),
  /** Path of the number that is added, set or observed; null: 1 for each event. */
  value: z.string().max(200).nullable(),
  /** What the number is multiplied by, as 0.001 makes seconds of milliseconds; absent: 1. */
  scale: z.number().optional(),
  /** Path of each label's value, by label. */
  labels: z.record(labelName, z.string().max(200)),
});

export const customMetricData = z.object({
  name,
  kind: z.enum(['counter', 'gauge', 'histogram']),
  help: z.string().min(1).max(1_000),
  unit: z.string().max(50).nullable(),
  labels: z.array(labelName).max(10),
  /** Upper bounds of a histogram, ascending, without +Inf. */
  buckets: z.array(z.number()).max(50).nullable(),
  /** Most series; what is beyond is counted and not kept. */
  maxSeries: z.int().positive().max(10_000),
  overEvents: overEvents.nullable(),
});
export type CustomMetricData = z.infer<typeof customMetricData>;

export type MetricOverEvents = NonNullable<CustomMetricData['overEvents']>;

export const customMetricRegistered = defineEvent({
  type: 'CustomMetricRegistered',
  version: 1,
  summary: 'A metric of somebody else was made known, or changed.',
  category: 'customMetrics',
  data: z.object({ metric: customMetricData, previous: customMetricData.nullable() }),
});

export const customMetricRemoved = defineEvent({
  type: 'CustomMetricRemoved',
  version: 1,
  summary: 'A custom metric is kept no more, with its series.',
  category: 'customMetrics',
  data: z.object({ name }),
});

export const customMetricPushed = defineEvent({
  type: 'CustomMetricPushed',
  version: 1,
  summary: 'Values of a custom metric were told.',
  category: 'customMetric',
  data: z.object({
    name,
    samples: z
      .array(
        z.object({
          labels: z.record(labelName, z.string().max(500)),
          value: z.number(),
          /** Of a gauge: added to it, rather than what it is from now on. */
          add: z.literal(true).optional(),
        }),
      )
      .min(1)
      .max(1_000),
  }),
});

export const customMetricEvents = [customMetricRegistered, customMetricRemoved, customMetricPushed] as const;
export type CustomMetricEvent = EventOf<(typeof customMetricEvents)[number]>;
