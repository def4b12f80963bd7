import { z } from 'zod';
import { alertSeverities } from '../../../../kernel/alert-vocabulary.js';
import { coverage, coverageProblem } from '../create-silence/create-silence.request.js';

export const previewSilenceRequest = z
  .strictObject(coverage)
  .refine(({ matchers, ruleName }) => matchers !== undefined || ruleName !== undefined, coverageProblem);
export type PreviewSilenceRequest = z.infer<typeof previewSilenceRequest>;

export const previewedSilence = z.object({
  alerts: z
    .array(
      z.object({
        id: z.string(),
        ruleName: z.string(),
        severity: z.enum(alertSeverities).nullable(),
        labels: z.record(z.string(), z.string()),
        status: z.string(),
      }),
    )
    .describe('Alerts that have not ended and that it would cover, at most 100.'),
  total: z.int().nonnegative().describe('How many there are.'),
  rules: z.array(z.string()).describe('Names of the rules that they are of.'),
});
export type PreviewedSilence = z.infer<typeof previewedSilence>;
