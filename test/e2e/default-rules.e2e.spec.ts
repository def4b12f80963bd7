import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

describe('the default rules', () => {
  let service: TestService;
  const env = { ORCHESTRATE_DEFAULT_RULES: 'true' };

  beforeAll(async () => void (service = await startTestService({ env })));
  afterAll(() => service.close());

  const rules = async (minPosition?: string) => {
    const query = minPosition === undefined ? '' : `&minPosition=${minPosition}`;
    const { body } = await service.get(`/api/alerts/rules?limit=100${query}`);
    return body as { total: number; items: { name: string; enabled: boolean; condition: string }[] };
  };

  it('are there from the first start on, disabled, and one that is deleted stays deleted', async () => {
    const head = String(await service.runtime.log.head());
    const first = await rules(head);
    expect(first.total).toBe(22);
    expect(
      first.items
        .filter(({ enabled }) => enabled)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['channel-failing', 'event-log-changed']);
    expect(first.items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['high-failure-rate', 'queue-backup', 'token-budget-exceeded', 'dead-mans-switch']),
    );
    const deleted = await service.request('DELETE', '/api/alerts/rules/queue-backup');
    expect(deleted.status).toBeLessThan(300);

    const replica = await startTestService({ database: service.database, env });
    try {
      const again = await rules(String(await replica.runtime.log.head()));
      expect(again.total).toBe(21);
      expect(again.items.map(({ name }) => name)).not.toContain('queue-backup');
    } finally {
      await replica.close();
    }
  });

  it('can be tried on the past before they are enabled', async () => {
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const { status, body } = await service.post('/api/alerts/rules/dead-mans-switch/backtest', { from });
    expect(status).toBe(200);
    // It reads no series.
    expect(body.dataFrom).toBe(body.from);
    expect(body.results).toEqual([expect.objectContaining({ firings: 1, failedEvaluations: 0, messages: [] })]);

    const streamed = await service.post(
      '/api/alerts/rules/high-failure-rate/backtest',
      { from, thresholds: [0.5] },
      { headers: { accept: 'application/x-ndjson' } },
    );
    const lines = String(streamed.body)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string });
    expect(lines[0]).toMatchObject({ type: 'progress' });
    expect(lines.at(-1)).toMatchObject({
      type: 'result',
      results: [
        { threshold: null, firings: 0 },
        { threshold: 0.5, condition: expect.stringMatching(/> 0\.5$/) },
      ],
    });
  });

  it('are tried, and tested, from the command line', async () => {
    const env = { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey };
    const tried = await cli(['alert', 'rules', 'backtest', 'dead-mans-switch', '--from', '1h'], { env });
    expect([tried.code, tried.err]).toEqual([0, expect.stringContaining('100 %')]);
    expect(tried.out).toMatch(/as it is +1 +0 /);
    expect(tried.out).toMatch(/still firing/);

    const unknown = await cli(['alert', 'rules', 'backtest', 'nowhere'], { env });
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('ALERT_RULE_UNKNOWN')]);

    const file = 'ops/prometheus/rules/orchestrate.rules.test.yml';
    const tested = await cli(['alert', 'rules', 'test', file], { env: {} });
    expect([tested.code, tested.out]).toEqual([0, '36 passed, 0 failed\n']);
    const missing = await cli(['alert', 'rules', 'test', 'nowhere.yml'], { env: {} });
    expect([missing.code, missing.err]).toEqual([1, expect.stringContaining('nowhere.yml cannot be read')]);
  });

  it('refuse a stretch that cannot be, and thresholds of a condition that compares with no number', async () => {
    const refused = await service.post('/api/alerts/rules/queue-gone/backtest', {});
    expect([refused.status, refused.body.code]).toEqual([404, 'ALERT_RULE_UNKNOWN']);
    const stretch = { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' };
    const turned = await service.post('/api/alerts/rules/dead-mans-switch/backtest', stretch);
    expect([turned.status, turned.body.code]).toEqual([400, 'BACKTEST_INVALID']);
    const compared = await service.post('/api/alerts/rules/dead-mans-switch/backtest', { thresholds: [3] });
    expect([compared.status, compared.body.code]).toEqual([400, 'ALERT_RULE_INVALID']);
  });
});
