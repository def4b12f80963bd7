import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, RoutingScene, SECOND } from '../../testing/routing-scene.js';

describe('who is told', () => {
  it('tells the alerts of one evaluation at once, in one message, and their end in one', () => {
    const scene = new RoutingScene().fire(['a', 'b']);
    expect(scene.told()).toEqual(['ops first: a+ b+']);
    scene.pass(15 * SECOND).resolve(['a', 'b']);
    expect(scene.told()).toEqual(['ops all_resolved: a- b-']);
    scene.pass(HOUR);
    expect(scene.told()).toEqual([]);
    expect([scene.remembered('alert'), scene.remembered('group'), scene.remembered('notification')]).toEqual([0, 0, 0]);
  });

  it('tells every channel that the rule names, each by itself', () => {
    const scene = new RoutingScene();
    scene.channel('mail', 'email');
    scene.fire('a', { channels: ['ops', 'mail', 'ops'] });
    expect(scene.told()).toEqual(['ops first: a+', 'mail first: a+']);
  });

  it('says loudly where there is nobody to be told', () => {
    const scene = new RoutingScene();
    scene.fire('a', { channels: [] }).fire('b', { channels: ['nope', 'ops'] });
    expect(scene.told()).toEqual(['ops first: b+']);
    expect(scene.suppressed).toEqual(['a null no_channel', 'b nope no_channel']);
    scene.resolve('a');
    expect(scene.remembered('alert')).toBe(1);
  });

  it('tells an alert that still fires over a channel that comes later, or is enabled again', () => {
    const scene = new RoutingScene().fire('a', { channels: ['late'] });
    scene.channel('late', 'slack', { enabled: false });
    expect(scene.told()).toEqual([]);
    scene.channel('late', 'slack', {}, 'ChannelChanged');
    expect(scene.told()).toEqual(['late first: a+']);
  });

  it('forgets a channel that is deleted, and says who is told no more', () => {
    const scene = new RoutingScene().fire('a').happen('ChannelDeleted', { channelId: 'id-ops', name: 'ops' });
    expect(scene.suppressed).toEqual(['a ops no_channel']);
    scene.resolve('a');
    expect(scene.remembered('alert')).toBe(0);
  });

  it('does not tell ends over a channel that does not want them', () => {
    const scene = new RoutingScene();
    scene.channel('ops', 'webhook', { sendResolved: false }, 'ChannelChanged');
    scene.fire('a').resolve('a').pass(HOUR);
    expect(scene.told()).toEqual(['ops first: a+']);
    expect(scene.remembered('alert')).toBe(0);
  });

  it('tells what the rule compares with and the value now', () => {
    const scene = new RoutingScene();
    const rule = { condition: 'orchestrate_queue_depth > 100', parameters: null, unit: 'none', runbookUrl: 'r' };
    scene.happen('AlertRuleCreated', { ruleId: 'rule-queue-backup', rule }).fire('a');
    expect(scene.last().message).toMatchObject({
      status: 'firing',
      groupKey: 'rule:rule-queue-backup',
      groupLabels: { alertname: 'queue-backup' },
      alerts: [{ value: '130', threshold: '100', condition: rule.condition, runbookUrl: 'r', url: '/alerts/a' }],
    });
    scene.resolve('a');
    expect(scene.last().message).toMatchObject({
      status: 'resolved',
      alerts: [{ value: '42', resolvedAt: scene.time() }],
    });
  });
});

describe('a rule that tells of what is absent', () => {
  it('says after how long without it', () => {
    const scene = new RoutingScene();
    const parameters = { kind: 'absence', selector: 'x', windowMs: 5 * MINUTE, mode: 'any' };
    const rule = { condition: 'absent_over_time(x[5m])', parameters, unit: 'none', runbookUrl: null };
    scene.happen('AlertRuleCreated', { ruleId: 'rule-queue-backup', rule }).fire('a');
    expect(scene.last().message.alerts).toMatchObject([{ threshold: null, absentForMs: 5 * MINUTE }]);
  });
});

describe('groups', () => {
  it('wait at first, but not for what is immediate', () => {
    const scene = new RoutingScene({ groupWaitMs: 30 * SECOND })
      .fire('a')
      .pass(20 * SECOND)
      .fire('b');
    expect(scene.told()).toEqual([]);
    scene.pass(10 * SECOND);
    expect(scene.told()).toEqual(['ops first: a+ b+']);
    scene.fire('x', { rule: 'other', severity: 'critical' });
    expect(scene.told()).toEqual(['ops first: x+']);
  });

  it('tell of more alerts an interval after the last message, and of ends of some', () => {
    const scene = new RoutingScene({ groupIntervalMs: 5 * MINUTE }).fire('a').pass(MINUTE);
    scene.told();
    scene.fire('b').pass(MINUTE).fire('c');
    expect(scene.told()).toEqual([]);
    scene.pass(3 * MINUTE);
    expect(scene.told()).toEqual(['ops new_alerts: a+ b+ c+']);
    scene.resolve('a').pass(5 * MINUTE);
    expect(scene.told()).toEqual(['ops some_resolved: b+ c+ a-']);
  });

  it('tell at once that all has ended', () => {
    const scene = new RoutingScene({ groupIntervalMs: 5 * MINUTE }).fire('a').pass(MINUTE).resolve('a');
    expect(scene.told()).toEqual(['ops first: a+', 'ops all_resolved: a-']);
  });

  it('are repeated while an alert fires', () => {
    const scene = new RoutingScene().fire('a').pass(9 * HOUR);
    expect(scene.told()).toEqual(['ops first: a+', 'ops repeat: a+', 'ops repeat: a+']);
    scene.resolve('a').pass(9 * HOUR);
    expect(scene.told()).toEqual(['ops all_resolved: a-']);
  });

  it.each([
    [['queue'], 2],
    [[], 1],
    [['alertname', 'absent'], 1],
  ])('are made by the labels %j', (groupBy, messages) => {
    const scene = new RoutingScene({ groupBy });
    const queues = ['pr', 'pr', 'hooks'].map((queue, n) => scene.firing(`a${n}`, { labels: { queue } }));
    scene.page(queues);
    expect(scene.told()).toHaveLength(messages);
  });

  it('tell what has become more urgent', () => {
    const scene = new RoutingScene().fire('a').fire('a', { severity: 'critical' });
    expect(scene.told()).toEqual(['ops first: a+', 'ops escalated: a+']);
    expect(scene.suppressed).toEqual([]);
  });
});

describe('flapping', () => {
  it('is silent about what ended before anybody was told', () => {
    const scene = new RoutingScene({ groupWaitMs: 30 * SECOND })
      .fire('a')
      .pass(10 * SECOND)
      .resolve('a')
      .pass(HOUR);
    expect(scene.told()).toEqual([]);
    expect(scene.suppressed).toEqual(['a ops superseded']);
    expect(scene.remembered('alert')).toBe(0);
  });

  it('within the wait of a group tells the last that fires', () => {
    const scene = new RoutingScene({ groupWaitMs: 30 * SECOND })
      .fire('a')
      .resolve('a')
      .fire('a2')
      .pass(30 * SECOND);
    expect(scene.told()).toEqual(['ops first: a2+']);
  });

  it('within the interval of a group tells the end, and the new beginning an interval later', () => {
    const scene = new RoutingScene({ groupIntervalMs: MINUTE }).fire('a').pass(SECOND).resolve('a').pass(SECOND);
    scene.fire('a2').pass(2 * MINUTE);
    expect(scene.told()).toEqual(['ops first: a+', 'ops all_resolved: a-', 'ops first: a2+']);
  });

  it('while the receiver asks for patience tells neither a beginning nor an end that nobody saw', () => {
    const scene = new RoutingScene();
    scene.arriving = false;
    scene
      .fire('a')
      .failed(MINUTE, { throttled: true })
      .pass(10 * SECOND);
    scene.told();
    scene
      .resolve('a')
      .pass(10 * SECOND)
      .fire('a2')
      .pass(10 * SECOND);
    expect(scene.told()).toEqual([]);
    scene.arriving = true;
    scene.pass(MINUTE);
    expect(scene.told()).toEqual(['ops first: a2+']);
    expect(scene.suppressed).toEqual(['a ops superseded message', 'a ops superseded']);
  });

  it('tells an end when the beginning may have arrived, and not the beginning again', () => {
    const scene = new RoutingScene();
    scene.arriving = false;
    scene
      .fire('a')
      .failed(MINUTE)
      .pass(10 * SECOND);
    scene.told();
    scene.resolve('a');
    expect(scene.told()).toEqual(['ops all_resolved: a-']);
    expect(scene.suppressed).toEqual(['a ops superseded message']);
  });

  it('keeps the order: the end waits for what becomes of the beginning', () => {
    const scene = new RoutingScene();
    scene.arriving = false;
    scene.fire('a');
    const first = scene.last();
    scene.resolve('a').pass(MINUTE);
    expect(scene.told()).toEqual(['ops first: a+']);
    scene.sent(first);
    expect(scene.told()).toEqual(['ops all_resolved: a-']);
  });
});

describe('silences', () => {
  it('hold back what fires, and tell it at once when they end', () => {
    const scene = new RoutingScene()
      .silence('s')
      .fire('a')
      .pass(59 * MINUTE);
    expect(scene.told()).toEqual([]);
    expect(scene.suppressed).toEqual(['a ops silenced s']);
    scene.pass(MINUTE);
    expect(scene.told()).toEqual(['ops silence_ended: a+']);
    expect(scene.remembered('silence')).toBe(0);
  });

  it('hold back repeats of what was told before, and remind of it when they are ended', () => {
    const scene = new RoutingScene({ repeatIntervalMs: MINUTE })
      .fire('a')
      .silence('s')
      .pass(30 * MINUTE);
    expect(scene.told()).toEqual(['ops first: a+']);
    scene.happen('SilenceEnded', { silenceId: 's', endsAt: scene.time() });
    expect(scene.told()).toEqual(['ops silence_ended: a+']);
  });

  it('let the end of an alert through that was told', () => {
    const scene = new RoutingScene()
      .fire('a')
      .silence('s')
      .pass(MINUTE)
      .resolve('a')
      .pass(2 * HOUR);
    expect(scene.told()).toEqual(['ops first: a+', 'ops all_resolved: a-']);
  });

  it('say nothing of an alert that began and ended in them', () => {
    const scene = new RoutingScene()
      .silence('s')
      .fire('a')
      .resolve('a')
      .pass(2 * HOUR);
    expect(scene.told()).toEqual([]);
    expect(scene.suppressed).toEqual(['a ops silenced s']);
  });

  it('hold for as long as one of two does', () => {
    const scene = new RoutingScene();
    scene.silence('s').silence('t', { endsAt: scene.time(2 * HOUR) });
    scene.fire('a').pass(90 * MINUTE);
    expect(scene.told()).toEqual([]);
    scene.pass(30 * MINUTE);
    expect(scene.told()).toEqual(['ops silence_ended: a+']);
  });

  it('match whole values only', () => {
    const scene = new RoutingScene().silence('s', { matchers: [{ name: 'id', op: '=~', value: 'a' }] });
    scene.page([scene.firing('a', {}), scene.firing('ab', {})]);
    expect(scene.told()).toEqual(['ops first: ab+']);
  });

  it('know severities, and begin when they say so', () => {
    const scene = new RoutingScene();
    const matchers = [{ name: 'severity', op: '=' as const, value: 'warning' }];
    scene
      .silence('s', { matchers, startsAt: scene.time(MINUTE) })
      .fire('a')
      .pass(2 * MINUTE)
      .fire('b')
      .pass(MINUTE);
    expect(scene.told()).toEqual(['ops first: a+']);
  });

  it('come back in their windows', () => {
    const scene = new RoutingScene();
    // A Thursday, from noon: two hours from the start of the scene.
    const recurrence = { timeZone: 'UTC', weekdays: [4], from: '12:00', durationMs: HOUR };
    scene
      .silence('s', { endsAt: scene.time(30 * 24 * HOUR), recurrence })
      .fire('a')
      .pass(2 * HOUR);
    expect(scene.told()).toEqual(['ops first: a+']);
    scene.fire('b').pass(59 * MINUTE);
    expect(scene.told()).toEqual([]);
    scene.pass(MINUTE);
    expect(scene.told()).toEqual(['ops silence_ended: a+ b+']);
  });
});

describe('inhibition', () => {
  const matcher = (name: string, value: string) => [{ name, op: '=' as const, value }];
  const inhibitions = [
    { source: matcher('severity', 'critical'), target: matcher('severity', 'warning'), equal: ['queue'] },
  ];
  const labels = { queue: 'pr' };

  it('holds back targets of a source that fires, and tells them when it has ended', () => {
    const scene = new RoutingScene({ inhibitions });
    scene.page([
      scene.firing('target', { labels }),
      scene.firing('source', { rule: 'down', severity: 'critical', labels }),
    ]);
    scene.fire('other', { rule: 'r', labels: { queue: 'hooks' } });
    expect(scene.told()).toEqual(['ops first: source+', 'ops first: other+']);
    expect(scene.suppressed).toEqual(['target ops inhibited source']);
    scene.resolve('source', 'down');
    expect(scene.told()).toEqual(['ops all_resolved: source-', 'ops first: target+']);
  });

  it('lets the end of a target through that was told, and holds back its repeats', () => {
    const scene = new RoutingScene({ inhibitions, repeatIntervalMs: MINUTE }).fire('target', { labels });
    scene.fire('source', { rule: 'down', severity: 'critical', labels });
    expect(scene.told()).toEqual(['ops first: target+', 'ops first: source+']);
    scene.pass(90 * SECOND).resolve('target');
    expect(scene.told()).toEqual(['ops repeat: source+', 'ops all_resolved: target-']);
  });

  it('does not let two that are both hold back each other', () => {
    const all = matcher('severity', 'warning');
    const scene = new RoutingScene({ inhibitions: [{ source: all, target: all, equal: [] }] }).fire(['a', 'b']);
    expect(scene.told()).toEqual(['ops first: a+ b+']);
  });

  it('ends with the policy that says so', () => {
    const scene = new RoutingScene({ inhibitions });
    scene.page([scene.firing('target', {}), scene.firing('source', { rule: 'down', severity: 'critical' })]);
    scene.told();
    const policy = { groupBy: 'rule', groupWaitMs: 0, groupIntervalMs: 1, repeatIntervalMs: HOUR, immediate: [] };
    scene.happen('NotificationPolicyChanged', { ...policy, inhibitions: [], previous: {} });
    expect(scene.told()).toEqual(['ops first: target+']);
  });
});

describe('acknowledgement', () => {
  it('ends repeats, and not the end', () => {
    const scene = new RoutingScene({ repeatIntervalMs: MINUTE }).fire('a').acknowledge('a').pass(HOUR).resolve('a');
    expect(scene.told()).toEqual(['ops first: a+', 'ops all_resolved: a-']);
  });

  it('is said once although two acknowledge, to PagerDuty alone', () => {
    const scene = new RoutingScene();
    scene.channel('pd', 'pagerduty');
    scene.fire(['a', 'b'], { channels: ['ops', 'pd'] });
    scene.told();
    scene.acknowledge('a').acknowledge('a', 'bob').pass(MINUTE);
    expect(scene.told()).toEqual(['pd acknowledged: a+']);
  });

  it('does not keep a new member of the group from being told', () => {
    const scene = new RoutingScene().fire('a').acknowledge('a').pass(MINUTE).fire('b');
    scene.told();
    scene.pass(4 * HOUR);
    expect(scene.told()).toEqual(['ops repeat: b+']);
    expect(scene.remembered('alert')).toBe(2);
  });

  it('names who it was in what is told afterwards', () => {
    const scene = new RoutingScene().fire('a').acknowledge('a').pass(MINUTE).fire('b');
    expect(scene.last().message.alerts).toMatchObject([{ acknowledgedBy: 'ann' }, { acknowledgedBy: null }]);
  });

  it('of an alert that has ended changes nothing', () => {
    const scene = new RoutingScene();
    scene.channel('pd', 'pagerduty');
    scene
      .fire('a', { channels: ['pd'] })
      .resolve('a')
      .acknowledge('a')
      .pass(MINUTE);
    expect(scene.told()).toEqual(['pd first: a+', 'pd all_resolved: a-']);
    scene.arriving = false;
    scene.fire('b', { channels: ['pd'] });
    const first = scene.last();
    scene.acknowledge('b').resolve('b').sent(first);
    expect(scene.told()).toEqual(['pd first: b+', 'pd all_resolved: b-']);
  });

  it('before anybody was told keeps it so, until it ends', () => {
    const scene = new RoutingScene({ groupWaitMs: MINUTE })
      .fire('a')
      .acknowledge('a')
      .pass(2 * MINUTE);
    expect(scene.told()).toEqual([]);
    expect(scene.suppressed).toEqual(['a ops acknowledged']);
    const data = { ruleId: 'r', ruleName: 'queue-backup', alertId: 'a', fingerprint: 'f', reason: 'expired' };
    scene.happen('AlertAcknowledgementEnded', data);
    expect(scene.told()).toEqual(['ops first: a+']);
  });
});
