import { describe, expect, it } from 'vitest';
import { at, FactHistory } from '../../../../test/support/fact-history.js';
import { deploymentStatuses } from '../../../events/deployment.events.js';
import { deploymentStatusChangedKind, deploymentTriggeredKind, isLegalDeploymentStep } from './deployment.facts.js';

function deployment() {
  const history = new FactHistory();
  return {
    trigger: (more: object = {}, time = '14:00') =>
      history.report(
        deploymentTriggeredKind,
        { deploymentId: 'd-1', environment: 'production', version: '1.4.0', previousVersion: '1.3.9', ...more },
        at(time),
      ),
    become: (to: string, time: string, more: object = {}) =>
      history.report(deploymentStatusChangedKind, { deploymentId: 'd-1', to, ...more }, at(time)),
    report: (data: object) => deploymentStatusChangedKind.input.safeParse({ deploymentId: 'd-1', ...data }),
  };
}

describe('a deployment', () => {
  it('carries where it goes and how long it took', () => {
    const one = deployment();
    one.trigger();
    one.become('in_progress', '14:01');
    expect(one.become('succeeded', '14:05')[0]!.data).toEqual({
      deploymentId: 'd-1',
      environment: 'production',
      version: '1.4.0',
      from: 'in_progress',
      to: 'succeeded',
      startedAt: at('14:00'),
      durationSeconds: 300,
    });
  });

  it.each(['succeeded', 'success', 'completed'])('reported as %s has succeeded', (word) => {
    const one = deployment();
    one.trigger();
    expect(one.become(word, '14:05')[0]!.data.to).toBe('succeeded');
    expect(one.become('success', '14:06')).toEqual([]);
  });

  it('rolled back names the version that runs now', () => {
    const one = deployment();
    one.trigger();
    one.become('failed', '14:05');
    expect(one.become('rolled_back', '14:09')[0]!.data).toMatchObject({ from: 'failed', rolledBackTo: '1.3.9' });
  });

  it('takes its status as `status` too, once', () => {
    expect(deployment().report({ status: 'failed' }).success).toBe(true);
    expect(deployment().report({ status: 'failed', to: 'failed' }).success).toBe(false);
    expect(deployment().report({}).error?.issues[0]).toMatchObject({
      path: ['to'],
      message: expect.stringMatching(/once/),
    });
    expect(deployment().report({ to: 'exploded' }).success).toBe(false);
  });

  it('that nobody has announced is recorded with what the reporter adds', () => {
    const one = deployment();
    expect(
      one.become('failed', '14:05', { environment: 'staging', startedAt: '2026-01-15T15:00:00+01:00' })[0]!.data,
    ).toEqual({
      deploymentId: 'd-1',
      environment: 'staging',
      to: 'failed',
      startedAt: at('14:00'),
      durationSeconds: 300,
      flags: ['before_creation'],
    });
    expect(one.trigger()[0]!.data.flags).toEqual(['late']);
    expect(one.become('rolled_back', '14:10')[0]!.data).toMatchObject({ environment: 'production', from: 'failed' });
  });

  it('triggered again with other content is refused', () => {
    const one = deployment();
    one.trigger();
    expect(one.trigger()).toEqual([]);
    expect(() => one.trigger({ version: '2' })).toThrow(expect.objectContaining({ code: 'DEPLOYMENT_EXISTS' }));
  });
});

describe('its life cycle', () => {
  const order = ['pending', 'validating', 'in_progress', 'verifying'];
  const ends = ['succeeded', 'failed', 'timed_out', 'rolled_back', 'cancelled'];
  const steps = deploymentStatuses.flatMap((from) => deploymentStatuses.map((to) => [from, to] as const));

  it.each(steps)('judges %s → %s', (from, to) => {
    const forward = order.includes(from) && (ends.includes(to) || order.indexOf(to) > order.indexOf(from));
    const rollback = ['succeeded', 'failed', 'timed_out'].includes(from) && to === 'rolled_back';
    expect(isLegalDeploymentStep(from, to)).toBe(forward || rollback);
  });
});
