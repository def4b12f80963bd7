import { z } from 'zod';
import { notificationReasons, suppressionReasons } from '../kernel/alert-vocabulary.js';
import { defineEvent, type EventOf } from './event-definition.js';
import { silenceMatcher } from './silence.events.js';

const instant = z.string().max(40);
const notification = {
  notificationId: z.string().min(1).max(200),
  channelId: z.string().min(1).max(200),
  channelName: z.string().min(1).max(200),
};

export const notificationQueued = defineEvent({
  type: 'NotificationQueued',
  version: 1,
  summary: 'A message is to be sent over a channel.',
  category: 'notification',
  data: z.object({
    ...notification,
    /** The group of alerts that it tells of, within its channel; messages of one group keep their order. */
    groupKey: z.string().max(500),
    reason: z.enum(notificationReasons),
    alerts: z.array(z.object({ alertId: z.string().max(200), status: z.enum(['firing', 'resolved']) })).max(10_000),
    /** Somebody has the message of this notification sent again, as it was. */
    resendOf: z.string().max(200).optional(),
  }),
});

export const notificationSent = defineEvent({
  type: 'NotificationSent',
  version: 1,
  summary: 'A message was accepted by its receiver.',
  category: 'notification',
  data: z.object({
    ...notification,
    attempt: z.int().positive(),
    durationMs: z.int().nonnegative(),
    /** From when what it tells came about. */
    latencyMs: z.int().nonnegative().optional(),
  }),
});

export const notificationFailed = defineEvent({
  type: 'NotificationFailed',
  version: 1,
  summary: 'A message was not accepted: it is tried again, or given up.',
  category: 'notification',
  data: z.object({
    ...notification,
    attempt: z.int().positive(),
    /** Never with a secret. */
    error: z.string().max(2_000),
    /** Null: it is given up. */
    retryAt: instant.nullable(),
    /** The receiver took nothing, and wants to be left alone until then. */
    throttledUntil: instant.optional(),
    /** The channel that has it sent instead. */
    fallback: z.string().max(200).nullable(),
  }),
});

export const notificationSuppressed = defineEvent({
  type: 'NotificationSuppressed',
  version: 1,
  summary: 'An alert changed and nobody was told, for this reason.',
  category: 'notification',
  data: z.object({
    alertId: z.string().min(1).max(200),
    ruleName: z.string().max(200),
    /** Null: the rule names no channel that exists. */
    channelName: z.string().max(200).nullable(),
    reason: z.enum(suppressionReasons),
    /** The silence, the inhibiting alert, or the message that took its place. */
    because: z.string().max(200).nullable(),
  }),
});

/** How alerts become messages. Durations in milliseconds. */
export const notificationPolicy = z.object({
  /** `rule`: the alerts of a rule together; otherwise by the values of these labels; none: all together. */
  groupBy: z.union([z.literal('rule'), z.array(z.string().max(200)).max(20)]),
  groupWaitMs: z.int().nonnegative(),
  groupIntervalMs: z.int().positive(),
  repeatIntervalMs: z.int().positive(),
  /** Severities that wait for no group. */
  immediate: z.array(z.string().max(20)).max(10),
  /** While an alert fires that matches `source`, those that match `target` and equal it in `equal` are not told. */
  inhibitions: z
    .array(
      z.object({
        source: z.array(silenceMatcher).min(1).max(20),
        target: z.array(silenceMatcher).min(1).max(20),
        equal: z.array(z.string().max(200)).max(20),
      }),
    )
    .max(50),
});
export type NotificationPolicy = z.infer<typeof notificationPolicy>;

export const notificationPolicyChanged = defineEvent({
  type: 'NotificationPolicyChanged',
  version: 1,
  summary: 'It was decided how alerts become messages.',
  category: 'notificationPolicy',
  data: z.object({ ...notificationPolicy.shape, previous: notificationPolicy }),
});

export const notificationEvents = [
  notificationQueued,
  notificationSent,
  notificationFailed,
  notificationSuppressed,
  notificationPolicyChanged,
] as const;
export type NotificationEvent = EventOf<(typeof notificationEvents)[number]>;
