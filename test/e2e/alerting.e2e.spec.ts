import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ env: { ORCHESTRATE_ALERT_INTERVAL: '1s' } });
});

afterAll(async () => {
  await service.close();
});

const patient = { timeout: 60_000, interval: 200 };
const depth = (value: number) => service.request('PUT', '/api/queues/reviews', { body: { depth: value } });

/** The newest alert of the rule, once it is as expected. */
async function alertOf(rule: string, status: string) {
  const list = async () => (await service.get(`/api/alerts?rule=${rule}`)).body.items[0];
  await expect.poll(async () => (await list())?.status, patient).toBe(status);
  return list();
}

describe('alerts', () => {
  it('fire when their condition has held for long enough, are taken, and are resolved', async () => {
    const rule = {
      ...{ name: 'queue-backup', condition: 'orchestrate_queue_depth > 5', severity: 'critical', for: '2s' },
      ...{ labels: { team: 'core' }, annotations: { summary: '{{ $labels.queue }} has {{ $value }}' } },
    };
    const created = await service.post('/api/alerts/rules', rule);
    expect(created).toMatchObject({ status: 201 });
    const { id: ruleId } = created.body;
    await depth(12);

    const fired = await alertOf('queue-backup', 'active');
    expect(fired).toMatchObject({
      ...{ ruleId, ruleName: 'queue-backup', severity: 'critical', value: '12', currentValue: '12', resolvedAt: null },
      labels: { alertname: 'queue-backup', queue: 'reviews', severity: 'critical', team: 'core' },
      annotations: { summary: 'reviews has 12' },
    });
    expect(Date.parse(fired.triggeredAt) - Date.parse(fired.pendingSince)).toBeGreaterThanOrEqual(2_000);
    const found = async (query: string) => (await service.get(`/api/alerts?${query}`)).body.total;
    expect(await found('label=team=core&label=queue=reviews&severity=critical')).toBe(1);
    expect(await found('label=team=other')).toBe(0);

    const taken = await service.post(`/api/alerts/${fired.id}/acknowledge`, { note: 'on it' });
    expect(taken).toMatchObject({ status: 200, body: { acknowledged: true, changed: true, ruleId } });
    const again = await service.post(`/api/alerts/${fired.id}/acknowledge`, { note: 'on it' });
    expect(again.body).toMatchObject({ changed: false });
    const shown = await service.get(`/api/alerts/${fired.id}?minPosition=${taken.body.position}`);
    expect(shown.body).toMatchObject({ status: 'acknowledged', acknowledgementNote: 'on it' });
    expect(await found('status=active')).toBe(1);

    const firing = await service.get('/api/alerts/rules/queue-backup/explain');
    expect(firing.body).toMatchObject({
      ...{ ruleId, enabled: true, condition: { results: 1 }, recorded: { results: 1, error: null } },
      comparison: { left: { expression: 'orchestrate_queue_depth' }, operator: '>', right: { expression: '5' } },
      because: expect.arrayContaining([expect.stringContaining('has acknowledged it')]),
    });

    const untold = async () => (await service.get('/api/alerts/rules/queue-backup/explain')).body.suppressions;
    await expect.poll(untold, patient).toMatchObject([{ alertId: fired.id, reason: 'no_channel' }]);

    const before = new Date().toISOString();
    await depth(1);
    const resolved = await alertOf('queue-backup', 'resolved');
    expect(resolved).toMatchObject({ id: fired.id, resolveReason: 'recovered', value: '12', currentValue: '1' });
    const { body } = await service.get(`/api/alerts/${fired.id}`);
    const types: string[] = body.history.map(({ type }: { type: string }) => type);
    expect(types).toContain('NotificationSuppressed');
    expect(types.filter((type) => type.startsWith('Alert'))).toEqual([
      ...['AlertPendingStarted', 'AlertFired', 'AlertAcknowledged', 'AlertResolved'],
    ]);
    const late = await service.post(`/api/alerts/${fired.id}/acknowledge`, {});
    expect(late).toMatchObject({ status: 409, body: { code: 'ALERT_RESOLVED' } });
    const quiet = await service.get('/api/alerts/rules/queue-backup/explain');
    expect(quiet.body.because[0]).toBe('The condition did not hold: orchestrate_queue_depth (1) is not > 5.');
    expect(await found('status=active')).toBe(0);
    const then = await service.get(`/api/alerts?status=acknowledged&asOf=${before}`);
    expect(then.body).toMatchObject({ total: 1, items: [{ id: fired.id, resolvedAt: null }] });
  });

  it('are told of by the health, the metrics and the series ALERTS', async () => {
    await service.post('/api/alerts/rules', { name: 'always', condition: 'vector(1)', severity: 'info' });
    await service.post('/api/alerts/rules', {
      ...{ name: 'of-alerts', condition: 'ALERTS{alertname="always",alertstate="firing"} == 1', severity: 'info' },
    });
    await alertOf('always', 'active');
    await alertOf('of-alerts', 'active');
    const ready = await service.get('/readyz', { key: null });
    expect(ready.body.parts.find(({ name }: { name: string }) => name === 'alerting')).toMatchObject({ status: 'up' });
    const { body: metrics } = await service.get('/metrics');
    expect(metrics).toMatch(/orchestrate_alerts\{state="firing"\} [1-9]/);
    expect(metrics).toMatch(/orchestrate_rule_group_last_evaluation_timestamp_seconds\{group="[^"]+"\} \d+/);
    const quiet = { ruleName: 'always', duration: '1h', comment: 'we know' };
    const silence = await service.post('/api/silences', quiet);
    const silenced = await service.get(`/api/alerts?status=silenced&minPosition=${silence.body.position}`);
    expect(silenced.body).toMatchObject({ total: 1, items: [{ ruleName: 'always', silencedBy: [silence.body.id] }] });
    const disabled = await service.post('/api/alerts/rules/always/disable', {});
    expect(disabled.status).toBe(200);
    expect(await alertOf('always', 'resolved')).toMatchObject({ resolveReason: 'rule_disabled' });
  });

  it('are listed, taken and explained on the command line', async () => {
    await service.post('/api/alerts/rules', { name: 'on-the-line', condition: 'vector(3) > 2', severity: 'warning' });
    const { id } = await alertOf('on-the-line', 'active');
    const run = (...args: string[]) =>
      cli(['alert', ...args], { env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey } });
    expect((await run('list', '--status', 'active', '--rule', 'on-the-line')).out).toContain(id);
    expect(await run('list', '--rule', 'nope')).toMatchObject({
      code: 1,
      err: expect.stringContaining('there is no alert rule nope'),
    });
    expect((await run('list', '--status', 'firing')).err).toContain('what fires is `active`');
    const taken = await run('acknowledge', id, '--note', 'mine', '--duration', '2h');
    expect(taken).toMatchObject({
      code: 0,
      out: expect.stringContaining(`acknowledged alert ${id} of on-the-line until`),
    });
    await alertOf('on-the-line', 'acknowledged');
    expect((await run('show', id)).out).toMatch(/acknowledged by +\S[\s\S]*AlertAcknowledged/);
    expect((await run('explain', 'on-the-line')).out).toMatch(/has acknowledged it[\s\S]*vector\(3\)/);
    expect((await run('acknowledge', id, '--withdraw')).out).toContain('gave back');
    expect(await run('show', 'nothing')).toMatchObject({ code: 1 });
  });

  it('refuses what it cannot do', async () => {
    expect(await service.get('/api/alerts/nothing')).toMatchObject({ status: 404, body: { code: 'ALERT_UNKNOWN' } });
    expect(await service.post('/api/alerts/nothing/acknowledge', {})).toMatchObject({ status: 404 });
    expect(await service.get('/api/alerts?status=loud')).toMatchObject({ status: 400 });
    expect(await service.get('/api/alerts?label=team')).toMatchObject({ status: 400 });
    const both = { until: '2099-01-01T00:00:00Z', duration: '2h' };
    expect(await service.post('/api/alerts/nothing/acknowledge', both)).toMatchObject({ status: 400 });
    const viewer = await service.createKey('viewer');
    expect(await service.post('/api/alerts/nothing/acknowledge', {}, { key: viewer })).toMatchObject({ status: 403 });
    expect(await service.get('/api/alerts/rules/nothing/explain')).toMatchObject({ status: 404 });
  });
});
