import { z } from 'zod';
import { nameText, reportedId } from '../../../../events/reported-fields.js';
import type { PushedSample } from '../../domain/pushed-samples.rules.js';

const MOST_SAMPLES = 1_000;
const LARGEST = 1e100;
const TOO_LARGE = 'must be between -1e100 and 1e100, so that sums stay finite';

const labels = z.record(z.string().max(100), nameText(500)).describe('A value for each label that the metric has.');
const value = z
  .number({ error: 'must be a finite number' })
  .min(-LARGEST, TOO_LARGE)
  .max(LARGEST, TOO_LARGE)
  .describe('A counter goes up by it, a gauge is it, a histogram observes it.');
const add = z.boolean().describe('true: a gauge is changed by the value, rather than set to it.');
const id = reportedId.optional().describe('Of this very push: sent again with the same one, it changes nothing.');

const sample = { labels: labels.default({}), value, add: add.default(false) };

/** One value, or several of one metric. */
export const pushSamplesRequest = z
  .strictObject({
    id,
    labels: labels.optional(),
    value: value.optional(),
    add: add.optional(),
    samples: z.array(z.strictObject(sample)).min(1).max(MOST_SAMPLES).optional(),
  })
  .superRefine((asked, context) => {
    const single = asked.value !== undefined || asked.labels !== undefined || asked.add !== undefined;
    if (asked.samples === undefined && asked.value === undefined)
      context.addIssue({
        code: 'custom',
        path: ['value'],
        message: 'is missing: give a number, or several in samples',
      });
    else if (asked.samples !== undefined && single)
      context.addIssue({
        code: 'custom',
        path: ['samples'],
        message: 'give one value, or several in samples, not both',
      });
  });
export type PushSamplesRequest = z.infer<typeof pushSamplesRequest>;

export function samplesOf(name: string, asked: PushSamplesRequest): readonly PushedSample[] {
  if (!asked.samples) {
    return [{ name, labels: asked.labels ?? {}, value: asked.value!, add: asked.add ?? false, field: '' }];
  }
  return asked.samples.map((one, index) => ({ name, ...one, field: `samples.${index}` }));
}

/** Values of any metrics. */
export const pushManyRequest = z.strictObject({
  id,
  samples: z
    .array(z.strictObject({ name: z.string().min(1).max(200), ...sample }))
    .min(1)
    .max(MOST_SAMPLES),
});
export type PushManyRequest = z.infer<typeof pushManyRequest>;

export const recordedSamples = z.object({
  id: z.string().describe('Of the push, to send it again by.'),
  samples: z.int(),
  duplicate: z.boolean().describe('true: it was recorded before, nothing changed.'),
  position: z.string().describe('Position in the log that includes it, for minPosition.'),
});
export type RecordedSamples = z.infer<typeof recordedSamples>;
