import { describe, expect, it } from 'vitest';
import type { AlertEvent } from '../../events/alert.events.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import { presentAlert } from './alert.response.js';
import { type AlertRow, foldAlert } from './alert.row.js';
import { stepOf } from './alert-step.row.js';
import { alertsProjection } from './alerts.projector.js';

const at = (minute: number) => `2026-01-15T14:${String(minute).padStart(2, '0')}:00.000Z`;
const alert = { ruleId: 'r', ruleName: 'high', fingerprint: 'f', alertId: 'a1' };

const recorded = (event: AlertEvent, minute = 0): RecordedEvent =>
  ({
    ...event,
    id: `event-${minute}`,
    schemaVersion: 1,
    meta: { occurredAt: at(minute), actor: { type: 'user', id: 'k', name: 'Ann' }, correlationId: 'c', source: 'rest' },
    stream: 'alertGroup-default',
    revision: 0n,
    position: `p${minute}` as LogPosition,
    recordedAt: new Date(at(minute)),
  }) as unknown as RecordedEvent;

const told = { labels: { alertname: 'high', team: 'core', severity: 'error' }, value: '5', activeAt: at(0) };
const pending = recorded({ type: 'AlertPendingStarted', data: { ...alert, ...told, evaluatedAt: at(0) } });
const fired = (severity: 'error' | 'critical', minute: number) =>
  recorded({
    type: 'AlertFired',
    data: {
      ...{ ...alert, ...told, evaluatedAt: at(minute), severity },
      ...{ channels: ['slack'], annotations: { summary: 'it is' } },
    },
  });
const acknowledged = recorded({ type: 'AlertAcknowledged', data: { ...alert, note: 'on it', until: at(30) } }, 7);
const resolved = recorded({
  type: 'AlertResolved',
  data: { ...alert, evaluatedAt: at(9), reason: 'recovered', value: '0.5' },
});

const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<AlertRow | undefined>((row, event) => foldAlert(row, event), undefined);
const shown = (row: AlertRow | undefined, silences: readonly string[] = []) => row && presentAlert(row, silences);

describe('the alerts projection', () => {
  it('knows an alert from pending to resolved', () => {
    expect(shown(fold(pending))).toMatchObject({ status: 'pending', severity: 'error', triggeredAt: null });
    const labels = { ...told.labels, severity: 'page' };
    const other = recorded({ type: 'AlertPendingStarted', data: { ...alert, ...told, labels, evaluatedAt: at(0) } });
    expect(shown(fold(other))).toMatchObject({ severity: null });
    const firing = fold(pending, fired('error', 5));
    expect(shown(firing)).toMatchObject({
      ...{ id: 'a1', ruleId: 'r', ruleName: 'high', group: 'default', status: 'active', severity: 'error' },
      ...{ value: '5', pendingSince: at(0), triggeredAt: at(5), channels: ['slack'], resolvedAt: null },
    });
    expect(shown(fold(pending, fired('error', 5), resolved))).toMatchObject({
      ...{ status: 'resolved', resolvedAt: at(9), resolveReason: 'recovered', value: '5', resolvedValue: '0.5' },
    });
  });

  it('shows what is taken, what is silenced, and what ended before it fired', () => {
    const taken = fold(fired('error', 5), acknowledged);
    expect(shown(taken, ['s1'])).toMatchObject({
      ...{ status: 'acknowledged', acknowledgedBy: 'Ann', acknowledgedAt: at(7), acknowledgedUntil: at(30) },
      ...{ acknowledgementNote: 'on it', silencedBy: ['s1'] },
    });
    expect(shown(fold(fired('error', 5)), ['s1'])).toMatchObject({ status: 'silenced' });
    const end = { ...alert, evaluatedAt: at(2), reason: 'recovered' as const };
    expect(fold(pending, recorded({ type: 'AlertPendingEnded', data: end }))).toMatchObject({ state: 'dropped' });
    const over = recorded({ type: 'AlertAcknowledgementEnded', data: { ...alert, reason: 'expired' } });
    expect(shown(fold(fired('error', 5), acknowledged, over))).toMatchObject({
      status: 'active',
      acknowledgedBy: null,
    });
  });

  it('keeps when it fired first when it becomes more urgent', () => {
    const row = fold(pending, fired('error', 5), fired('critical', 8));
    expect(shown(row)).toMatchObject({ severity: 'critical', triggeredAt: at(5) });
    expect(row?.phases).toEqual([
      { phase: 'pending', from: Date.parse(at(0)) },
      { phase: 'firing', from: Date.parse(at(5)) },
    ]);
  });

  it('ignores what it has no beginning of', () => {
    expect(fold(acknowledged, resolved)).toBeUndefined();
  });

  it('notes every step', () => {
    expect(stepOf(resolved)).toMatchObject({ alert_id: 'a1', rule_id: 'r', value: '0.5', detail: 'recovered' });
    expect(stepOf(acknowledged)).toMatchObject({ at: new Date(at(7)), actor: 'Ann', detail: 'on it' });
    const data = { evaluatedAt: at(3), stoodStillSince: at(1) };
    const resumed = recorded({ type: 'AlertEvaluationResumed', data });
    expect(stepOf(resumed)).toMatchObject({ alert_id: null, rule_id: null, alert_group: 'default', detail: at(1) });
    const [alerts, , silences] = alertsProjection.outputs as never as { keys(event: RecordedEvent): unknown }[];
    expect([alerts!.keys(resumed), silences!.keys(resumed), alerts!.keys(resolved)]).toEqual([[], [], [['a1']]]);
  });
});
