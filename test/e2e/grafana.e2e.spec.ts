import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runDemo } from '../../src/demo/run-demo.js';
import { type GrafanaQuery, grafanaQueries, grafanaTemplates } from '../support/grafana-templates.js';
import { type HttpReceiver, startHttpReceiver } from '../support/http-receiver.js';
import { hasPrometheus, PrometheusServer } from '../support/prometheus.js';
import { startTestService, type TestService } from '../support/service.js';

const DAY = 86_400_000;
/** What may be filtered away is left as it is; else a 0 instead of nothing is no answer. */
const queries = grafanaTemplates()
  .flatMap(grafanaQueries)
  .map((query) => (query.expr.includes('==') ? query : { ...query, expr: query.expr.replaceAll(' or vector(0)', '') }));

interface Series {
  readonly metric: Readonly<Record<string, string>>;
}

const patient = { timeout: 120_000, interval: 1_000 };

/**
 * Every query of the Grafana templates, on the demo fleet: our own API and a real Prometheus that scrapes it both take it
 * and have something to show. Part of what happens is told when they are watching already, so that there is growth.
 */
describe('the Grafana templates', () => {
  let service: TestService;
  let receiver: HttpReceiver;
  let prometheus: PrometheusServer | undefined;

  const ownSeries = async (query: GrafanaQuery): Promise<readonly Series[]> => {
    const [path, parameters] = asked(query);
    const { status, body } = await service.get(`${path}?${parameters.toString()}`);
    expect([query.place, status, body.error]).toEqual([query.place, 200, undefined]);
    return body.data.result;
  };
  const scrapedSeries = async (query: GrafanaQuery): Promise<readonly Series[]> => {
    const [path, parameters] = asked(query);
    const { data } = await prometheus!.get(`${path}?${parameters.toString()}`);
    return (data as { result: readonly Series[] }).result;
  };

  beforeAll(async () => {
    receiver = await startHttpReceiver();
    service = await startTestService({
      env: { ORCHESTRATE_ALERT_INTERVAL: '1s', ORCHESTRATE_OUTBOUND_ALLOW: '127.0.0.0/8' },
    });
    const { url } = service;
    const apiKey = await service.createKey('reporter');
    const present = Date.now();
    const tell = (historyDays: number, until: number) =>
      runDemo({ url, apiKey, historyDays, durationMs: 0, now: () => until });
    await tell(2, present - DAY);
    await settle(service, receiver);
    await happen(service, 'first');
    const watched = { place: 'what is watched', expr: 'orchestrate_alerts_fired_total', instant: true, reads: [] };
    if (hasPrometheus()) {
      prometheus = await PrometheusServer.start(
        [{ name: 'orchestrate-monitor', url, path: '/metrics' }],
        undefined,
        join(import.meta.dirname, '../../ops/prometheus/rules/orchestrate.rules.yml'),
      );
      await vi.waitUntil(async () => (await scrapedSeries(watched)).length > 0, patient);
    }
    await vi.waitUntil(async () => (await ownSeries(watched)).length > 0, patient);

    await tell(3, present);
    await happen(service, 'second');
    await fireAndTake(service);
  }, 600_000);
  afterAll(async () => {
    await prometheus?.stop();
    await service.close();
    await receiver.close();
  });

  it('have something to show from our own API', { timeout: 600_000 }, async () => {
    await expect.poll(unanswered(ownSeries), patient).toEqual([]);
  });

  it.runIf(hasPrometheus())(
    'have something to show from a Prometheus that scrapes us',
    { timeout: 600_000 },
    async () => {
      await expect.poll(unanswered(scrapedSeries), patient).toEqual([]);
    },
  );
});

/** Which queries have not answered yet with series that have the labels that the template reads; each asked until then. */
function unanswered(ask: (query: GrafanaQuery) => Promise<readonly Series[]>): () => Promise<readonly string[]> {
  let waiting = queries;
  return async () => {
    const still: GrafanaQuery[] = [];
    for (const query of waiting) {
      const series = await ask(query);
      const isAnswered = series.every(({ metric }) => query.reads.every((label) => label in metric));
      if (series.length === 0 || !isAnswered) still.push(query);
    }
    waiting = still;
    return still.map(({ place, expr }) => `${place}: ${expr}`);
  };
}

/** As Grafana asks: the last five minutes, or now. */
function asked({ expr, instant }: GrafanaQuery): readonly [path: string, parameters: URLSearchParams] {
  const now = Date.now() / 1_000;
  return instant
    ? ['/api/v1/query', new URLSearchParams({ query: expr, time: String(now) })]
    : [
        '/api/v1/query_range',
        new URLSearchParams({ query: expr, start: String(now - 300), end: String(now), step: '15' }),
      ];
}

/** What people set up: a channel, rules with it and without, a budget. */
async function settle(service: TestService, receiver: HttpReceiver): Promise<void> {
  await service.request('PUT', '/api/queues/watched', { body: { depth: 1 } });
  const answers = [
    await service.post('/api/channels', { name: 'ops', kind: 'webhook', secrets: { url: `${receiver.url}/hook` } }),
    ...(await Promise.all(
      [['ops'], []].map((channels, index) =>
        service.post('/api/alerts/rules', {
          name: `watched-${index}`,
          condition: "orchestrate_queue_depth{queue='watched'} > 10",
          severity: 'critical',
          channels,
        }),
      ),
    )),
    await service.request('PUT', '/api/cost/budgets', { body: { name: 'monthly', amount: '1000' } }),
  ];
  expect(answers.map(({ status, body }) => (status < 300 ? 'done' : body))).toEqual(answers.map(() => 'done'));
}

/** What the demo tells of at some times of the week only. */
async function happen(service: TestService, name: string): Promise<void> {
  const agent = { agentId: `${name}-agent` };
  const call = { ...agent, model: 'claude-sonnet-4-5', inputTokens: 900, outputTokens: 90, cacheReadTokens: 500 };
  const deployment = { deploymentId: `${name}-deployment` };
  const failed = { deploymentId: `${name}-failed-deployment` };
  const occurredAt = new Date(Date.now() - 600_000).toISOString();
  const incident = { incidentId: `${name}-incident` };
  const facts = [
    { type: 'AgentSpawned', data: { ...agent, type: 'explorer' } },
    // The simulated fleet has hours in which nobody works.
    { type: 'AgentStateChanged', data: { ...agent, to: 'initializing' } },
    { type: 'AgentStateChanged', data: { ...agent, to: 'running' } },
    { type: 'ModelCallRecorded', data: { ...call, cacheWriteTokens: 20, durationMs: 900, success: true } },
    { type: 'ModelCallRecorded', data: { ...call, model: 'a-model-of-our-own', durationMs: 900, success: true } },
    { type: 'ToolDecisionRecorded', data: { ...agent, tool: 'Bash', decision: 'accepted' } },
    { type: 'DeploymentTriggered', data: { ...failed, environment: 'production' }, occurredAt },
    { type: 'DeploymentStatusChanged', data: { ...failed, to: 'in_progress' }, occurredAt },
    { type: 'DeploymentStatusChanged', data: { ...failed, to: 'failed' }, occurredAt },
    { type: 'DeploymentTriggered', data: { ...deployment, environment: 'production' } },
    { type: 'DeploymentStatusChanged', data: { ...deployment, to: 'in_progress' } },
    { type: 'DeploymentStatusChanged', data: { ...deployment, to: 'succeeded' } },
    { type: 'IncidentDetected', data: { ...incident, severity: 'low', title: 'Something broke' } },
    { type: 'ConfigurationChanged', data: { key: 'limits.agents', value: name } },
    { type: 'TelemetryReceived', data: { ...agent, source: 'claude-code', sequences: [{ from: 1, marks: '0a' }] } },
  ];
  const { body } = await service.post('/api/events', facts);
  expect(body.results.filter(({ status }: { status: string }) => status !== 'accepted')).toEqual([]);
  const record = { timeUnixNano: `${Date.now()}000000`, body: { stringValue: 'unknown to all mappers' } };
  const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] };
  expect(await service.post('/v1/logs', logs)).toMatchObject({ status: 200 });
}

/** An alert fires when all is watched, and somebody takes it. */
async function fireAndTake(service: TestService): Promise<void> {
  await service.request('PUT', '/api/queues/watched', { body: { depth: 50 } });
  const id = await vi.waitUntil(
    async () => (await service.get('/api/alerts?status=active')).body.items[0]?.id as string | undefined,
    patient,
  );
  expect(await service.post(`/api/alerts/${id}/acknowledge`, { note: 'seen' })).toMatchObject({ status: 200 });
}
