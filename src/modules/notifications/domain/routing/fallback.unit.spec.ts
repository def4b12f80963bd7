import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, RoutingScene, SECOND } from '../../testing/routing-scene.js';

const ops = { channelId: 'id-ops', name: 'ops' };

describe('a channel that fails without refusing', () => {
  let scene: RoutingScene;
  beforeEach(() => {
    scene = new RoutingScene();
    scene.channel('mail', 'email');
    scene.channel('ops', 'webhook', { fallback: 'mail' }, 'ChannelChanged');
    scene.arriving = false;
  });
  const fails = () => scene.happen('ChannelFailed', { ...ops, reason: 'HTTP 503' });
  /** What went over the fallback arrives. */
  const mailed = () => {
    for (const one of scene.attempts.filter(({ channelId }) => channelId === 'id-mail')) scene.sent(one);
    return scene.told().filter((text) => text.startsWith('mail'));
  };

  it.each(['critical', 'error'] as const)('has what is %s told over its fallback at once, and tries on', (severity) => {
    scene.fire('a', { severity }).failed(2 * MINUTE);
    fails();
    expect(mailed()).toEqual(['mail first: a+']);
    scene.pass(2 * MINUTE);
    expect(scene.told()).toEqual(['ops first: a+']);
    scene.pass(HOUR);
    expect(mailed()).toEqual([]);
  });

  it('has other things told over its fallback after ten minutes', () => {
    scene.fire('a').failed(HOUR);
    fails().pass(10 * MINUTE - 1);
    expect(mailed()).toEqual([]);
    scene.pass(1);
    expect(mailed()).toEqual(['mail first: a+']);
    scene.pass(5 * MINUTE).fire('b', { rule: 'other' });
    expect(mailed()).toEqual(['mail first: b+']);
  });

  it('has what comes later told over its fallback at once too, and the end of it', () => {
    fails().fire('a', { severity: 'critical' });
    const [first] = scene.attempts;
    expect(mailed()).toEqual(['mail first: a+']);
    scene
      .failed(30 * SECOND, {}, first)
      .pass(SECOND)
      .resolve('a');
    expect(mailed()).toEqual(['mail all_resolved: a-']);
  });

  it('does not tell an end twice when its own message is given up at last', () => {
    scene.fire('a', { severity: 'critical' }).sent().pass(MINUTE).resolve('a');
    const end = scene.last();
    fails();
    expect(mailed()).toEqual(['mail all_resolved: a-']);
    scene.failed(null, { fallback: 'mail' }, end).pass(HOUR);
    expect(mailed()).toEqual([]);
    expect(scene.remembered('alert')).toBe(0);
  });

  it('tells an end over the fallback once, however often its own message gives way', () => {
    scene.fire('a', { severity: 'critical' });
    const [first] = scene.attempts;
    fails();
    expect(mailed()).toEqual(['mail first: a+']);
    scene.resolve('a');
    expect(mailed()).toEqual(['mail all_resolved: a-']);
    scene.failed(HOUR, {}, first);
    expect(scene.last().message.reason).toBe('all_resolved');
    scene.failed(HOUR).pass(MINUTE);
    expect(mailed()).toEqual([]);
    scene.fire('b', { severity: 'critical' });
    expect(mailed()).toEqual(['mail first: b+']);
  });

  it('leaves the end to the fallback where the rule names that as well', () => {
    scene.fire('a', { severity: 'critical', channels: ['ops', 'mail'] });
    for (const one of scene.attempts.splice(0)) scene.sent(one);
    scene.pass(MINUTE).resolve('a');
    expect(mailed()).toEqual(['mail all_resolved: a-']);
    fails().pass(HOUR);
    expect(mailed()).toEqual([]);
  });

  it('uses the fallback no more when it has recovered', () => {
    scene.fire('a').failed(HOUR);
    fails().pass(MINUTE).happen('ChannelRecovered', ops);
    scene.told();
    scene.sent(scene.fire('b', { rule: 'other', severity: 'critical' }).last()).pass(HOUR);
    expect(mailed()).toEqual([]);
  });

  it('goes on failing when it is changed, until it delivers', () => {
    fails();
    scene.channel('ops', 'webhook', { fallback: 'mail', messagesPerMinute: 10 }, 'ChannelChanged');
    scene.fire('a', { severity: 'critical' });
    expect(mailed()).toEqual(['mail first: a+']);
  });

  it('tells over the fallback of the fallback where that fails too', () => {
    scene.channel('chat', 'slack');
    scene.channel('mail', 'email', { fallback: 'chat' }, 'ChannelChanged');
    scene.happen('ChannelFailed', { channelId: 'id-mail', name: 'mail', reason: 'HTTP 503' });
    fails().fire('a', { severity: 'critical' });
    expect(scene.told()).toEqual(['ops first: a+', 'mail first: a+', 'chat first: a+']);
  });

  it('keeps what is silenced from the fallback', () => {
    scene.fire('a', { severity: 'critical' }).failed(HOUR).silence('s');
    fails().pass(30 * MINUTE);
    expect(mailed()).toEqual([]);
  });
});
