import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPrometheus, promtoolCheckRules } from '../support/prometheus.js';
import { startTestService, type TestService } from '../support/service.js';

describe('alert rules, over the API', () => {
  let service: TestService;

  const create = (rule: object) => service.post('/api/alerts/rules', rule);
  const created = async (rule: object) => {
    const { status, body } = await create(rule);
    expect([status, body.detail]).toEqual([201, undefined]);
    return body;
  };
  const read = async (path: string, position: string) => {
    const { status, body } = await service.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
    expect([status, body.detail]).toEqual([200, undefined]);
    return body;
  };
  const refused = async (rule: object) => {
    const { status, body } = await create({ name: 'never', ...rule });
    expect(status).toBe(400);
    return body;
  };

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('are made, read by name or id, changed at a revision, switched and deleted', async () => {
    const { status, body, headers } = await create({
      name: 'high-failure-rate',
      condition: 'rate(orchestrate_agent_failures_total[5m]) > 0.2',
      severity: 'critical',
      for: '5m',
      annotations: { description: '{{ $labels.type }} fails {{ $value | humanize }} times a second.' },
      unit: 'per_second',
    });
    expect([status, headers.get('etag')]).toEqual([201, '"1"']);
    expect(body).toMatchObject({
      kind: 'promql',
      enabled: true,
      for: '5m',
      group: 'default',
      revision: '1',
      changed: true,
    });
    expect(body.warnings.map(({ field }: { field: string }) => field)).toContain('channels');

    const byName = await read('/api/alerts/rules/high-failure-rate', body.position);
    expect(byName).toMatchObject({
      id: body.id,
      condition: body.condition,
      severity: 'critical',
      createdBy: 'ORCHESTRATE_ADMIN_KEY',
    });
    const { health, lastEvaluationAt, ...same } = byName;
    expect([health, lastEvaluationAt === null]).toEqual(health === 'unknown' ? ['unknown', true] : ['ok', false]);
    expect(await read(`/api/alerts/rules/${body.id}`, body.position)).toMatchObject(same);

    const changed = { ...byName, name: 'failure rate', severity: 'warning' };
    for (const own of [
      ...['id', 'revision', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'enabled'],
      ...['health', 'lastError', 'lastEvaluationAt'],
    ])
      delete changed[own];
    const put = (revision: string, sent: object = changed) =>
      service.request('PUT', `/api/alerts/rules/${body.id}`, { body: sent, headers: { 'if-match': revision } });
    expect(await put('"7"')).toMatchObject({ status: 412, body: { code: 'STALE_REVISION', currentRevision: '1' } });
    expect(await put('"1"')).toMatchObject({
      status: 200,
      body: { name: 'failure rate', revision: '2', changed: true },
    });
    expect(await put('"2"')).toMatchObject({ status: 200, body: { revision: '2', changed: false } });

    const path = '/api/alerts/rules/failure%20rate';
    expect((await service.post(`${path}/disable`, undefined)).body).toMatchObject({ enabled: false, revision: '3' });
    expect((await service.post(`${path}/disable`, undefined)).body).toMatchObject({ changed: false, revision: '3' });
    expect((await service.post(`${path}/enable`, undefined)).body).toMatchObject({ enabled: true, revision: '4' });
    const gone = await service.request('DELETE', path);
    expect(gone).toMatchObject({ status: 200, body: { id: body.id, deleted: true, revision: null } });
    expect(await service.get(`${path}?minPosition=${gone.body.position}`)).toMatchObject({
      status: 404,
      body: { code: 'ALERT_RULE_UNKNOWN' },
    });
    const before = await service.get(`/api/alerts/rules/${body.id}?asOf=${byName.createdAt}`);
    expect(before.body).toMatchObject({ name: 'high-failure-rate', severity: 'critical', revision: '1' });
  });

  it('are listed by what they are', async () => {
    await created({ name: 'list-a', condition: 'vector(1)', severity: 'info', group: 'lists', enabled: false });
    const { position } = await created({ name: 'list-b', condition: 'orchestrate_queue_depth > 5', group: 'lists' });
    const names = async (filter: string) =>
      (await read(`/api/alerts/rules?group=lists&${filter}`, position)).items.map(({ name }: { name: string }) => name);
    expect(await names('')).toEqual(['list-b', 'list-a']);
    expect(await names('enabled=false')).toEqual(['list-a']);
    expect(await names('severity=warning,critical')).toEqual(['list-b']);
    expect(await names('text=QUEUE')).toEqual(['list-b']);
    expect(await names('limit=1&order=asc')).toEqual(['list-a']);
  });

  it.each([
    [
      { kind: 'threshold', parameters: { expression: 'sum(orchestrate_tokens_total)', op: '>=', value: 1e6 } },
      'sum(orchestrate_tokens_total) >= 1000000',
    ],
    [
      {
        kind: 'rate',
        parameters: { selector: 'orchestrate_agents_total{state="failed"}', percent: 50, window: '10m' },
      },
      '(orchestrate_agents_total{state="failed"} - orchestrate_agents_total{state="failed"} offset 10m)' +
        ' / abs(orchestrate_agents_total{state="failed"} offset 10m) * 100 > 50',
    ],
    [
      { kind: 'absence', parameters: { selector: 'orchestrate_queue_depth{queue="q"}', window: '10m' } },
      'absent_over_time(orchestrate_queue_depth{queue="q"}[10m])' +
        ' or (time() - max(orchestrate_queue_depth_last_observed_timestamp_seconds{queue="q"}) > 600)',
    ],
  ])('of a kind that is filled in show what they come to: $kind', async (rule, condition) => {
    const saved = await created({ name: `kind ${rule.kind}`, ...rule });
    expect(saved).toMatchObject({ kind: rule.kind, condition, parameters: rule.parameters });
    const { body } = await service.post('/api/alerts/rules/check', { name: 'checked', ...rule });
    expect(body.condition).toBe(condition);
    // What was answered may be sent again.
    const { name, kind, parameters } = await read(`/api/alerts/rules/${saved.id}`, saved.position);
    const again = await service.request('PUT', `/api/alerts/rules/${saved.id}`, {
      body: { name, kind, condition, parameters },
    });
    expect(again).toMatchObject({ status: 200, body: { changed: false } });
  });

  it('tell what they compare with', async () => {
    const { body } = await service.post('/api/alerts/rules/check', {
      name: 'x',
      condition: '0.2 < rate(orchestrate_agent_failures_total[5m]) and vector(1)',
      unit: 'per_second',
    });
    expect(body).toMatchObject({
      ...{ unit: 'per_second', threshold: { op: '>', value: 0.2 } },
      measured: 'rate(orchestrate_agent_failures_total[5m])',
    });
  });

  it('are checked without an error when they are faulty, and told everything at once', async () => {
    const faulty = { name: 'x', condition: 'sum(', unit: 'furlongs', channels: ['nobody'] };
    const { status, body } = await service.post('/api/alerts/rules/check', faulty);
    expect([status, body.valid]).toEqual([200, false]);
    expect(body.problems).toEqual([
      { field: 'unit', message: expect.any(String), at: null },
      { field: 'condition', message: expect.any(String), at: expect.objectContaining({ line: 1 }) },
      { field: 'channels', message: expect.stringContaining('nobody'), at: null },
    ]);
    expect((await service.post('/api/alerts/rules/check', 'no rule')).status).toBe(400);
  });

  it('are refused with the place of the fault', async () => {
    const body = await refused({ condition: 'rate(orchestrate_agent_failures_total[5m) > 0.2' });
    expect(body).toMatchObject({ code: 'ALERT_RULE_INVALID', errors: [{ field: 'condition' }] });
    expect(body.places).toEqual([
      {
        field: 'condition',
        line: 1,
        column: expect.any(Number),
        excerpt: expect.stringMatching(/^rate\(orchestrate_agent_failures_total\[5m\) > 0\.2\n +\^$/),
      },
    ]);
  });

  it.each([
    [{ condition: 'rat(up[5m]) > 1' }, 'condition', /unknown function/],
    [{ condition: 'up > bool 1' }, 'condition', /bool/],
    [{ condition: '1 > bool 2' }, 'condition', /scalar/],
    [{ condition: 'up[5m]' }, 'condition', /range/],
    [{ condition: `up{a="${'x'.repeat(100_000)}"}` }, 'condition', /at most 100000/],
    [{ condition: 'up{a="\u0000"}' }, 'condition', /NUL/],
    [{ condition: 'up', for: '-1m' }, 'for', /duration/],
    [{ condition: 'up', keepFiringFor: 'soon' }, 'keepFiringFor', /duration/],
    [{ condition: 'up', interval: '0s' }, 'interval', /longer than nothing/],
    [{ condition: 'up', severity: 'page' }, 'severity', /critical.*error.*warning.*info/],
    [{ condition: 'up', unit: 'furlongs' }, 'unit', /ratio/],
    [{ condition: 'up', noData: 'panic' }, 'noData', /keep/],
    [{ condition: 'up', channels: ['slack'] }, 'channels', /no channel slack; there is no channel yet/],
    [{ condition: 'up', labels: { 'a-b': 'x' } }, 'labels.a-b', /name of a label/],
    [{ condition: 'up', labels: { alertname: 'x' } }, 'labels.alertname', /taken/],
    [{ condition: 'up', labels: { v: '{{ $value }}' } }, 'labels.v', /another/],
    [{ condition: 'up', annotations: { a: '{{ range query "up" }}{{ end }}' } }, 'annotations.a', /range/],
    [{ condition: 'up', runbookUrl: 'javascript:alert(1)' }, 'runbookUrl', /URL/],
    [{ kind: 'rate', parameters: { selector: 'up', percent: 5, window: 'x' } }, 'parameters.window', /duration/],
    [
      {
        kind: 'absence',
        parameters: { selector: `orchestrate_tokens_total{a="${'x'.repeat(60_000)}"}`, window: '5m' },
      },
      'parameters',
      /more than 100000/,
    ],
    [{ condition: 'up', colour: 'red' }, '$', /colour/],
  ])('are refused: %j', async (rule, field, message) => {
    const body = await refused(rule);
    expect(body.code).toMatch(/^(ALERT_RULE_INVALID|VALIDATION_FAILED)$/);
    expect(body.errors).toEqual([{ field, message: expect.stringMatching(message) }]);
  });

  it('are refused with all their faults at once', async () => {
    const body = await refused({ condition: 'sum(', unit: 'furlongs', channels: ['nowhere'] });
    expect(body.code).toBe('ALERT_RULE_INVALID');
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['unit', 'condition', 'channels']);
  });

  it('have a name of their own', async () => {
    await created({ name: 'taken', condition: 'vector(1)' });
    expect(await create({ name: 'taken', condition: 'vector(2)' })).toMatchObject({
      status: 409,
      body: { code: 'ALERT_RULE_NAME_TAKEN' },
    });
  });

  it('are changed by who operates and read by who views', async () => {
    const viewer = await service.createKey('viewer');
    expect((await service.get('/api/alerts/rules', { key: viewer })).status).toBe(200);
    const rule = { name: 'by a viewer', condition: 'up' };
    expect((await service.post('/api/alerts/rules', rule, { key: viewer })).status).toBe(403);
    expect((await service.post('/api/alerts/rules/check', rule, { key: viewer })).status).toBe(200);
  });

  describe('of a file', () => {
    const epic = `
rules:
  - name: epic-failure-rate
    condition: "rate(orchestrate_agent_failures_total[5m]) > 0.2"
    severity: critical
    channels: [slack, pagerduty]
  - name: epic-queue-backup
    condition: "orchestrate_queue_depth{queue='webhook_events'} > 100"
    severity: warning
    channels: [slack]
`;
    const send = (content: string, query = '') =>
      service.post(`/api/alerts/rules/import${query}`, content, { headers: { 'content-type': 'application/yaml' } });

    it('are taken over as they are written, all of them or none', async () => {
      const half = `${epic}  - { name: epic-third, condition: 'sum(' }\n`;
      expect(await send(half)).toMatchObject({
        status: 400,
        body: { code: 'ALERT_RULE_INVALID', errors: [{ field: 'rules.2.condition' }] },
      });
      const faulty = `${epic}  - { name: epic-fourth, condition: 'sum(', unit: furlongs }\n`;
      const told = (await send(faulty)).body.errors;
      expect(told).toEqual(
        ['unit', 'condition'].map((field) => ({
          field: `rules.2.${field}`,
          message: expect.stringMatching(/the rule epic-fourth, line 11 of the file$/),
        })),
      );
      const { status, body } = await send(epic);
      expect([status, body.created, body.notTaken]).toEqual([200, 2, []]);
      expect(body.warnings).toContainEqual({
        field: 'rules.0.channels',
        message: 'there is no channel slack; there is no channel yet',
        at: null,
      });
      const rule = await read('/api/alerts/rules/epic-queue-backup', body.position);
      expect(rule).toMatchObject({
        condition: "orchestrate_queue_depth{queue='webhook_events'} > 100",
        severity: 'warning',
        channels: ['slack'],
        enabled: true,
      });
      expect((await service.get(`/api/alerts/rules/epic-third?minPosition=${body.position}`)).status).toBe(404);
    });

    it('replace those of their names when they are to', async () => {
      expect(await send(epic)).toMatchObject({ status: 409, body: { code: 'ALERT_RULE_NAME_TAKEN' } });
      await service.post('/api/alerts/rules/epic-queue-backup/disable', undefined);
      const { body } = await service.post('/api/alerts/rules/import?replace=true', {
        content: epic.replace('> 100', '> 200'),
      });
      expect(body).toMatchObject({ created: 0, changed: 1, unchanged: 1 });
      const rule = await read('/api/alerts/rules/epic-queue-backup', body.position);
      expect(rule).toMatchObject({
        condition: "orchestrate_queue_depth{queue='webhook_events'} > 200",
        enabled: false,
      });
    });

    it('are written as one that reads back as the same rules', async () => {
      const { status, headers, body } = await service.get('/api/alerts/rules/export');
      expect([status, headers.get('content-type')]).toEqual([200, 'application/yaml; charset=utf-8']);
      expect(body).toContain('alert: epic-failure-rate');
      expect((await send(body, '?replace=true')).body).toMatchObject({ created: 0, changed: 0 });
      const { body: json } = await service.get('/api/alerts/rules/export?format=json');
      expect(json).toEqual({ content: body, rules: expect.any(Number) });
      if (hasPrometheus()) expect(await promtoolCheckRules(body)).toMatch(/SUCCESS/);
    });

    it('are read for their faults', async () => {
      expect(await send('rules: [')).toMatchObject({ status: 400, body: { errors: [{ field: 'content' }] } });
      expect((await service.post('/api/alerts/rules/import', { text: epic })).status).toBe(400);
    });
  });

  it('warn of what matches nothing now', async () => {
    const { body } = await service.post('/api/alerts/rules/check', {
      name: 'x',
      condition: 'rate(orchestrate_agents_failures_total[5m]) > 1 and absent(orchestrate_queue_depht)',
    });
    const warnings = body.warnings.map(({ message }: { message: string }) => message);
    expect(warnings).toContainEqual('no series matches this now; is orchestrate_agent_failures_total meant?');
    expect(warnings).toContainEqual(
      expect.stringMatching(/as long as that is so the rule fires; is orchestrate_queue_depth/),
    );
  });
});
