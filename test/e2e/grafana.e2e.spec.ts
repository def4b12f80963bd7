import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runDemo } from '../../src/demo/run-demo.js';
import { setUpDemo } from '../../src/demo/set-up-demo.js';
import { type GrafanaQuery, grafanaQueries, grafanaTemplates } from '../support/grafana-templates.js';
import { type HttpReceiver, startHttpReceiver } from '../support/http-receiver.js';
import { hasPrometheus, PrometheusServer } from '../support/prometheus.js';
import { startTestService, type TestService } from '../support/service.js';

const DAY = 86_400_000;
/** The fleet has spent something today by then; it is never further ahead than the intake allows. */
const SOON_AFTER_MIDNIGHT = new Date().setUTCHours(0, 4, 0, 0);
/** What may be filtered away is left as it is; else a 0 instead of nothing is no answer. */
const queries = grafanaTemplates()
  .flatMap(grafanaQueries)
  .map((query) => (query.expr.includes('==') ? query : { ...query, expr: query.expr.replaceAll(' or vector(0)', '') }));

interface Series {
  readonly metric: Readonly<Record<string, string>>;
}

const patient = { timeout: 120_000, interval: 1_000 };

/**
 * Every query of the Grafana templates, on the demo fleet and what is set up around it: our own API and a real Prometheus
 * that scrapes it both take it and have something to show. Most is told when they are watching already, and of more than
 * a week: there is growth at every hour of the week.
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
      env: {
        ORCHESTRATE_ALERT_INTERVAL: '1s',
        ORCHESTRATE_DEFAULT_RULES: 'true',
        ORCHESTRATE_OUTBOUND_ALLOW: '127.0.0.0/8',
      },
    });
    const { url } = service;
    const apiKey = await service.createKey('reporter');
    const present = Math.max(Date.now(), SOON_AFTER_MIDNIGHT);
    const tell = (historyDays: number, until: number) =>
      runDemo({ url, apiKey, historyDays, durationMs: 0, now: () => until });
    await tell(2, present - DAY);
    await setUpDemo({ url, apiKey: service.adminKey });
    await addChannel(service, receiver);
    await sendTelemetry(service);
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

    await tell(10, present);
    await sendTelemetry(service);
    await workNow(service);
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

/** What a simulated fleet cannot have: somebody who is told of a rule's alerts. */
async function addChannel(service: TestService, receiver: HttpReceiver): Promise<void> {
  const answers = [
    await service.post('/api/channels', { name: 'ops', kind: 'webhook', secrets: { url: `${receiver.url}/hook` } }),
    await service.request('PUT', '/api/alerts/rules/queue-backup', {
      body: {
        name: 'queue-backup',
        condition: "orchestrate_queue_depth{queue='webhook_events'} > 100",
        severity: 'warning',
        channels: ['ops'],
      },
    }),
  ];
  expect(answers.map(({ status, body }) => (status < 300 ? 'done' : body))).toEqual(answers.map(() => 'done'));
}

/** The fleet reports facts; here is something that comes over OTLP. */
async function sendTelemetry(service: TestService): Promise<void> {
  const record = { timeUnixNano: `${Date.now()}000000`, body: { stringValue: 'unknown to all mappers' } };
  const logs = { resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] };
  expect(await service.post('/v1/logs', logs)).toMatchObject({ status: 200 });
}

/** The simulated fleet has hours in which nobody works, and days on which nobody works on an epic. */
async function workNow(service: TestService): Promise<void> {
  const agentId = 'at-work-now';
  const { body } = await service.post('/api/events', [
    { type: 'AgentSpawned', data: { agentId, type: 'explorer' } },
    { type: 'AgentStateChanged', data: { agentId, to: 'initializing' } },
    { type: 'AgentStateChanged', data: { agentId, to: 'running' } },
    {
      type: 'ModelCallRecorded',
      data: {
        agentId,
        epicId: 'epic-of-today',
        model: 'claude-sonnet-4-5',
        inputTokens: 900,
        outputTokens: 90,
        durationMs: 900,
        success: true,
      },
    },
  ]);
  expect(body.results.filter(({ status }: { status: string }) => status !== 'accepted')).toEqual([]);
}

/** A queue backs up when all is watched, and somebody takes the alert. */
async function fireAndTake(service: TestService): Promise<void> {
  await service.request('PUT', '/api/queues/webhook_events', { body: { depth: 500 } });
  const id = await vi.waitUntil(
    async () =>
      (await service.get('/api/alerts?status=active&limit=200')).body.items.find(
        ({ ruleName }: { ruleName: string }) => ruleName === 'queue-backup',
      )?.id as string | undefined,
    patient,
  );
  expect(await service.post(`/api/alerts/${id}/acknowledge`, { note: 'seen' })).toMatchObject({ status: 200 });
}
