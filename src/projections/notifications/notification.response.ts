import { z } from 'zod';
import { notificationReasons, suppressionReasons } from '../../kernel/alert-vocabulary.js';
import { pagedSchema } from '../../platform/http/paging.js';
import { type NotificationRow, notificationStatuses } from './notification.row.js';
import type { NotificationAttemptRow } from './notification-attempt.row.js';
import type { SuppressionRow } from './suppression.row.js';

const time = z.string().nullable();

const notificationResponse = z.object({
  id: z.string().describe('The same over all attempts.'),
  channelId: z.string(),
  channelName: z.string(),
  groupKey: z.string(),
  reason: z.enum(notificationReasons),
  status: z.enum(notificationStatuses),
  alerts: z.array(z.object({ alertId: z.string(), status: z.enum(['firing', 'resolved']) })),
  attempts: z.int().nonnegative(),
  queuedAt: z.string(),
  updatedAt: z.string(),
  sentAt: time,
  retryAt: time.describe('When it is tried again; null: not any more.'),
  latencyMs: z.number().nullable().describe('From when what it tells came about to its arrival; null: not known.'),
  error: z.string().nullable().describe('Of the last attempt, where it failed; null once the message was sent.'),
  fallback: z.string().nullable().describe('The channel that was used instead.'),
  resendOf: z.string().nullable(),
  requestedBy: z.string().describe('`notifications`: the service itself; otherwise who had it sent.'),
});
export type NotificationAnswer = z.infer<typeof notificationResponse>;
export const notificationsResponse = pagedSchema(notificationResponse);

const attempt = z.object({
  attempt: z.int(),
  at: z.string(),
  delivered: z.boolean(),
  durationMs: z.number().nullable(),
  error: z.string().nullable(),
  retryAt: time,
  fallback: z.string().nullable(),
});
export const notificationDetailResponse = notificationResponse.extend({ attemptLog: z.array(attempt) });
export type NotificationDetail = z.infer<typeof notificationDetailResponse>;

const suppressionResponse = z.object({
  id: z.string(),
  at: z.string(),
  alertId: z.string(),
  ruleName: z.string(),
  channelName: z.string().nullable().describe('Null: the rule names no channel.'),
  reason: z.enum(suppressionReasons),
  because: z.string().nullable().describe('The silence, the inhibiting alert, or the message that gave way.'),
});
export type SuppressionAnswer = z.infer<typeof suppressionResponse>;
export const suppressionsResponse = pagedSchema(suppressionResponse);

export function presentNotification(row: NotificationRow): NotificationAnswer {
  return {
    id: row.id,
    channelId: row.channel_id,
    channelName: row.channel_name,
    groupKey: row.group_key,
    reason: row.reason,
    status: row.status,
    alerts: [...row.alerts],
    attempts: row.attempts,
    queuedAt: row.queued_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    sentAt: row.sent_at?.toISOString() ?? null,
    retryAt: row.retry_at?.toISOString() ?? null,
    latencyMs: row.latency_ms === null ? null : Number(row.latency_ms),
    error: row.error,
    fallback: row.fallback,
    resendOf: row.resend_of,
    requestedBy: row.requested_by,
  };
}

export function presentAttempt(row: NotificationAttemptRow): NotificationDetail['attemptLog'][number] {
  return {
    attempt: row.attempt,
    at: row.at.toISOString(),
    delivered: row.delivered,
    durationMs: row.duration_ms === null ? null : Number(row.duration_ms),
    error: row.error,
    retryAt: row.retry_at?.toISOString() ?? null,
    fallback: row.fallback,
  };
}

export function presentSuppression(row: SuppressionRow): SuppressionAnswer {
  const { id, at, alert_id, rule_name, channel_name, reason, because } = row;
  const names = { alertId: alert_id, ruleName: rule_name, channelName: channel_name };
  return { id, at: at.toISOString(), ...names, reason, because };
}
