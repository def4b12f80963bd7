import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDemoFleet } from '../../src/app/demo-fleet.js';
import { assertMaySetUp, setUpDemo } from '../../src/demo/set-up-demo.js';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

const patient = { timeout: 120_000, interval: 200 };

async function settingsOf(service: TestService) {
  const { body: rules } = await service.get('/api/alerts/rules?limit=200');
  const { body: budgets } = await service.get('/api/cost/budgets');
  const { body: metrics } = await service.get('/api/metrics/custom');
  return {
    enabled: (rules.items as { name: string; enabled: boolean }[])
      .filter(({ enabled }) => enabled)
      .map(({ name }) => name),
    amounts: Object.fromEntries(
      (budgets.items as { name: string; amount: string }[]).map(({ name, amount }) => [name, amount]),
    ),
    metrics: (metrics.items as { name: string }[]).map(({ name }) => name),
  };
}

describe('the set-up around a simulated fleet', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ env: { ORCHESTRATE_DEFAULT_RULES: 'true' } });
  });
  afterAll(() => service.close());

  it('leaves alone what people have set up, changed or disabled', async () => {
    await service.request('PUT', '/api/cost/budgets', { body: { name: 'monthly', amount: '9' } });
    await service.post('/api/alerts/rules/queue-backup/enable', {});
    await service.post('/api/alerts/rules/queue-backup/disable', {});
    const apiKey = await service.createKey('operator');
    const made = await setUpDemo({ url: service.url, apiKey });
    expect(made.budgets).toEqual(['daily', 'weekly-opus']);
    expect(made.rules).toContain('model-call-errors');
    expect(made.metrics).toEqual(['service_releases_total']);

    await expect
      .poll(() => settingsOf(service), patient)
      .toEqual({
        enabled: expect.arrayContaining([...made.rules, 'channel-failing', 'budget-daily-100']),
        amounts: { monthly: '9', daily: '100', 'weekly-opus': '150' },
        metrics: ['service_releases_total'],
      });
    const { enabled } = await settingsOf(service);
    expect(enabled).not.toContain('queue-backup');
    expect(enabled).not.toContain('dead-mans-switch');
  });

  it('changes nothing a second time', async () => {
    const apiKey = await service.createKey('operator');
    const before = await service.runtime.log.head();
    expect(await setUpDemo({ url: service.url, apiKey })).toEqual({ rules: [], budgets: [], metrics: [] });
    expect(await service.runtime.log.head()).toBe(before);
  });

  it.each(['viewer', 'reporter', 'operator'] as const)('is not for a %s, which may not do all of it', async (role) => {
    const apiKey = await service.createKey(role);
    await expect(assertMaySetUp({ url: service.url, apiKey })).rejects.toMatchObject({
      code: 'ROLE_MISSING',
      message: expect.stringMatching(new RegExp(`needs the role admin; this key has the role ${role}$`)),
    });
    const refused = await cli('demo --set-up --once --history 1h --seed 3'.split(' '), {
      env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: apiKey },
    });
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('Without --set-up')]);
    expect(refused.err).not.toContain('history');
  });

  it('comes after the history when the program is asked for it', async () => {
    const { code, err } = await cli('demo --set-up --once --history 1h --seed 3'.split(' '), {
      env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey },
    });
    expect([code, err]).toEqual([0, expect.stringMatching(/history told[\s\S]*set up: all was there already\n/)]);
  });
});

describe('a service that starts with a simulated fleet', () => {
  it('is set up with a key that is withdrawn, and the fleet reports on with one of its own', async () => {
    const service = await startTestService({ env: { ORCHESTRATE_DEFAULT_RULES: 'true' } });
    const keys = async () => {
      const { body } = await service.get('/api/keys?limit=50');
      return (body.items as { name: string; role: string; revokedAt: string | null }[]).map(
        ({ name, role, revokedAt }) => [name, role, revokedAt === null],
      );
    };
    try {
      const fleet = await startDemoFleet(service, service.url, { historyDays: 0.1, seed: 3 });
      await vi.waitUntil(async () => (await settingsOf(service)).enabled.includes('writes-failing'), patient);
      await expect.poll(keys, patient).toContainEqual(['demo set-up', 'operator', false]);
      expect(await keys()).toContainEqual(['demo fleet', 'reporter', true]);
      expect(Object.keys((await settingsOf(service)).amounts).sort()).toEqual(['daily', 'monthly', 'weekly-opus']);
      await fleet.stop();
      await expect.poll(keys, patient).toContainEqual(['demo fleet', 'reporter', false]);
    } finally {
      await service.close();
    }
  });
});
