import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import { presentAttempt, presentNotification, presentSuppression } from './notification.response.js';
import { type NotificationRow, notificationRows } from './notification.row.js';
import { notificationAttempts } from './notification-attempt.row.js';
import { suppressions } from './suppression.row.js';

let place = 0;
const event = (type: string, second: number, data: object): RecordedEvent => {
  const at = new Date(Date.UTC(2026, 0, 15, 10, 0, second));
  return {
    id: '00000000-0000-4000-8000-000000000001',
    type,
    schemaVersion: 1,
    data: data as RecordedEvent['data'],
    meta: {
      occurredAt: at.toISOString(),
      actor: { type: 'system', id: 'notifications', name: 'notifications' },
      correlationId: 'c',
      source: 'system',
    },
    stream: 'notification-n1',
    revision: 0n,
    position: String(++place).padStart(20, '0') as LogPosition,
    recordedAt: at,
  };
};
const channel = { notificationId: 'n1', channelId: 'c1', channelName: 'ops' };
const alerts = [{ alertId: 'a1', status: 'firing' }];
const queued = event('NotificationQueued', 0, { ...channel, groupKey: 'rule:r', reason: 'first', alerts });
const failed = (second: number, attempt: number, retryAt: string | null, fallback: string | null = null) =>
  event('NotificationFailed', second, { ...channel, attempt, error: 'HTTP 503', retryAt, fallback });
const sent = event('NotificationSent', 9, { ...channel, attempt: 2, durationMs: 40, latencyMs: 9_000 });
const withdrawn = event('NotificationSuppressed', 5, {
  ...{ alertId: 'a1', ruleName: 'queue-backup', channelName: 'ops', reason: 'superseded', because: 'n1' },
});
const RETRY = '2026-01-15T10:00:06.000Z';

const fold = (...events: readonly RecordedEvent[]) => {
  const row = events.reduce<NotificationRow | undefined>(
    (before, one) => notificationRows.apply(before, one, ['n1']),
    undefined,
  );
  return row && presentNotification(row);
};

describe('the notifications projection', () => {
  it('files events under their message, also one that gave way', () => {
    expect([queued, sent, withdrawn].map((one) => notificationRows.keys(one))).toEqual([[['n1']], [['n1']], [['n1']]]);
    const silenced = event('NotificationSuppressed', 0, { alertId: 'a1', reason: 'silenced', because: 's1' });
    expect(notificationRows.keys(silenced)).toEqual([]);
  });

  it('follows a message until it arrives', () => {
    expect(fold(queued)).toMatchObject({ status: 'queued', attempts: 0, alerts, requestedBy: 'notifications' });
    expect(fold(queued, failed(1, 1, RETRY))).toMatchObject({ status: 'retrying', retryAt: RETRY, error: 'HTTP 503' });
    expect(fold(queued, failed(1, 1, RETRY), sent)).toMatchObject({
      status: 'sent',
      attempts: 2,
      retryAt: null,
      error: null,
      sentAt: '2026-01-15T10:00:09.000Z',
      latencyMs: 9_000,
    });
  });

  it('knows what was given up, and what was used instead', () => {
    expect(fold(queued, failed(1, 1, null, 'mail'))).toMatchObject({
      status: 'failed',
      retryAt: null,
      fallback: 'mail',
    });
  });

  it('knows what gave way, and that what arrived has arrived', () => {
    expect(fold(queued, failed(1, 1, RETRY), withdrawn)).toMatchObject({ status: 'superseded', retryAt: null });
    expect(fold(queued, sent, withdrawn)).toMatchObject({ status: 'sent' });
    expect(fold(queued, sent, failed(10, 1, RETRY))).toMatchObject({ status: 'sent', attempts: 2 });
    expect(fold(withdrawn)).toBeUndefined();
  });

  it('keeps every attempt', () => {
    const rows = [queued, failed(1, 1, RETRY), sent]
      .flatMap((one) => notificationAttempts.rows(one))
      .map(presentAttempt);
    expect(rows).toMatchObject([
      { attempt: 1, delivered: false, error: 'HTTP 503', retryAt: RETRY, durationMs: null },
      { attempt: 2, delivered: true, error: null, durationMs: 40 },
    ]);
  });

  it('keeps why nobody was told', () => {
    expect([sent, withdrawn].flatMap((one) => suppressions.rows(one)).map(presentSuppression)).toMatchObject([
      { alertId: 'a1', ruleName: 'queue-backup', channelName: 'ops', reason: 'superseded', because: 'n1' },
    ]);
  });
});
