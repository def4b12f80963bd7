import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const fact = (type: string, agentId: string, data: object, occurredAt = '2026-01-15T10:00:00.000Z') => ({
  type,
  occurredAt,
  data: { agentId, ...data },
});
const received = (agentId: string, data: object, source = 'claude-code') =>
  fact('TelemetryReceived', agentId, { source, ...data });
const toolCall = (agentId: string, occurredAt?: string) =>
  fact('ToolCallRecorded', agentId, { tool: 'Bash', durationMs: 1, success: true }, occurredAt);
const modelCall = (agentId: string, inputTokens: number, occurredAt?: string) =>
  fact(
    'ModelCallRecorded',
    agentId,
    { model: 'm', inputTokens, outputTokens: 10, durationMs: 1, success: true, reportedCostUsd: '0.5' },
    occurredAt,
  );
const report = async (...items: object[]): Promise<string> => {
  const answer = await service.post('/api/events', items);
  expect(answer.body.results.filter(({ status }: { status: string }) => status !== 'accepted')).toEqual([]);
  return answer.body.position as string;
};
const coverage = async (query: string, minPosition: string) => {
  const { status, body } = await service.get(`/api/telemetry/coverage?minPosition=${minPosition}${query}`);
  expect(status).toBe(200);
  return body;
};

describe('GET /api/telemetry/coverage', () => {
  let position: string;
  beforeAll(async () => {
    position = await report(
      // Complete, by events and by metrics.
      received('c-whole', { sequences: [{ from: 1, marks: '0a0b0c' }] }),
      received('c-whole', { deltas: [{ amount: 'input_tokens', value: '90' }] }),
      received('c-whole', {
        totals: [
          { amount: 'input_tokens', series: 'a', startedAt: '2026-01-15T09:00:00Z', value: '10' },
          { amount: 'output_tokens', series: 'a', startedAt: '2026-01-15T09:00:00Z', value: '10' },
        ],
      }),
      modelCall('c-whole', 100),
      toolCall('c-whole', '2026-01-15T10:30:00Z'),
      // Numbers 3 and 4 are missing, and so are the events that its metrics count.
      received('c-gaps', {
        sequences: [
          { from: 1, marks: '0a0b' },
          { from: 5, marks: '0c' },
        ],
      }),
      received('c-gaps', {
        deltas: [
          { amount: 'input_tokens', value: '1000' },
          { amount: 'cost_usd', value: '2.5' },
        ],
      }),
      modelCall('c-gaps', 240),
      // Two processes count alike.
      received('c-two', { sequences: [{ from: 1, marks: '0a0b' }] }),
      received('c-two', { sequences: [{ from: 1, marks: '0c0d' }] }),
      // At work, and nothing of tokens; of another, nothing any more.
      received('c-silent', {}, 'codex'),
      toolCall('c-silent'),
      received('c-stopped', {}, 'codex'),
      modelCall('c-stopped', 1),
      toolCall('c-stopped', '2026-01-15T11:00:01Z'),
      // Reported without telemetry.
      toolCall('c-reported'),
    );
  });

  it('tells of each agent what came of it and what did not', async () => {
    const { items } = await coverage('&agentId=c-gaps', position);
    expect(items).toEqual([
      {
        agentId: 'c-gaps',
        source: 'claude-code',
        lastAt: '2026-01-15T10:00:00.000Z',
        records: { first: 1, last: 5, seen: 3, missing: 2, repeated: 0 },
        modelCalls: 1,
        callsWithUsage: 1,
        toolCalls: 0,
        lastUsageAt: '2026-01-15T10:00:00.000Z',
        events: { inputTokens: 240, outputTokens: 10, tokens: 250, costUsd: '0.5' },
        metrics: { inputTokens: 1000, outputTokens: null, tokens: 1000, costUsd: '2.5' },
        missingTokens: 750,
        problems: ['records_missing', 'events_below_metrics'],
      },
    ]);
  });

  it('names the problems of each agent, and finds those that have one', async () => {
    const { items, total } = await coverage('', position);
    const problems = Object.fromEntries(
      items.map((item: { agentId: string; problems: string[] }) => [item.agentId, item.problems]),
    );
    expect(problems).toEqual({
      'c-whole': [],
      'c-gaps': ['records_missing', 'events_below_metrics'],
      'c-two': ['numbers_repeat'],
      'c-silent': ['without_usage'],
      'c-stopped': ['usage_stopped'],
    });
    expect(total).toBe(5);
    expect((await coverage('&onlyProblems=true', position)).total).toBe(4);
    expect((await coverage('&source=codex', position)).total).toBe(2);
    expect((await coverage('&from=2026-01-15T11:00:00Z', position)).items).toMatchObject([{ agentId: 'c-stopped' }]);
  });

  it('counts metrics as they were told: what was added, and what has been reached', async () => {
    const { items } = await coverage('&agentId=c-whole', position);
    expect(items).toMatchObject([
      { metrics: { inputTokens: 100, outputTokens: 10, tokens: 110, costUsd: null }, missingTokens: 0 },
    ]);
    expect((await coverage('&agentId=c-silent', position)).items).toMatchObject([
      { records: null, metrics: { inputTokens: null, outputTokens: null, tokens: null }, missingTokens: null },
    ]);
  });

  it('sums up all agents that the filters leave', async () => {
    expect((await coverage('&limit=1', position)).summary).toEqual({
      agents: 5,
      withGaps: 1,
      missingRecords: 2,
      withRepeatedNumbers: 1,
      withoutUsage: 1,
      usageStopped: 1,
      eventsBelowMetrics: 1,
      eventTokens: 110 + 250 + 11,
      metricTokens: 1110,
      ratio: 360 / 1110,
    });
    expect((await coverage('&source=codex', position)).summary).toMatchObject({ metricTokens: null, ratio: null });
  });

  it('is read page by page', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: { agentId: string }[]; nextCursor: string | null } = await coverage(
        `&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
        position,
      );
      seen.push(...page.items.map(({ agentId }) => agentId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['c-stopped', 'c-whole', 'c-two', 'c-silent', 'c-gaps']);
  });

  it('needs a key that may look', async () => {
    expect((await service.get('/api/telemetry/coverage', { key: null })).status).toBe(401);
    const reporter = await service.createKey('reporter');
    expect((await service.get('/api/telemetry/coverage', { key: reporter })).status).toBe(403);
  });
});

describe('the coverage of a session over OTLP', () => {
  const attribute = (key: string, value: string | number) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
  });
  const resource = { attributes: [attribute('service.name', 'claude-code')] };
  const start = Date.UTC(2026, 0, 15, 12);
  const nanos = (ms: number) => `${ms}000000`;
  const events = (session: string, ...sequences: number[]) => ({
    resourceLogs: [
      {
        resource,
        scopeLogs: [
          {
            logRecords: sequences.map((sequence) => ({
              timeUnixNano: nanos(start + sequence),
              body: { stringValue: 'claude_code.api_request' },
              attributes: [
                attribute('session.id', session),
                attribute('event.name', 'api_request'),
                attribute('event.sequence', sequence),
                attribute('model', 'sonnet'),
                attribute('input_tokens', 90),
                attribute('output_tokens', 10),
                attribute('duration_ms', 5),
                attribute('request_id', `${session}-${sequence}`),
              ],
            })),
          },
        ],
      },
    ],
  });
  const tokens = (session: string, minute: number, value: number, aggregationTemporality: 1 | 2) => ({
    resourceMetrics: [
      {
        resource,
        scopeMetrics: [
          {
            metrics: [
              {
                name: 'claude_code.token.usage',
                sum: {
                  aggregationTemporality,
                  isMonotonic: true,
                  dataPoints: [
                    {
                      attributes: [attribute('session.id', session), attribute('type', 'input')],
                      startTimeUnixNano: nanos(start + (aggregationTemporality === 1 ? minute - 1 : 0) * 60_000),
                      timeUnixNano: nanos(start + minute * 60_000),
                      asInt: String(value),
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  });
  const send = async (signal: 'logs' | 'metrics', body: object) => {
    const answer = await service.post(`/v1/${signal}`, body);
    expect([answer.status, answer.body]).toEqual([200, {}]);
  };
  const seen = async (agentId: string) => {
    const { items } = await coverage(`&agentId=${agentId}`, String(await service.runtime.log.head()));
    return items[0];
  };

  it('shows what is missing, however often and in whatever pieces the rest comes', async () => {
    await send('logs', events('o-1', 1, 2, 3, 7));
    await send('logs', events('o-1', 3, 2));
    await send('logs', events('o-1', 1, 2, 3, 7));
    expect(await seen('o-1')).toMatchObject({
      source: 'claude-code',
      records: { first: 1, last: 7, seen: 4, missing: 3, repeated: 0 },
      modelCalls: 4,
      problems: ['records_missing'],
    });
    await send('logs', events('o-1', 4, 5, 6));
    expect(await seen('o-1')).toMatchObject({ records: { missing: 0 }, problems: [] });
  });

  it.each([
    ['deltas', 1],
    ['totals', 2],
  ] as const)('compares events with metrics that come as %s, sent again or not', async (_, temporality) => {
    const session = `o-metrics-${temporality}`;
    await send('logs', events(session, 1, 2));
    for (const minute of [1, 2, 2, 1]) await send('metrics', tokens(session, minute, 100 * minute, temporality));
    const told = temporality === 1 ? 300 : 200;
    expect(await seen(session)).toMatchObject({
      events: { tokens: 200 },
      metrics: { inputTokens: told, outputTokens: null, tokens: told },
      missingTokens: told - 200,
      problems: told > 200 ? ['events_below_metrics'] : [],
    });
  });
});

describe('the gauges of coverage', () => {
  it('tell of agents that were at work within a day', async () => {
    const now = new Date().toISOString();
    const position = await report(
      {
        ...received('c-now', {
          sequences: [
            { from: 1, marks: '0a' },
            { from: 4, marks: '0a' },
          ],
        }),
        occurredAt: now,
      },
      toolCall('c-now', now),
    );
    await coverage('', position);
    const metrics = String((await service.get('/metrics')).body);
    expect(metrics).toMatch(/^orchestrate_telemetry_missing_records 2$/m);
    expect(metrics).toMatch(/^orchestrate_telemetry_agents_without_usage 1$/m);
    // Nobody has metrics, so the ratio is not known.
    expect(metrics).not.toMatch(/^orchestrate_telemetry_events_to_metrics_ratio /m);
  });
});
