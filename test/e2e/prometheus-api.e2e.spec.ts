import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasPrometheus, PrometheusServer } from '../support/prometheus.js';
import { type Answer, startTestService, type TestService } from '../support/service.js';

const run = promisify(execFile);
const FORM = 'application/x-www-form-urlencoded';

const facts = [
  { type: 'QueueDepthObserved', data: { queue: 'pr_queue', depth: 7 } },
  { type: 'QueueDepthObserved', data: { queue: 'webhook_events', depth: 0 } },
  {
    type: 'ModelCallRecorded',
    data: { agentId: 'a-1', model: 'opus', inputTokens: 1_500_000, outputTokens: 5, durationMs: 900, success: true },
  },
];

interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly values: readonly (readonly [number, string])[];
}

describe('Prometheus’ HTTP API', () => {
  let service: TestService;
  /** A time, in Unix seconds, at which everything was there. */
  let seen: number;

  beforeAll(async () => {
    service = await startTestService();
    const { body } = await service.post('/api/events', facts);
    // Seen by the first scrape afterwards.
    const asked = `/api/v1/query?minPosition=${body.position}&query=${encodeURIComponent('count(orchestrate_queue_depth)')}`;
    await vi.waitUntil(async () => (await service.get(asked)).body.data?.result.length === 1, {
      timeout: 60_000,
      interval: 250,
    });
    seen = Math.floor(Date.now() / 1_000);
  }, 90_000);
  afterAll(() => service.close());

  const ask = (
    path: string,
    parameters: Record<string, string | string[]> = {},
    key?: string | null,
  ): Promise<Answer> => service.get(`/api/v1/${path}?${searchOf(parameters)}`, key === undefined ? {} : { key });
  const askByForm = (path: string, parameters: Record<string, string | string[]>): Promise<Answer> =>
    service.request('POST', `/api/v1/${path}`, {
      body: searchOf(parameters).toString(),
      headers: { 'content-type': FORM },
    });

  it('answers an instant query with a vector, a scalar, a string and a matrix', async () => {
    const query = async (text: string) => (await ask('query', { query: text, time: String(seen) })).body;
    expect(await query('orchestrate_queue_depth{queue="pr_queue"}')).toEqual({
      status: 'success',
      data: {
        resultType: 'vector',
        result: [{ metric: { __name__: 'orchestrate_queue_depth', queue: 'pr_queue' }, value: [seen, '7'] }],
      },
    });
    expect(await query('1 / 0')).toEqual({
      status: 'success',
      data: { resultType: 'scalar', result: [seen, '+Inf'] },
    });
    expect(await query('"text"')).toEqual({
      status: 'success',
      data: { resultType: 'string', result: [seen, 'text'] },
    });
    const { data } = await query('orchestrate_queue_depth{queue="pr_queue"}[1m]');
    expect(data.resultType).toBe('matrix');
    expect(data.result[0].values.at(-1)).toEqual([Math.floor(seen / 15) * 15, '7']);
    expect((await query('sum(orchestrate_queue_depth) by (nothing) * 1e-7')).data.result).toEqual([
      { metric: {}, value: [seen, '7e-07'] },
    ]);
    expect((await query('orchestrate_model_call_duration_seconds_bucket{le="1.0"}')).data.result[0].value[1]).toBe('1');
  });

  it('answers a range query, by address and by form', async () => {
    const parameters = {
      query: 'orchestrate_tokens_total{direction="input"} > 5',
      start: new Date((seen - 60) * 1_000).toISOString(),
      end: String(seen),
      step: '15s',
    };
    const { status, body } = await ask('query_range', parameters);
    expect(status).toBe(200);
    expect(body.data.resultType).toBe('matrix');
    expect(body.data.result).toHaveLength(1);
    expect(body.data.result[0].metric).toEqual({
      __name__: 'orchestrate_tokens_total',
      direction: 'input',
      model: 'opus',
    });
    expect(body.data.result[0].values.at(-1)).toEqual([seen, '1500000']);
    expect((await askByForm('query_range', parameters)).body).toEqual(body);
    expect((await askByForm('query', { query: 'vector(1)', time: '0' })).body.data.result).toEqual([
      { metric: {}, value: [0, '1'] },
    ]);
  });

  it('tells warnings and infos', async () => {
    const rate = await ask('query', { query: 'rate(orchestrate_queue_depth[5m])' });
    expect(rate.body.status).toBe('success');
    const cut = await ask('query', { query: 'orchestrate_queue_depth', time: String(seen), limit: '1' });
    expect(cut.body.data.result).toHaveLength(1);
    expect(cut.body.warnings).toEqual(['results truncated due to limit']);
    const quantile = await ask('query', { query: 'quantile(2, orchestrate_queue_depth)', time: String(seen) });
    expect(quantile.body.warnings[0]).toMatch(/quantile value should be between 0 and 1/);
  });

  it('lists series, labels, values of labels and metadata', async () => {
    const series = await ask('series', {
      'match[]': ['orchestrate_queue_depth', '{__name__="orchestrate_tokens_total"}'],
    });
    expect(series.body.data).toContainEqual({ __name__: 'orchestrate_queue_depth', queue: 'webhook_events' });
    expect(series.body.data).toHaveLength(4);
    expect((await askByForm('series', { 'match[]': 'orchestrate_queue_depth' })).body.data).toHaveLength(2);
    expect((await ask('labels', { 'match[]': 'orchestrate_queue_depth' })).body.data).toEqual(['__name__', 'queue']);
    expect((await askByForm('labels', {})).body.data).toEqual(expect.arrayContaining(['__name__', 'le', 'model']));
    expect((await ask('label/queue/values')).body).toEqual({
      status: 'success',
      data: ['pr_queue', 'webhook_events'],
    });
    expect((await ask('label/__name__/values')).body.data).toContain('orchestrate_model_call_duration_seconds_bucket');
    expect((await ask('label/queue/values', { limit: '1' })).body.warnings).toEqual(['results truncated due to limit']);
    expect((await ask('metadata', { metric: 'orchestrate_tokens_total' })).body.data).toEqual({
      orchestrate_tokens_total: [{ type: 'counter', help: expect.any(String), unit: '' }],
    });
    expect((await ask('status/buildinfo')).body.data.version).toMatch(/^3\./);
    expect((await ask('query_exemplars', { query: 'up' })).body).toEqual({ status: 'success', data: [] });
    expect((await ask('format_query', { query: 'sum  by(a)(b)' })).body.data).toBe('sum by (a) (b)');
  });

  it('checks an expression without refusing it', async () => {
    const check = async (expression: string) => {
      const { status, body } = await service.post('/api/promql/check', { expression });
      return { status, ...body };
    };
    expect(await check('sum(rate(orchestrate_tokens_total[5m]))')).toEqual({ status: 200, valid: true });
    for (const [expression, line, column] of [
      ['up and\n(', 2, 2],
      ['rate(up)', 1, 6],
      ['nothing_such(up)', 1, 1],
    ] as const) {
      expect(await check(expression)).toMatchObject({
        status: 200,
        valid: false,
        problems: [{ field: 'expression', message: expect.any(String), at: { line, column } }],
      });
    }
  });

  it('checks also whether it can be evaluated, when a time is given', async () => {
    const check = async (expression: string, time?: string) =>
      (await service.post('/api/promql/check', { expression, time })).body;
    const now = new Date().toISOString();
    const unevaluable = 'label_replace(vector(1), "a", "$1", "b", "(")';
    expect(await check(unevaluable)).toEqual({ valid: true });
    expect(await check(unevaluable, now)).toMatchObject({
      valid: false,
      problems: [{ field: 'expression', message: expect.stringContaining('invalid regular expression'), at: null }],
    });
    expect(await check('vector(1)', now)).toEqual({ valid: true });
  });

  it.each([
    ['query', {}, 400, 'bad_data', 'invalid parameter "query": 1:1: parse error: no expression found in input'],
    [
      'query',
      { query: 'up and\n(' },
      400,
      'bad_data',
      'invalid parameter "query": 2:2: parse error: unclosed left parenthesis',
    ],
    [
      'query',
      { query: '1', time: 'noon' },
      400,
      'bad_data',
      'invalid parameter "time": cannot parse "noon" to a valid timestamp',
    ],
    ['query', { query: '1', limit: '-1' }, 400, 'bad_data', /^invalid parameter "limit"/],
    ['query', { query: '1', timeout: 'soon' }, 400, 'bad_data', /^invalid parameter "timeout"/],
    ['query', { query: 'a + on(x) group_left b' }, 200, undefined, undefined],
    [
      'query',
      { query: 'label_replace(orchestrate_queue_depth, "queue", "x", "queue", ".*")' },
      422,
      'execution',
      /same labelset/,
    ],
    [
      'query_range',
      { query: '1', start: '2', end: '1', step: '1' },
      400,
      'bad_data',
      /end timestamp must not be before start/,
    ],
    [
      'query_range',
      { query: '1', start: '1', end: '2', step: '0' },
      400,
      'bad_data',
      /zero or negative query resolution/,
    ],
    ['query_range', { query: '1', start: '1', end: '2' }, 400, 'bad_data', /^invalid parameter "step"/],
    ['query_range', { query: '1', end: '2', step: '1' }, 400, 'bad_data', /^invalid parameter "start"/],
    ['query_range', { query: '1', start: '0', end: '11001', step: '1' }, 400, 'bad_data', /11,000 points/],
    [
      'query_range',
      { query: '"x"', start: '0', end: '1', step: '1' },
      422,
      'execution',
      /invalid expression type "string"/,
    ],
    ['series', {}, 400, 'bad_data', 'no match[] parameter provided'],
    ['series', { 'match[]': 'up + 1' }, 400, 'bad_data', /no series selector/],
    ['series', { 'match[]': '{' }, 400, 'bad_data', /^invalid parameter "match\[\]": 1:/],
    ['nothing', {}, 404, 'not_found', /nothing/],
  ] as const)('answers %s with %j as Prometheus does', async (path, parameters, status, errorType, error) => {
    const answer = await ask(path, { time: String(seen), ...parameters } as Record<string, string>);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      expect.stringMatching(/^application\/json/),
    ]);
    if (status === 200) return;
    expect(answer.body).toEqual({
      status: 'error',
      errorType,
      error: typeof error === 'string' ? error : expect.stringMatching(error as RegExp),
    });
  });

  it('accepts 11,000 steps', async () => {
    const { body } = await ask('query_range', { query: '1', start: '0', end: '11000', step: '1' });
    expect(body.data.result[0].values).toHaveLength(11_001);
  });

  it('wants a key that may view, and refuses in Prometheus’ words', async () => {
    const refused = await ask('query', { query: '1' }, null);
    expect([refused.status, refused.body.errorType]).toEqual([401, 'unauthorized']);
    const reporter = await ask('query', { query: '1' }, await service.createKey('reporter'));
    expect([reporter.status, reporter.body.errorType, reporter.body.status]).toEqual([403, 'forbidden', 'error']);
    expect((await ask('query', { query: '1' }, await service.createKey('viewer'))).status).toBe(200);
  });

  it('has what this process measures of itself, beside the domain', async () => {
    const query = `orchestrate_http_requests_total{instance=~".+:${new URL(service.url).port}",status="401"}`;
    await expect
      .poll(async () => (await ask('query', { query })).body.data.result.length, { timeout: 60_000, interval: 500 })
      .toBe(1);
    expect((await ask('metadata', { metric: 'nodejs_eventloop_lag_seconds' })).body.data).toEqual({
      nodejs_eventloop_lag_seconds: [{ type: 'gauge', help: expect.any(String), unit: '' }],
    });
    expect((await ask('label/instance/values')).body.data).toHaveLength(1);
  });

  it('shows rules and alerts', async () => {
    const { body: rule } = await service.post('/api/alerts/rules', {
      name: 'Backlog',
      condition: 'orchestrate_queue_depth > 5',
      severity: 'critical',
      labels: { team: 'core' },
    });
    const rules = async (parameters = {}) =>
      (await ask('rules', { minPosition: rule.position, ...parameters })).body.data.groups.flatMap(
        (group: { rules: unknown[] }) => group.rules,
      );
    await expect
      .poll(async () => (await rules()).map(({ state }: { state: string }) => state), {
        timeout: 90_000,
        interval: 500,
      })
      .toEqual(['firing']);
    const fires = {
      state: 'firing',
      value: '7e+00',
      labels: { alertname: 'Backlog', queue: 'pr_queue', severity: 'critical', team: 'core' },
    };
    expect(await rules({ 'match[]': '{team="core"}', 'rule_name[]': 'Backlog', type: 'alert' })).toMatchObject([
      { type: 'alerting', name: 'Backlog', query: 'orchestrate_queue_depth > 5', health: 'ok', alerts: [fires] },
    ]);
    expect(await rules({ type: 'record' })).toEqual([]);
    expect(await rules({ 'rule_group[]': 'another' })).toEqual([]);
    expect((await ask('rules', { type: 'x' })).body.errorType).toBe('bad_data');
    expect((await ask('alerts')).body).toMatchObject({ status: 'success', data: { alerts: [fires] } });
    await expect
      .poll(async () => (await ask('query', { query: 'ALERTS{alertstate="firing"}' })).body.data.result, {
        timeout: 60_000,
        interval: 500,
      })
      .toMatchObject([{ metric: { alertname: 'Backlog' }, value: [expect.any(Number), '1'] }]);
  });

  it('takes forms nowhere else', async () => {
    const { status, body } = await service.request('POST', '/api/events', {
      body: 'query=1',
      headers: { 'content-type': FORM },
    });
    expect([status, body.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  describe.skipIf(!hasPrometheus())('to promtool', () => {
    let proxy: Server;
    let url: string;

    beforeAll(async () => {
      // The promtool of Prometheus 2 can show no key: somebody in between does.
      proxy = createServer((request, answer) => {
        const { method = 'GET', headers, url: path = '/' } = request;
        const forwarded = { ...headers, authorization: `Bearer ${service.adminKey}` };
        const asked = forward(`${service.url}${path}`, { method, headers: forwarded }, (found) => {
          answer.writeHead(found.statusCode ?? 502, found.headers);
          found.pipe(answer);
        });
        request.pipe(asked);
      }).listen(0, '127.0.0.1');
      await once(proxy, 'listening');
      url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    });
    afterAll(() => proxy.close());

    const promtool = async (kind: string, ...rest: string[]): Promise<string> =>
      (await run('promtool', ['query', kind, ...rest])).stdout.trim();

    it('answers queries and lists series and labels', async () => {
      expect(await promtool('instant', `--time=${seen}`, url, 'orchestrate_queue_depth{queue="pr_queue"}')).toBe(
        `orchestrate_queue_depth{queue="pr_queue"} => 7 @[${seen}]`,
      );
      const range = await promtool('range', `--start=${seen - 30}`, `--end=${seen}`, '--step=15s', url, 'vector(2)');
      expect(range).toBe([`{} =>`, ...[seen - 30, seen - 15, seen].map((at) => `2 @[${at}]`)].join('\n'));
      expect(await promtool('series', '--match=orchestrate_queue_depth', url)).toContain('queue="webhook_events"');
      expect((await promtool('labels', url, 'queue')).split('\n')).toEqual(['pr_queue', 'webhook_events']);
      await expect(promtool('instant', url, 'sum(')).rejects.toThrow(/bad_data/);
    });

    it('is what a Prometheus answers that scrapes /metrics', async () => {
      const prometheus = await PrometheusServer.start([{ name: 'here', url: service.url, path: '/metrics' }]);
      try {
        // A scrape may fail on a busy machine: a time by which the last one had come through.
        let at = 0;
        const scrapedAt = async () => {
          at = Math.floor(Date.now() / 1_000) - 2;
          const { data } = await prometheus.get(`/api/v1/query?query=up&time=${at}`);
          return (data as { result: { value: [number, string] }[] }).result.map(({ value: [, text] }) => text);
        };
        await expect.poll(scrapedAt, { timeout: 60_000, interval: 200 }).toEqual(['1']);
        const point = () => ({ start: String(at), end: String(at), step: '15' });
        // What the scraper adds is no part of the series.
        const series = (result: Series[]) =>
          result.map(({ metric: { job: _job, instance: _instance, ...metric }, values }) => ({ metric, values }));
        // What a process measures of itself has an instance, with us.
        const { body } = await ask('series', { 'match[]': '{instance="",__name__=~"orchestrate_.+"}' });
        const names = new Set((body.data as Series['metric'][]).map(({ __name__: name }) => name));
        const both = async (query: string) => {
          const own = await askByForm('query_range', { query, ...point() });
          const { data } = await prometheus.get(`/api/v1/query_range?${searchOf({ query, ...point() })}`);
          const told = (result: Series[]) =>
            series(result)
              .filter(({ metric: { __name__: name } }) => name === undefined || names.has(name))
              .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
          return [told(own.body.data.result), told((data as { result: Series[] }).result)] as const;
        };
        const all = () => both('{__name__=~"orchestrate_.+"}');
        // Prometheus sees at once what we show from the next point of the grid on: the last events must lie before one.
        const differences = async () => {
          await scrapedAt();
          const [own, scraped] = await all();
          return own.length === scraped.length ? 'none' : `${own.length} of ${scraped.length} series`;
        };
        await expect.poll(differences, { timeout: 60_000, interval: 500 }).toBe('none');
        const [own, scraped] = await all();
        expect(own.length).toBeGreaterThan(20);
        expect(own).toEqual(scraped);
        for (const query of [
          'sum by (queue) (orchestrate_queue_depth)',
          'histogram_quantile(0.9, sum by (le) (orchestrate_model_call_duration_seconds_bucket))',
          'sum(orchestrate_tokens_total) > 1000000',
          'topk(1, orchestrate_queue_depth)',
        ]) {
          const [ours, theirs] = await both(query);
          expect(ours).toHaveLength(query.includes('by (queue)') ? 2 : 1);
          expect(ours).toEqual(theirs);
        }
      } finally {
        await prometheus.stop();
      }
    });
  });
});

function searchOf(parameters: Record<string, string | string[]>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(parameters).flatMap(([name, values]) =>
      [values].flat().map((value): [string, string] => [name, value]),
    ),
  );
}
