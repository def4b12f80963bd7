import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { hasPrometheus, promtoolComplaints } from '../support/prometheus.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ env: { ORCHESTRATE_ALERT_INTERVAL: '1s' } });
});
afterAll(async () => {
  await service.close();
});

const deploys = { name: 'team_deploys_total', kind: 'counter', labels: ['team'] };
const patient = { timeout: 60_000, interval: 200 };
const register = (body: object, key?: string) =>
  service.post('/api/metrics/custom', { help: 'Of a test.', ...body }, key === undefined ? {} : { key });
const push = (name: string, body: object) => service.post(`/api/metrics/custom/${name}/samples`, body);

/** Once its history is there. */
async function complete(name: string, position: string) {
  const show = async () => (await service.get(`/api/metrics/custom/${name}?minPosition=${position}`)).body;
  await expect.poll(async () => (await show()).progress?.state, patient).toBe('complete');
  return show();
}

/** Lines of `/metrics` that begin so, as of the position. */
async function lines(start: string, position: string): Promise<readonly string[]> {
  const { body } = await service.get(`/metrics?minPosition=${position}`, { key: null });
  return (body as string).split('\n').filter((line) => line.startsWith(start));
}

async function query(
  expression: string,
): Promise<readonly { metric: Record<string, string>; value: [number, string] }[]> {
  const { body } = await service.get(`/api/v1/query?query=${encodeURIComponent(expression)}`);
  return body.data.result;
}

describe('custom metrics', () => {
  it('that are pushed are on /metrics, in expressions and in alert rules', async () => {
    const registered = await register(deploys);
    expect(registered).toMatchObject({
      status: 201,
      body: { ...deploys, help: 'Of a test.', unit: null, seriesLimit: 500, source: null, changed: true },
    });
    expect((await register(deploys)).body).toMatchObject({ changed: false });
    await complete('team_deploys_total', registered.body.position);

    const once = await push('team_deploys_total', { id: 'deploy-1', labels: { team: 'core' }, value: 2 });
    expect(once).toMatchObject({ status: 201, body: { id: 'deploy-1', samples: 1, duplicate: false } });
    const again = await push('team_deploys_total', { id: 'deploy-1', labels: { team: 'core' }, value: 2 });
    expect(again.body).toMatchObject({ duplicate: true, position: once.body.position });
    const other = await push('team_deploys_total', { id: 'deploy-1', labels: { team: 'core' }, value: 3 });
    expect(other).toMatchObject({ status: 409, body: { code: 'ID_REUSED' } });
    const several = await push('team_deploys_total', {
      samples: [
        { labels: { team: 'core' }, value: 1 },
        { labels: { team: 'web' }, value: 4 },
      ],
    });
    expect(await lines('team_deploys_total', several.body.position)).toEqual([
      'team_deploys_total{team="core"} 3',
      'team_deploys_total{team="web"} 4',
    ]);
    expect(await lines('# HELP team_deploys', several.body.position)).toEqual(['# HELP team_deploys_total Of a test.']);
    expect(await lines('# TYPE team_deploys', several.body.position)).toEqual(['# TYPE team_deploys_total counter']);

    const rule = { name: 'many-deploys', condition: 'sum(team_deploys_total) > 5', severity: 'warning' };
    expect(await service.post('/api/alerts/rules', rule)).toMatchObject({ status: 201 });
    const alert = async () => (await service.get('/api/alerts?rule=many-deploys')).body.items[0];
    await expect.poll(async () => (await alert())?.status, patient).toBe('active');
    expect(await alert()).toMatchObject({ value: '7' });
    const doubted = { name: 'falling-deploys', condition: 'deriv(team_deploys_total[5m]) < 0', severity: 'info' };
    const remarks = (await service.post('/api/alerts/rules', doubted)).body.warnings;
    expect(JSON.stringify(remarks)).toContain('counter');
    const { body: metadata } = await service.get('/api/v1/metadata?metric=team_deploys_total');
    expect(metadata.data).toEqual({ team_deploys_total: [{ type: 'counter', help: 'Of a test.', unit: '' }] });
    const { body: names } = await service.get('/api/v1/label/__name__/values');
    expect(names.data).toContain('team_deploys_total');
  });

  it.skipIf(!hasPrometheus())('are written so that promtool has nothing against them', async () => {
    const help = 'Of "a test", with a \\ in it.';
    const bounds = [0.1, 1, 250, 1_209_600];
    const registered = await register({
      name: 'odd_seconds',
      kind: 'histogram',
      unit: 'seconds',
      labels: ['l'],
      buckets: bounds,
      help,
    });
    await complete('odd_seconds', registered.body.position);
    const { body } = await push('odd_seconds', { value: 0.3, labels: { l: 'a "b" \\ ü' } });
    const exposition = `${(await lines('# HELP odd_', body.position)).join('\n')}\n${(await lines('# TYPE odd_', body.position)).join('\n')}\n${(await lines('odd_', body.position)).join('\n')}\n`;
    expect(await promtoolComplaints(exposition)).toEqual([]);
    expect(await lines('odd_seconds_bucket', body.position)).toHaveLength(5);
    const open = await service.get(`/metrics?minPosition=${body.position}`, {
      headers: { accept: 'application/openmetrics-text' },
    });
    expect(open.body).toContain(
      '# HELP odd_seconds Of \\"a test\\", with a \\\\ in it.\n# TYPE odd_seconds histogram\n# UNIT odd_seconds seconds\n',
    );
  });

  it('that are defined over events have what was recorded before', async () => {
    const calls = (tool: string, count: number, success: boolean) =>
      Array.from({ length: count }, () => ({
        type: 'ToolCallRecorded',
        data: { agentId: 'a-1', tool, success, durationMs: 1_500 },
      }));
    await service.post('/api/events', [
      ...calls('Bash', 3, false),
      ...calls('Bash', 2, true),
      ...calls('Read', 4, false),
    ]);
    const source = { eventType: 'ToolCallRecorded', filter: { tool: 'Bash', success: false } };
    const counter = await register({
      name: 'bash_failures_total',
      type: 'counter',
      source: { ...source, labels: { tool: 'tool' } },
    });
    expect(counter).toMatchObject({ status: 201, body: { labels: ['tool'], source: { ...source, value: null } } });
    const histogram = await register({
      name: 'bash_failure_seconds',
      kind: 'histogram',
      unit: 'seconds',
      buckets: [1, 2],
      source: {
        ...source,
        filter: { tool: { in: ['Bash', 'Read'] }, durationMs: { gte: 1_000 } },
        value: { field: 'durationMs', scale: 0.001 },
      },
    });
    const { position } = histogram.body;
    expect(await complete('bash_failures_total', position)).toMatchObject({
      kind: 'counter',
      progress: { state: 'complete', ratio: 1 },
      registeredBy: expect.any(String) as unknown,
    });
    await complete('bash_failure_seconds', position);
    expect(await lines('bash_failure', position)).toEqual([
      'bash_failure_seconds_bucket{le="1.0"} 0',
      'bash_failure_seconds_bucket{le="2.0"} 9',
      'bash_failure_seconds_bucket{le="+Inf"} 9',
      'bash_failure_seconds_sum 13.5',
      'bash_failure_seconds_count 9',
      'bash_failures_total{tool="Bash"} 3',
    ]);
    const more = await service.post('/api/events', calls('Bash', 1, false));
    expect(await lines('bash_failures_total', more.body.position)).toEqual(['bash_failures_total{tool="Bash"} 4']);
    await expect.poll(async () => (await query('bash_failures_total'))[0]?.value[1], patient).toBe('4');
    expect(await query('bash_failures_total')).toMatchObject([{ metric: { tool: 'Bash' } }]);

    const { body: projections } = await service.get('/api/projections');
    const { progress } = (await service.get('/api/metrics/custom/bash_failures_total')).body;
    expect(projections.items.map(({ name }: { name: string }) => name)).toContain(progress.projection);
    const { body: list } = await service.get('/api/metrics/custom?text=BASH&limit=1');
    expect(list).toMatchObject({
      total: 2,
      items: [{ name: 'bash_failure_seconds' }],
      nextCursor: expect.any(String) as unknown,
    });
  });

  it('are pushed together, all or none, and are gone once they are removed', async () => {
    const gauge = await register({ name: 'open_tickets', kind: 'gauge', labels: ['queue'] });
    const counter = await register({ name: 'tickets_total', kind: 'counter' });
    await complete('open_tickets', gauge.body.position);
    await complete('tickets_total', counter.body.position);
    const sample = { name: 'open_tickets', labels: { queue: 'a' }, value: 5 };
    const many = (...samples: readonly object[]) => service.post('/api/metrics/custom/samples', { samples });
    const refused = await many(sample, { name: 'tickets_total', value: -1 });
    expect(refused).toMatchObject({
      status: 400,
      body: { code: 'CUSTOM_SAMPLE_INVALID', errors: [{ field: 'samples.1.value' }] },
    });
    expect(await many(sample, { name: 'nobody', value: 1 })).toMatchObject({
      status: 404,
      body: { code: 'CUSTOM_METRIC_UNKNOWN' },
    });
    const taken = await many(sample, { ...sample, value: -2, add: true }, { name: 'tickets_total', value: 1.5 });
    expect(taken).toMatchObject({ status: 201, body: { samples: 3 } });
    expect(await lines('open_tickets', taken.body.position)).toEqual(['open_tickets{queue="a"} 3']);
    expect(await lines('tickets_total', taken.body.position)).toEqual(['tickets_total 1.5']);

    const removed = await service.request('DELETE', '/api/metrics/custom/open_tickets');
    expect(removed).toMatchObject({ status: 200, body: { name: 'open_tickets' } });
    expect(await service.request('DELETE', '/api/metrics/custom/open_tickets')).toMatchObject({ status: 404 });
    expect(await lines('open_tickets', removed.body.position)).toEqual([]);
    expect(await service.get(`/api/metrics/custom/open_tickets?minPosition=${removed.body.position}`)).toMatchObject({
      status: 404,
    });
    expect(await push('open_tickets', { labels: { queue: 'a' }, value: 1 })).toMatchObject({ status: 404 });

    // Of the same name, but another metric: what was pushed before is not of it.
    const anew = await register({ name: 'open_tickets', kind: 'gauge' });
    await complete('open_tickets', anew.body.position);
    expect(await lines('open_tickets', anew.body.position)).toEqual([]);
    const { body: audit } = await service.get(
      `/api/audit?resource=metric:open_tickets&minPosition=${anew.body.position}`,
    );
    expect(audit.items.map(({ action }: { action: string }) => action)).toEqual([
      'custom_metric.registered',
      'custom_metric.removed',
      'custom_metric.registered',
    ]);
  });

  it.each<[string, object, string, string]>([
    ['no kind', { name: 'x_total' }, 'VALIDATION_FAILED', 'kind'],
    ['two kinds', { name: 'x_total', kind: 'counter', type: 'gauge' }, 'VALIDATION_FAILED', 'type'],
    ['no help', { name: 'x_total', kind: 'counter', help: '  ' }, 'VALIDATION_FAILED', 'help'],
    ['a summary', { name: 'x_total', kind: 'summary' }, 'VALIDATION_FAILED', 'kind'],
    ['another field', { name: 'x_total', kind: 'counter', value: 1 }, 'VALIDATION_FAILED', '$'],
    ['no series', { name: 'x_total', kind: 'counter', seriesLimit: 0 }, 'VALIDATION_FAILED', 'seriesLimit'],
    ['a built-in name', { name: 'orchestrate_agents_total', kind: 'counter' }, 'CUSTOM_METRIC_INVALID', 'name'],
    ['a counter without _total', { name: 'x', kind: 'counter' }, 'CUSTOM_METRIC_INVALID', 'name'],
    ['a reserved label', { name: 'x_total', kind: 'counter', labels: ['le'] }, 'CUSTOM_METRIC_INVALID', 'labels.0'],
    [
      'a comparison that there is not',
      { name: 'x_total', kind: 'counter', source: { eventType: 'ToolCallRecorded', filter: { tool: { like: 'B' } } } },
      'VALIDATION_FAILED',
      'source.filter.tool',
    ],
    [
      'a comparison with nothing',
      { name: 'x_total', kind: 'counter', source: { eventType: 'ToolCallRecorded', filter: { tool: {} } } },
      'VALIDATION_FAILED',
      'source.filter.tool',
    ],
    [
      'a field that there is not',
      { name: 'x_total', kind: 'counter', source: { eventType: 'ToolCallRecorded', filter: { tol: 'Bash' } } },
      'CUSTOM_METRIC_INVALID',
      'source.filter.tol',
    ],
    [
      'an event that there is not',
      { name: 'x_total', kind: 'counter', source: { eventType: 'Nothing' } },
      'CUSTOM_METRIC_INVALID',
      'source.eventType',
    ],
  ])('are refused with %s', async (_, body, code, field) => {
    const { status, body: problem } = await register(body);
    expect({ status, code: problem.code, fields: problem.errors.map((one: { field: string }) => one.field) }).toEqual({
      status: 400,
      code,
      fields: [field],
    });
  });

  it.each<[string, object, string]>([
    ['nothing', {}, 'value'],
    ['a text', { value: '1' }, 'value'],
    ['a number without end', { value: 1e101 }, 'value'],
    ['one and several', { value: 1, samples: [{ value: 1 }] }, 'samples'],
    ['no label', { value: 1 }, 'labels.team'],
    ['another label', { value: 1, labels: { team: 'a', stage: 'b' } }, 'labels.stage'],
    ['an empty label', { value: 1, labels: { team: '' } }, 'labels.team'],
    ['less than nothing', { value: -1, labels: { team: 'a' } }, 'value'],
    ['an addition', { value: 1, add: true, labels: { team: 'a' } }, 'add'],
  ])('are not told %s', async (_, body, field) => {
    await register(deploys);
    const { status, body: problem } = await push('team_deploys_total', body);
    expect([status, problem.errors.map((one: { field: string }) => one.field)]).toEqual([400, [field]]);
  });

  it('keep what they are, and are not pushed where they follow from events', async () => {
    await register(deploys);
    await register({
      name: 'bash_failures_total',
      kind: 'counter',
      source: { eventType: 'ToolCallRecorded', labels: { tool: 'tool' } },
    });
    expect(await register({ name: 'team_deploys_total', kind: 'counter', labels: ['stage'] })).toMatchObject({
      status: 409,
      body: { code: 'CUSTOM_METRIC_CONFLICT' },
    });
    expect(await register({ name: 'team_deploys', kind: 'gauge' })).toMatchObject({
      status: 409,
      body: { code: 'CUSTOM_METRIC_TAKEN' },
    });
    expect(await push('bash_failures_total', { value: 1, labels: { tool: 'Bash' } })).toMatchObject({
      status: 409,
      body: { code: 'CUSTOM_METRIC_NOT_PUSHED' },
    });
  });

  it('are registered by operators, pushed by reporters and seen by viewers', async () => {
    const keys = {
      operator: await service.createKey('operator'),
      reporter: await service.createKey('reporter'),
      viewer: await service.createKey('viewer'),
    };
    const metric = { name: 'by_role_total', kind: 'counter', help: 'By role.' };
    const ask = async (key: string) => [
      (await service.post('/api/metrics/custom', metric, { key })).status,
      (await service.post('/api/metrics/custom/by_role_total/samples', { value: 1 }, { key })).status,
      (await service.get('/api/metrics/custom', { key })).status,
    ];
    expect(await ask(keys.operator)).toEqual([201, 403, 200]);
    expect(await ask(keys.reporter)).toEqual([403, 201, 403]);
    expect(await ask(keys.viewer)).toEqual([403, 403, 200]);
    const remove = (key: string) => service.request('DELETE', '/api/metrics/custom/by_role_total', { key });
    expect([(await remove(keys.reporter)).status, (await remove(keys.operator)).status]).toEqual([403, 200]);
  });

  it('are registered, pushed, listed and removed on the command line', async () => {
    const env = { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey };
    const run = (...args: string[]) => cli(['metrics', ...args], { env });
    const about = ['--help-text', 'Of the command line.'];
    const over = ['--from-event', 'ToolCallRecorded', '--where', 'tool=Write,success=false', '--value', 'durationMs'];
    await service.post('/api/events', [
      { type: 'ToolCallRecorded', data: { agentId: 'a-9', tool: 'Write', success: false, durationMs: 2_500 } },
    ]);
    const registered = await run(
      ...['register', 'write_seconds', '--kind', 'histogram', ...about, '--unit', 'seconds', ...over],
      ...['--scale', '0.001', '--label', 'tool', '--buckets', '1,5', '--wait'],
    );
    expect(registered).toMatchObject({ code: 0, out: 'registered write_seconds\n' });
    expect(registered.err).toContain('history of write_seconds: complete 100 %');
    const { body } = await service.get('/api/metrics/custom/write_seconds');
    expect(body).toMatchObject({
      buckets: [1, 5],
      labels: ['tool'],
      source: { filter: { tool: 'Write', success: false }, value: { field: 'durationMs', scale: 0.001 } },
    });
    const gauge = ['register', 'line_depth', '--kind', 'gauge', ...about, '--label', 'line', '--wait'];
    expect((await run(...gauge)).out).toBe('registered line_depth\n');
    expect((await run(...gauge)).out).toBe('unchanged line_depth\n');
    expect((await run('push', 'line_depth', '7', '--label', 'line=a', '--id', 'p-1')).out).toBe('pushed (p-1)\n');
    expect((await run('push', 'line_depth', '7', '--label', 'line=a', '--id', 'p-1')).out).toBe(
      'known already (p-1)\n',
    );
    expect((await run('push', '--label', 'line=a', '--add', 'line_depth', '--', '-2')).code).toBe(0);
    const list = await run('list', '--text', 'line_');
    expect(list.out).toMatch(/NAME +KIND +LABELS +SOURCE +HISTORY .*\nline_depth +gauge +line +pushed +complete 100 %/);
    const { position } = (
      await service.post('/api/metrics/custom/line_depth/samples', { value: 1, labels: { line: 'b' } })
    ).body;
    expect(await lines('line_depth', position)).toEqual(['line_depth{line="a"} 5', 'line_depth{line="b"} 1']);
    expect((await run('remove', 'line_depth')).out).toBe('removed line_depth\n');
    expect(await run('push', 'line_depth', '1')).toMatchObject({ code: 1 });
    expect(await run('register', 'x_total', '--kind', 'counter', ...about, '--value', 'durationMs')).toMatchObject({
      code: 2,
    });
  });
});
