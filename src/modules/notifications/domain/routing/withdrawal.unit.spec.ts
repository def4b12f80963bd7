import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, RoutingScene, SECOND } from '../../testing/routing-scene.js';

/** A scene whose receiver answers nothing by itself. */
function failing(policy: ConstructorParameters<typeof RoutingScene>[0] = {}) {
  const scene = new RoutingScene(policy);
  scene.arriving = false;
  return scene;
}

describe('a message that waits to be tried again', () => {
  it('is not tried while a silence covers its alert, and is told when that ends', () => {
    const scene = failing()
      .fire('a')
      .failed(10 * MINUTE);
    scene.told();
    scene.silence('s').pass(59 * MINUTE);
    expect(scene.told()).toEqual([]);
    expect(scene.suppressed).toEqual(['a ops superseded message', 'a ops silenced s']);
    scene.pass(MINUTE);
    expect(scene.last()).toMatchObject({ attempt: 1, failures: 0 });
    expect(scene.told()).toEqual(['ops silence_ended: a+']);
  });

  it('is not tried when its alert was silenced while an attempt was under way', () => {
    const scene = failing().fire('a');
    const [first] = scene.attempts;
    scene
      .silence('s')
      .failed(5 * SECOND, {}, first)
      .pass(30 * MINUTE);
    expect(scene.told()).toEqual(['ops first: a+']);
  });

  it.each([
    ['that may have arrived', {}, 'ops new_alerts: b+'],
    ['that the receiver did not take', { throttled: true }, 'ops first: b+'],
  ])('%s tells without those that are silenced', (_what, how, told) => {
    const scene = failing()
      .fire(['a', 'b'])
      .failed(5 * SECOND, how);
    scene.told();
    scene.silence('s', { matchers: [{ name: 'id', op: '=', value: 'a' }] }).pass(MINUTE);
    expect(scene.told()).toEqual([told]);
  });

  it('and was silenced has its end told where the beginning may have arrived', () => {
    const scene = failing()
      .fire('a')
      .failed(10 * MINUTE);
    scene.told();
    scene.silence('s').pass(MINUTE).resolve('a');
    expect(scene.told()).toEqual(['ops all_resolved: a-']);
  });

  it('does not make untold what a message before it told', () => {
    const scene = new RoutingScene().fire('a').pass(MINUTE);
    scene.arriving = false;
    scene.fire('b').failed(MINUTE, { throttled: true });
    scene.told();
    scene
      .silence('s')
      .pass(2 * MINUTE)
      .resolve(['a', 'b']);
    expect(scene.told()).toEqual(['ops all_resolved: a-']);
  });

  it('that tells an end is tried also in a silence', () => {
    const scene = new RoutingScene().fire('a').pass(MINUTE);
    scene.arriving = false;
    scene.resolve('a').failed(5 * SECOND);
    scene.told();
    scene.silence('s').pass(MINUTE);
    expect(scene.told()).toEqual(['ops all_resolved: a-']);
  });

  it('and repeats tells only what nobody has acknowledged by then, and goes on repeating', () => {
    const scene = new RoutingScene({ repeatIntervalMs: HOUR }).fire(['a', 'b']);
    scene.arriving = false;
    scene.pass(HOUR).failed(5 * MINUTE);
    scene.told();
    scene.acknowledge('a').pass(5 * MINUTE);
    expect(scene.last().message.reason).toBe('repeat');
    scene.sent();
    expect(scene.told()).toEqual(['ops repeat: b+']);
    scene.pass(HOUR);
    expect(scene.told()).toEqual(['ops repeat: b+']);
  });

  it('and tells first is tried although somebody has acknowledged', () => {
    const scene = failing()
      .fire('a')
      .failed(5 * SECOND)
      .acknowledge('a');
    scene.told();
    scene.pass(MINUTE);
    expect(scene.told()).toEqual(['ops first: a+']);
  });

  it('is not tried while an alert fires that inhibits its own', () => {
    const matcher = (value: string) => [{ name: 'severity', op: '=' as const, value }];
    const inhibitions = [{ source: matcher('critical'), target: matcher('warning'), equal: [] }];
    const scene = failing({ inhibitions })
      .fire('a')
      .failed(5 * SECOND);
    scene.told();
    scene.fire('source', { rule: 'down', severity: 'critical' }).sent().pass(MINUTE);
    expect(scene.told()).toEqual(['ops first: source+']);
    expect(scene.suppressed).toEqual(['a ops superseded message', 'a ops inhibited source']);
    scene.resolve('source', 'down');
    expect(scene.told()).toContainEqual('ops new_alerts: a+');
  });

  it('is told in the end, however often it gives way', () => {
    const scene = failing();
    scene.channel('pd', 'pagerduty');
    scene.fire(['a', 'b', 'c'], { channels: ['pd'] }).failed(5 * MINUTE);
    scene.told();
    for (const ending of ['a', 'b'])
      scene
        .resolve(ending)
        .pass(MINUTE)
        .failed(5 * MINUTE);
    expect(scene.told()).toEqual(['pd new_alerts: b+ c+ a-', 'pd new_alerts: c+ a- b-']);
  });

  it('leaves no alert of a group untold when another of them ends', () => {
    const scene = failing();
    scene.channel('pd', 'pagerduty');
    scene.fire(['a', 'b'], { channels: ['pd'] }).failed(5 * MINUTE);
    scene.told();
    scene.resolve('a').pass(MINUTE);
    expect(scene.told()).toEqual(['pd new_alerts: b+ a-']);
  });
});
