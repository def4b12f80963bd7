import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

const patient = { timeout: 90_000, interval: 300 };

describe('alerts of a budget', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ env: { ORCHESTRATE_ALERT_INTERVAL: '1s' } });
  });
  afterAll(() => service?.close());

  const alerts = async (status: string) =>
    (await service.get(`/api/alerts?rule=budget-burnt-50&status=${status}`)).body.items as {
      id: string;
      labels: object;
    }[];
  const rule = async () => (await service.get('/api/alerts/rules/budget-burnt-50')).body;

  it('are of the period in which so much was used', async () => {
    const price = { model: 'burnt-model', rates: { input: '1', output: '1' }, effectiveFrom: '2020-01-01T00:00:00Z' };
    expect((await service.request('PUT', '/api/cost/prices', { body: price })).status).toBe(200);
    const call = { agentId: 'burner', model: 'burnt-model', epicId: 'epic-burnt', inputTokens: 900_000, success: true };
    const data = { ...call, outputTokens: 0 };
    const fact = { type: 'ModelCallRecorded', occurredAt: new Date().toISOString(), data };
    expect((await service.post('/api/events', [fact])).body.position).toBeDefined();
    const scope = { kind: 'epic', value: 'epic-burnt' };
    const body = { name: 'burnt', period: 'monthly', amount: '1', scope, warnPercent: [50, 200] };
    expect((await service.request('PUT', '/api/cost/budgets', { body })).status).toBe(200);
    await expect
      .poll(() => alerts('active'), patient)
      .toMatchObject([
        { labels: { budget: 'burnt', period: 'monthly', since: expect.stringMatching(/^20\d\d-\d\d-01$/) } },
      ]);
  });

  it('come of rules that an earlier version made as of those that this one makes, when a worker starts', async () => {
    const wanted = await rule();
    expect(wanted.noData).toBe('alert');
    const { name, severity, channels, group, unit } = wanted;
    const former = {
      ...{ name, severity, channels, group, unit, labels: { budget: 'burnt', owner: 'ann' } },
      condition: 'max without (instance) (orchestrate_budget_used_ratio{budget="burnt"}) >= 0.5',
    };
    const saved = await service.request('PUT', `/api/alerts/rules/${name}`, { body: former });
    expect([saved.status, saved.body.noData]).toEqual([200, 'keep']);
    const worker = await startTestService({ database: service.database, env: { ORCHESTRATE_ROLES: 'worker' } });
    try {
      await expect.poll(rule, patient).toMatchObject({
        condition: wanted.condition,
        noData: 'alert',
        labels: { budget: 'burnt', period: 'monthly', owner: 'ann' },
      });
    } finally {
      await worker.close();
    }
  });
});
