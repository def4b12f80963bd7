import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, RoutingScene, SECOND } from '../../testing/routing-scene.js';

const numbered = (count: number, prefix = 'a') => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

describe('what becomes of a message', () => {
  it('is tried again when it failed, under the same id and with the same content', () => {
    const scene = new RoutingScene();
    scene.arriving = false;
    scene.fire('a');
    const first = scene.last();
    scene.failed(5 * SECOND).pass(5 * SECOND);
    const second = scene.last();
    expect(second).toMatchObject({ notificationId: first.notificationId, attempt: 2, failures: 1 });
    expect(second.message).toEqual(first.message);
    scene
      .failed(30 * SECOND)
      .pass(30 * SECOND)
      .sent()
      .pass(HOUR);
    expect(scene.attempts).toHaveLength(3);
    expect(scene.remembered('notification')).toBe(0);
  });

  it('gives way to what is new, which goes on from its failures', () => {
    const scene = new RoutingScene({ groupIntervalMs: SECOND });
    scene.arriving = false;
    scene
      .fire('a')
      .failed(10 * MINUTE)
      .pass(MINUTE);
    scene.told();
    scene.fire('b');
    expect(scene.last()).toMatchObject({ attempt: 1, failures: 1 });
    expect(scene.told()).toEqual(['ops new_alerts: a+ b+']);
    scene.pass(HOUR);
    expect(scene.attempts.every(({ attempt }) => attempt === 1)).toBe(true);
  });

  it('is asked for again when nothing is heard of it, under the same id', () => {
    const scene = new RoutingScene();
    scene.arriving = false;
    scene.fire('a').pass(11 * MINUTE);
    const [first, again] = scene.attempts;
    expect(again).toMatchObject({ notificationId: first!.notificationId, attempt: 1 });
    expect(again!.intent).not.toBe(first!.intent);
    scene.sent(first).pass(HOUR);
    expect(scene.attempts).toHaveLength(2);
  });

  it('goes over the fallback when it is refused, and so does the end', () => {
    const scene = new RoutingScene();
    scene.channel('mail', 'email');
    scene.arriving = false;
    scene.fire('a');
    const refused = scene.last();
    scene.arriving = true;
    scene.failed(null, { fallback: 'mail' }, refused);
    expect(scene.told()).toEqual(['ops first: a+', 'mail first: a+']);
    scene.pass(MINUTE).resolve('a');
    expect(scene.told()).toEqual(['mail all_resolved: a-']);
  });

  it('that tells an end goes over the fallback too', () => {
    const scene = new RoutingScene();
    scene.channel('mail', 'email');
    scene.fire('a').pass(MINUTE);
    scene.arriving = false;
    scene.resolve('a');
    const refused = scene.last();
    scene.arriving = true;
    scene.failed(null, { fallback: 'mail' }, refused).pass(HOUR);
    expect(scene.told().slice(1)).toEqual(['ops all_resolved: a-', 'mail all_resolved: a-']);
    expect(scene.remembered('alert')).toBe(0);
  });

  it.each([
    ['is changed', 'ChannelChanged'],
    ['recovers', 'ChannelRecovered'],
  ])('is tried anew when the channel that refused it %s', (_what, type) => {
    const scene = new RoutingScene();
    scene.arriving = false;
    scene.fire('a').failed(null).pass(MINUTE);
    expect(scene.told()).toEqual(['ops first: a+']);
    scene.channel('ops', 'webhook', {}, type);
    expect(scene.told()).toEqual(['ops first: a+']);
  });

  it('is tried anew by the next repeat when nobody looked after the channel', () => {
    const scene = new RoutingScene({ repeatIntervalMs: HOUR });
    scene.arriving = false;
    scene
      .fire('a')
      .failed(null)
      .pass(59 * MINUTE);
    expect(scene.attempts).toHaveLength(1);
    scene.pass(MINUTE);
    expect(scene.attempts).toHaveLength(2);
  });

  it('goes over the fallback when the channel is disabled', () => {
    const scene = new RoutingScene();
    scene.channel('mail', 'email');
    scene.channel('ops', 'webhook', { fallback: 'mail' }, 'ChannelChanged');
    scene.fire('a');
    scene.channel('ops', 'webhook', { fallback: 'mail', enabled: false }, 'ChannelChanged');
    expect(scene.told()).toEqual(['ops first: a+', 'mail first: a+']);
    expect(scene.suppressed).toEqual([]);
  });

  it('is sent again as it was, when somebody asks for it', () => {
    const scene = new RoutingScene().fire('a');
    const first = scene.last();
    const queued = { channelId: 'id-ops', channelName: 'ops', groupKey: 'g', reason: 'first', alerts: [] };
    const again = { notificationId: 'again', resendOf: first.notificationId, ...queued };
    scene.happen('NotificationQueued', again);
    expect(scene.attempts).toHaveLength(2);
    expect(scene.last()).toMatchObject({ notificationId: 'again', attempt: 1, message: first.message });
  });

  it('over a channel that does not answer holds up no other channel', () => {
    const scene = new RoutingScene();
    scene.channel('dead', 'webhook');
    scene.channel('mail', 'email');
    scene.arriving = false;
    for (const id of numbered(6)) scene.fire(id, { rule: `rule-${id}`, channels: ['dead', 'mail'] });
    const dead = scene.attempts.filter(({ channelId }) => channelId === 'id-dead');
    expect(dead).toHaveLength(4);
    for (const mail of scene.attempts.filter(({ channelId }) => channelId === 'id-mail')) scene.sent(mail);
    scene.pass(10 * SECOND);
    expect(scene.attempts.filter(({ channelId }) => channelId === 'id-mail')).toHaveLength(5);
    scene.failed(HOUR, {}, dead[0]);
    expect(scene.attempts.filter(({ channelId }) => channelId === 'id-dead')).toHaveLength(5);
  });
});

describe('what a channel may send', () => {
  /** 60 a minute: one a second, ten at once, two of them kept for what is urgent. */
  const scene60 = (kind: 'slack' | 'pagerduty' = 'slack') => {
    const scene = new RoutingScene();
    scene.channel('chat', kind, { messagesPerMinute: 60 });
    return scene;
  };
  const storm = (scene: RoutingScene, count: number, critical = 0) =>
    scene.page(
      numbered(count).map((id, n) =>
        scene.firing(id, {
          rule: `rule-${id}`,
          channels: ['chat'],
          severity: n >= count - critical ? 'critical' : 'warning',
        }),
      ),
    );
  const toldAlerts = (scene: RoutingScene) =>
    scene.attempts.flatMap(({ message }) => message.alerts.map(({ alertId, status }) => `${alertId} ${status}`));

  it('of 500 alerts at once tells the critical ones first, and the rest in a digest; none is lost', () => {
    const scene = scene60();
    storm(scene, 500, 5);
    const reasons = scene.attempts.map(({ message: { reason, alerts } }) => `${reason} ${alerts.length}`);
    expect(reasons).toEqual([...Array.from({ length: 7 }, () => 'first 1'), 'digest 493']);
    expect(scene.attempts.slice(0, 5).map(({ message }) => message.alerts[0]?.severity)).toEqual(
      Array.from({ length: 5 }, () => 'critical'),
    );
    expect(new Set(toldAlerts(scene)).size).toBe(500);
    scene.attempts.length = 0;
    scene.pass(MINUTE);
    scene.page(numbered(500).map((id) => scene.ending(id, `rule-${id}`)));
    scene.pass(MINUTE);
    expect(new Set(toldAlerts(scene))).toEqual(new Set(numbered(500).map((id) => `${id} resolved`)));
    expect(scene.attempts.at(-1)?.message).toMatchObject({ reason: 'digest', status: 'resolved' });
    scene.pass(HOUR);
    expect([scene.remembered('alert'), scene.remembered('group')]).toEqual([0, 0]);
  });

  it('tells how many alerts a message leaves out, and counts them as told', () => {
    const scene = new RoutingScene().fire(numbered(700));
    expect(scene.last().message).toMatchObject({ omitted: 200 });
    expect(scene.last().message.alerts).toHaveLength(500);
    scene.pass(HOUR);
    expect(scene.attempts).toHaveLength(1);
  });

  it('keeps a part for what is urgent when others have used up theirs', () => {
    const scene = scene60();
    storm(scene, 40);
    scene.attempts.length = 0;
    scene.fire('late', { rule: 'late', channels: ['chat'] });
    expect(scene.attempts).toHaveLength(0);
    scene.fire('urgent', { rule: 'urgent', channels: ['chat'], severity: 'critical' });
    expect(toldAlerts(scene)).toEqual(['urgent firing']);
    scene.pass(3 * SECOND);
    expect(toldAlerts(scene)).toEqual(['urgent firing', 'late firing']);
  });

  it('never is more than it may in the long run', () => {
    const scene = scene60();
    for (let second = 0; second < 120; second++) {
      storm(scene, 3);
      scene.page(numbered(3).map((id) => scene.ending(id, `rule-${id}`)));
      scene.pass(SECOND);
    }
    expect(scene.attempts.length).toBeLessThanOrEqual(120 + 10);
  });

  it('puts off repeats that are more, and rests until then', () => {
    const scene = scene60('pagerduty');
    storm(scene, 12);
    scene.channel('chat', 'pagerduty', { messagesPerMinute: 6 }, 'ChannelChanged');
    scene.pass(3 * HOUR);
    scene.attempts.length = 0;
    scene.pass(2 * HOUR);
    const repeated = scene.attempts.filter(({ message }) => message.reason === 'repeat');
    expect(new Set(repeated.flatMap(({ message }) => message.alerts.map(({ alertId }) => alertId))).size).toBe(12);
    expect(repeated).toHaveLength(12);
  });

  it('makes no digests for receivers that keep incidents: they get one after the other', () => {
    const scene = scene60('pagerduty');
    storm(scene, 100, 5);
    scene.pass(3 * MINUTE);
    expect(scene.attempts.every(({ message: { alerts } }) => alerts.length === 1)).toBe(true);
    expect(scene.attempts.slice(0, 5).every(({ message }) => message.alerts[0]?.severity === 'critical')).toBe(true);
    expect(new Set(toldAlerts(scene)).size).toBe(100);
  });

  it('tells such receivers a large group in parts, and the ends as well', () => {
    const scene = scene60('pagerduty').fire(numbered(25), { channels: ['chat'] });
    scene.pass(2 * MINUTE);
    expect(scene.attempts.map(({ message }) => message.alerts.length)).toEqual([10, 10, 5]);
    scene
      .acknowledge('a3')
      .pass(MINUTE)
      .resolve(numbered(25))
      .pass(2 * MINUTE);
    const acknowledged = scene.attempts.filter(({ message }) => message.reason === 'acknowledged');
    expect(acknowledged.map(({ message }) => message.alerts.map(({ alertId }) => alertId))).toEqual([['a3']]);
    const told = toldAlerts(scene);
    expect(told.filter((one) => one.endsWith('resolved'))).toHaveLength(25);
    expect(scene.remembered('alert')).toBe(0);
  });
});
