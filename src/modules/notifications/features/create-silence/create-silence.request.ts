import { z } from 'zod';
import { freeText, nameText, reportedTime } from '../../../../events/reported-fields.js';
import { silenceMatcher, silenceRecurrence } from '../../../../events/silence.events.js';
import { durationField } from '../../../../platform/http/duration-field.js';

export const matchersField = z
  .array(
    z.strictObject({
      name: nameText(200).describe('A label; `alertname` is the name of the rule.'),
      op: silenceMatcher.shape.op.default('='),
      value: z.string().max(4_000).describe('Regular expressions are RE2 and match the whole value.'),
    }),
  )
  .min(1, 'must name at least one label')
  .max(20, 'must be at most 20')
  .describe('All must match; a label that is not there counts as empty.');

export const ruleNameField = nameText(200).describe('Only alerts of this rule: short for a matcher on `alertname`.');

/** What a silence covers: matchers, a rule, or both. */
export const coverage = { matchers: matchersField.optional(), ruleName: ruleNameField.optional() };
export const coverageProblem = { path: ['matchers'], error: 'is missing; give matchers, or a ruleName' };

const { timeZone, weekdays, from } = silenceRecurrence.shape;

export const createSilenceRequest = z
  .strictObject({
    ...coverage,
    startsAt: reportedTime.optional().describe('From now on unless given.'),
    endsAt: reportedTime.optional(),
    duration: durationField.optional().describe('Instead of endsAt: for so long from its start.'),
    comment: freeText(2_000).min(1, 'must say why').describe('Why; whoever wonders reads it.'),
    recurrence: z
      .strictObject({
        timeZone: timeZone.describe('As in Europe/Berlin.'),
        weekdays: weekdays.describe('Days on which a window begins: 1 is Monday, 7 is Sunday.'),
        from: from.describe('Local time at which it begins, HH:MM.'),
        duration: durationField.describe('How long each window lasts, 1m to 7d.'),
      })
      .optional()
      .describe('It holds in these windows only, from its start to its end.'),
  })
  .refine(({ matchers, ruleName }) => matchers !== undefined || ruleName !== undefined, coverageProblem)
  .refine(({ endsAt, duration }) => (endsAt === undefined) !== (duration === undefined), {
    path: ['endsAt'],
    error: 'is needed, or a duration, and not both',
  });
export type CreateSilenceRequest = z.infer<typeof createSilenceRequest>;

export const createdSilence = z.object({
  id: z.string(),
  matchers: z.array(silenceMatcher),
  startsAt: z.string(),
  endsAt: z.string(),
  comment: z.string(),
  recurrence: silenceRecurrence.nullable(),
  position: z.string().describe('Position in the log that includes it; for minPosition.'),
});
export type CreatedSilence = z.infer<typeof createdSilence>;
