import { z } from 'zod';
import type { CustomMetricData } from '../../../../events/custom-metric.events.js';
import {
  customMetricShape,
  filterOperators,
  type SourceFilter,
  sourceOfForm,
} from '../../../../projections/metrics/index.js';

const DEFAULT_SERIES = 500;
/** Those of Prometheus' own clients: seconds of requests. */
const DEFAULT_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const MOST_CONDITIONS = 20;

const plain = /^[^\p{Cc}\p{Cs}]*$/u;
const line = (longest: number) =>
  z.string().trim().min(1, 'must not be empty').max(longest).regex(plain, 'must not contain control characters');
const field = line(190).describe('A field of the data of the event, as in `durationMs` or `price.model`.');

const scalar = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);
const FILTER = `must be a value that the field equals, or comparisons (${Object.keys(filterOperators).join(', ')}), as in {"gt": 1000}`;
const comparisons = z
  .partialRecord(
    z.enum(Object.keys(filterOperators) as [keyof typeof filterOperators]),
    z.union([scalar, z.array(scalar).min(1).max(100)]),
  )
  .refine((found) => Object.keys(found).length > 0, { error: FILTER, when: ({ issues }) => issues.length === 0 });

const filter = z
  .record(field, z.union([scalar, comparisons], FILTER))
  .refine((found) => conditionsIn(found) <= MOST_CONDITIONS, `must have at most ${MOST_CONDITIONS} conditions`)
  .describe('By field: the value that it equals, or comparisons: eq, ne, gt, gte, lt, lte, in, exists. All must hold.');

function conditionsIn(found: Readonly<Record<string, unknown>>): number {
  const counts = Object.values(found).map((one) =>
    typeof one === 'object' && one !== null ? Object.keys(one).length : 1,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

const VALUE = 'must be 1, the name of a number of the event, or {"field": …, "scale": …}';
const source = z.strictObject({
  eventType: line(100).describe('A type of the catalogue; see docs/generated/events.md.'),
  filter: filter.default({}),
  value: z
    .union(
      [
        z.literal(1),
        field,
        z.strictObject({
          field,
          scale: z
            .number()
            .refine((scale) => scale !== 0, 'must not be 0')
            .default(1),
        }),
      ],
      VALUE,
    )
    .default(1)
    .describe(
      'What is added, set or observed: 1 for each event, or a number of it; times `scale`, as 0.001 makes seconds of milliseconds.',
    ),
  labels: z.record(line(100), field).default({}).describe('The field of each label.'),
});

const kind = z.enum(['counter', 'gauge', 'histogram']);

export const registerCustomMetricRequest = z
  .strictObject({
    name: line(200).describe('As Prometheus names metrics; that of a counter ends with _total.'),
    kind: kind.optional(),
    type: kind.optional().describe('The same as `kind`.'),
    help: line(1_000).describe('What it says, in a sentence.'),
    unit: line(50).nullable().default(null).describe('Part of the name, as seconds is of wait_seconds.'),
    labels: z.array(line(100)).max(10).optional().describe('By default those of the source.'),
    buckets: z
      .array(z.number())
      .min(1)
      .max(50)
      .nullable()
      .default(null)
      .describe('Upper bounds of a histogram, ascending, without +Inf. By default from 5 ms to 10 s.'),
    seriesLimit: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe(`Most series, ${DEFAULT_SERIES} by default; beyond it every label says \`other\`.`),
    source: source.nullable().default(null).describe('The events that it follows from; null: it is pushed.'),
  })
  .superRefine(({ kind: one, type: other }, context) => {
    if (one === undefined && other === undefined)
      context.addIssue({ code: 'custom', path: ['kind'], message: 'is missing: counter, gauge or histogram' });
    else if (one !== undefined && other !== undefined && one !== other)
      context.addIssue({ code: 'custom', path: ['type'], message: `is another than kind, ${one}; give one of them` });
  });
export type RegisterCustomMetricRequest = z.infer<typeof registerCustomMetricRequest>;

export function metricOfRequest(asked: RegisterCustomMetricRequest): CustomMetricData {
  const asKind = asked.kind ?? asked.type!;
  return {
    name: asked.name,
    kind: asKind,
    help: asked.help,
    unit: asked.unit,
    labels: asked.labels ?? Object.keys(asked.source?.labels ?? {}),
    buckets: asked.buckets ?? (asKind === 'histogram' ? DEFAULT_BUCKETS : null),
    maxSeries: asked.seriesLimit ?? DEFAULT_SERIES,
    overEvents:
      asked.source &&
      sourceOfForm({
        ...asked.source,
        filter: asked.source.filter as SourceFilter,
        value: valueOf(asked.source.value),
      }),
  };
}

function valueOf(value: z.infer<typeof source>['value']) {
  if (value === 1) return null;
  return typeof value === 'string' ? { field: value, scale: 1 } : value;
}

export const writtenMetric = z.object({
  ...customMetricShape,
  changed: z.boolean().describe('false: it was so already, nothing was recorded.'),
  position: z.string().describe('Position in the log that includes it, for minPosition.'),
});
export type WrittenMetric = z.infer<typeof writtenMetric>;
