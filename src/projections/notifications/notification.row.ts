import type { NotificationEvent } from '../../events/notification.events.js';
import type { NotificationReason } from '../../kernel/alert-vocabulary.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { FoldOutput, TableSpec } from '../../platform/projections/projection.js';

/** `retrying`: it failed and is tried again; `superseded`: another one tells what there is to tell. */
export const notificationStatuses = ['queued', 'retrying', 'sent', 'failed', 'superseded'] as const;
export type NotificationStatus = (typeof notificationStatuses)[number];

/** One message over one channel, over all its attempts. */
export interface NotificationRow {
  readonly id: string;
  readonly channel_id: string;
  readonly channel_name: string;
  readonly group_key: string;
  readonly reason: NotificationReason;
  readonly status: NotificationStatus;
  readonly alerts: readonly { readonly alertId: string; readonly status: 'firing' | 'resolved' }[];
  readonly alert_ids: readonly string[];
  readonly attempts: number;
  readonly queued_at: Date;
  readonly updated_at: Date;
  readonly sent_at: Date | null;
  readonly retry_at: Date | null;
  readonly latency_ms: number | null;
  readonly error: string | null;
  readonly fallback: string | null;
  readonly resend_of: string | null;
  readonly requested_by: string;
}

const notificationsTable: TableSpec<NotificationRow> = {
  name: 'notifications',
  columns: {
    id: 'text',
    channel_id: 'text',
    channel_name: 'text',
    group_key: 'text',
    reason: 'text',
    status: 'text',
    alerts: 'jsonb',
    alert_ids: 'text[]',
    attempts: 'integer',
    queued_at: 'timestamptz',
    updated_at: 'timestamptz',
    sent_at: 'timestamptz',
    retry_at: 'timestamptz',
    latency_ms: 'bigint',
    error: 'text',
    fallback: 'text',
    resend_of: 'text',
    requested_by: 'text',
  },
  key: ['id'],
  nullable: ['sent_at', 'retry_at', 'latency_ms', 'error', 'fallback', 'resend_of'],
  indexes: ['(queued_at desc, id desc)', '(channel_name, queued_at desc)', 'using gin (alert_ids)'],
};

type Event = Exclude<NotificationEvent, { type: 'NotificationPolicyChanged' }>;

function keysOf(recorded: RecordedEvent): readonly (readonly string[])[] {
  const { type, data } = recorded as unknown as Event;
  if (type !== 'NotificationSuppressed') return [[data.notificationId]];
  return data.reason === 'superseded' && data.because !== null ? [[data.because]] : [];
}

function fold(row: NotificationRow | undefined, recorded: RecordedEvent): NotificationRow | undefined {
  const event = recorded as unknown as Event;
  const at = recorded.recordedAt;
  if (event.type === 'NotificationQueued') return row ?? queued(event.data, recorded);
  if (!row) return undefined;
  switch (event.type) {
    case 'NotificationSent': {
      const { attempt, latencyMs } = event.data;
      const known = { attempts: Math.max(row.attempts, attempt), updated_at: at, latency_ms: latencyMs ?? null };
      // Errors of earlier attempts are those of the attempts: it has arrived.
      return { ...row, ...known, status: 'sent', sent_at: at, retry_at: null, error: null };
    }
    case 'NotificationFailed': {
      const { attempt, error, retryAt, fallback } = event.data;
      // What arrived has arrived, whatever is told of earlier attempts afterwards.
      if (row.status === 'sent') return { ...row, attempts: Math.max(row.attempts, attempt) };
      return {
        ...row,
        attempts: Math.max(row.attempts, attempt),
        status: retryAt === null ? 'failed' : 'retrying',
        updated_at: at,
        retry_at: retryAt === null ? null : new Date(retryAt),
        error,
        fallback,
      };
    }
    case 'NotificationSuppressed':
      return row.status === 'sent' ? row : { ...row, status: 'superseded', updated_at: at, retry_at: null };
  }
}

function queued(
  data: Extract<Event, { type: 'NotificationQueued' }>['data'],
  { recordedAt, meta }: RecordedEvent,
): NotificationRow {
  return {
    id: data.notificationId,
    channel_id: data.channelId,
    channel_name: data.channelName,
    group_key: data.groupKey,
    reason: data.reason,
    status: 'queued',
    alerts: data.alerts,
    alert_ids: data.alerts.map(({ alertId }) => alertId),
    attempts: 0,
    queued_at: recordedAt,
    updated_at: recordedAt,
    sent_at: null,
    retry_at: null,
    latency_ms: null,
    error: null,
    fallback: null,
    resend_of: data.resendOf ?? null,
    requested_by: meta.actor.name,
  };
}

export const notificationRows: FoldOutput<NotificationRow> = {
  kind: 'fold',
  table: notificationsTable,
  keys: keysOf,
  apply: fold,
};
