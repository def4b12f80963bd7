import { z } from 'zod';
import { alertSeverities } from '../../../../kernel/alert-vocabulary.js';
import { ruleRemark } from '../../../../rules/rule-remark.js';
import { coverage, coverageProblem } from '../create-silence/create-silence.request.js';

export const previewSilenceRequest = z
  .strictObject(coverage)
  .refine(({ matchers, ruleName }) => matchers !== undefined || ruleName !== undefined, coverageProblem);
export type PreviewSilenceRequest = z.infer<typeof previewSilenceRequest>;

const coveredAlerts = z.object({
  valid: z.literal(true),
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
const faultySilence = z.object({
  valid: z.literal(false),
  problems: z.array(ruleRemark).describe('What making the silence would refuse.'),
});

export const previewedSilence = z.discriminatedUnion('valid', [coveredAlerts, faultySilence]);
export type PreviewedSilence = z.infer<typeof previewedSilence>;
