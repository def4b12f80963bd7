import { describe, expect, it } from 'vitest';
import type { NotificationAnswer, SuppressionAnswer } from '../../../../projections/notifications/index.js';
import { inOrder } from './alert-history.js';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 15, 10, minute));
const text = (minute: number) => at(minute).toISOString();
const step = (type: string, minute: number) => ({ type, at: text(minute), by: 'alerting', value: '1', detail: null });
const message = (status: string, minute: number, of: 'firing' | 'resolved' = 'firing') =>
  ({
    ...{ id: `n${minute}`, channelName: 'slack', reason: 'first', status, requestedBy: 'notifications' },
    ...{ alerts: [{ alertId: 'a', status: of }], queuedAt: text(minute), updatedAt: text(minute) },
    ...{ sentAt: status === 'sent' ? text(minute) : null, error: status === 'sent' ? null : 'HTTP 500' },
  }) as unknown as NotificationAnswer;
const suppression = {
  ...{ id: 's', at: text(6), alertId: 'a', ruleName: 'r', channelName: 'mail' },
  ...{ reason: 'silenced', because: 's1' },
} as SuppressionAnswer;
const silence = { silenceId: 's1', comment: 'we know', createdBy: 'Ann', endedBy: null };
const none = { steps: [], silences: [], notifications: [], suppressions: [] };

describe('the history of an alert', () => {
  it('has its steps, silences and notifications in order of time', () => {
    const history = inOrder('a', at(60), {
      steps: [step('AlertFired', 1), step('AlertResolved', 30)],
      silences: [{ ...silence, from: at(5), to: at(10) }],
      notifications: [message('sent', 30, 'resolved'), message('failed', 3), message('superseded', 4)],
      suppressions: [suppression],
    });
    expect(history.map(({ type, channel, detail, by }) => [type, channel, detail, by])).toEqual([
      ['AlertFired', null, null, 'alerting'],
      ['NotificationFailed', 'slack', 'firing, first: HTTP 500', 'notifications'],
      ['SilenceBegan', null, 's1: we know', 'Ann'],
      ['NotificationSuppressed', 'mail', 'silenced: s1', 'notifications'],
      ['SilenceOver', null, 's1', 'Ann'],
      ['AlertResolved', null, null, 'alerting'],
      ['NotificationSent', 'slack', 'resolved, first', 'notifications'],
    ]);
  });

  it('does not end a silence that outlives the alert, or goes on', () => {
    const silences = [{ ...silence, from: at(5), to: at(30) }];
    const types = (steps: ReturnType<typeof step>[]) =>
      inOrder('a', at(30), { ...none, steps, silences }).map(({ type }) => type);
    expect(types([step('AlertResolved', 30)])).toEqual(['SilenceBegan', 'AlertResolved']);
    expect(types([])).toEqual(['SilenceBegan']);
  });

  it('knows nothing of what came later', () => {
    expect(inOrder('a', at(5), { ...none, notifications: [message('retrying', 6)] })).toEqual([]);
  });
});
