import { z } from 'zod';
import { type NotificationPolicy, notificationPolicy } from '../../../../events/notification.events.js';
import { alertSeverities } from '../../../../kernel/alert-vocabulary.js';
import { durationText, parseDuration } from '../../../../kernel/duration-text.js';
import { present } from '../../../../kernel/present.js';
import { durationField } from '../../../../platform/http/duration-field.js';
import { matchersField } from '../create-silence/create-silence.request.js';

export const setNotificationPolicyRequest = z
  .strictObject({
    groupBy: notificationPolicy.shape.groupBy.describe(
      '`rule`: the alerts of a rule together; labels: those that are equal in them; none: all together.',
    ),
    groupWait: durationField.describe('How long the first message of a group waits for further alerts.'),
    groupInterval: durationField.describe('How long further messages of a group are apart.'),
    repeatInterval: durationField.describe('After how long what still fires is told again.'),
    immediate: z.array(z.enum(alertSeverities)).describe('Severities that wait for no group.'),
    inhibitions: z
      .array(
        z.strictObject({
          source: matchersField,
          target: matchersField,
          equal: z.array(z.string().min(1).max(200)).max(20).default([]),
        }),
      )
      .max(50)
      .describe(
        'While an alert fires that matches source, those that match target and are equal in equal are held back.',
      ),
  })
  .partial();
export type SetNotificationPolicyRequest = z.infer<typeof setNotificationPolicyRequest>;

export const policyAnswer = {
  groupBy: notificationPolicy.shape.groupBy,
  groupWait: z.string(),
  groupInterval: z.string(),
  repeatInterval: z.string(),
  immediate: notificationPolicy.shape.immediate,
  inhibitions: notificationPolicy.shape.inhibitions,
  revision: z.string().nullable().describe('The ETag without its quotes, for If-Match; null: never decided.'),
};

export const changedNotificationPolicy = z.object({
  ...policyAnswer,
  changed: z.boolean().describe('false: it was so already, nothing was recorded.'),
  position: z.string().nullable().describe('Position in the log that includes it; null: never decided.'),
});
export type ChangedNotificationPolicy = z.infer<typeof changedNotificationPolicy>;

/** A change as it is decided upon. */
export function policyOf(request: SetNotificationPolicyRequest): Partial<NotificationPolicy> {
  const { groupWait, groupInterval, repeatInterval, ...rest } = request;
  const times = {
    groupWaitMs: msOf(groupWait),
    groupIntervalMs: msOf(groupInterval),
    repeatIntervalMs: msOf(repeatInterval),
  };
  return present({ ...rest, ...times });
}

export function presentPolicy({ groupWaitMs, groupIntervalMs, repeatIntervalMs, ...rest }: NotificationPolicy) {
  return {
    ...rest,
    groupWait: durationText(groupWaitMs),
    groupInterval: durationText(groupIntervalMs),
    repeatInterval: durationText(repeatIntervalMs),
  };
}

function msOf(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : parseDuration(duration);
}
