import type { NotificationEvent } from '../../events/notification.events.js';
import type { InsertOutput } from '../../platform/projections/projection.js';

/** One attempt to send a message. */
export interface NotificationAttemptRow {
  readonly notification_id: string;
  readonly attempt: number;
  readonly at: Date;
  readonly delivered: boolean;
  readonly duration_ms: number | null;
  readonly error: string | null;
  readonly retry_at: Date | null;
  readonly fallback: string | null;
}

export const notificationAttempts: InsertOutput<NotificationAttemptRow> = {
  kind: 'insert',
  table: {
    name: 'notification_attempts',
    columns: {
      notification_id: 'text',
      attempt: 'integer',
      at: 'timestamptz',
      delivered: 'boolean',
      duration_ms: 'bigint',
      error: 'text',
      retry_at: 'timestamptz',
      fallback: 'text',
    },
    key: ['notification_id', 'attempt'],
    nullable: ['duration_ms', 'error', 'retry_at', 'fallback'],
  },
  rows(recorded) {
    const { type, data } = recorded as unknown as NotificationEvent;
    const at = recorded.recordedAt;
    if (type === 'NotificationSent') {
      const { notificationId, attempt, durationMs } = data;
      const none = { error: null, retry_at: null, fallback: null };
      return [{ notification_id: notificationId, attempt, at, delivered: true, duration_ms: durationMs, ...none }];
    }
    if (type !== 'NotificationFailed') return [];
    const { notificationId, attempt, error, retryAt, fallback } = data;
    const retry_at = retryAt === null ? null : new Date(retryAt);
    return [
      { notification_id: notificationId, attempt, at, delivered: false, duration_ms: null, error, retry_at, fallback },
    ];
  },
};
