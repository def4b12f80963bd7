import type { Attributes } from '@opentelemetry/api';
import { OTLPLogExporter as JsonLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, type LogRecordExporter, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
let reporter: string;
beforeAll(async () => {
  service = await startTestService();
  reporter = await service.createKey('reporter');
});
afterAll(() => service.close());

type Event = readonly [name: string, attributes: Attributes];

const start = Date.UTC(2026, 0, 15, 14, 32);
/** A session as Claude Code exports it: numbers as numbers or texts, whichever the build at hand sends. */
const session = (id: string): readonly Event[] =>
  (
    [
      ['user_prompt', { prompt_length: 20 }],
      [
        'api_request',
        {
          model: 'claude-sonnet-4-5',
          input_tokens: 100,
          output_tokens: 50,
          cache_read_tokens: 8_000,
          cache_creation_tokens: 900,
          cost_usd: 0.0345,
          cost_usd_micros: 34_500,
          duration_ms: 2_100,
          request_id: `${id}-req-1`,
        },
      ],
      ['tool_result', { tool_name: 'Bash', tool_use_id: `${id}-t1`, success: 'true', duration_ms: '350' }],
      [
        'tool_result',
        { tool_name: 'Edit', tool_use_id: `${id}-t2`, success: 'false', duration_ms: 12, error_type: 'no match' },
      ],
      [
        'api_error',
        { model: 'claude-sonnet-4-5', error: 'overloaded', status_code: 529, duration_ms: 900, attempt: 11 },
      ],
      [
        'api_request',
        {
          model: 'claude-haiku-4-5',
          input_tokens: '10',
          output_tokens: '5',
          cache_read_tokens: '0',
          cache_creation_tokens: '0',
          cost_usd: '0.0001',
          duration_ms: '300',
          request_id: `${id}-req-2`,
        },
      ],
    ] satisfies Event[]
  ).map(([name, attributes], n) => [
    name,
    {
      ...attributes,
      'session.id': id,
      'event.name': name,
      'event.sequence': n,
      'event.timestamp': new Date(start + n * 1_000).toISOString(),
    },
  ]);

const exporterOf = {
  'http/protobuf': ProtobufLogExporter,
  'http/json': JsonLogExporter,
} as const;

/** Sends the events with the official SDK, each in an export of its own. */
async function send(
  protocol: keyof typeof exporterOf,
  events: readonly Event[],
  { key = reporter, resource = {} }: { readonly key?: string; readonly resource?: Attributes } = {},
): Promise<void> {
  const exporter: LogRecordExporter = new exporterOf[protocol]({
    url: `${service.url}/v1/logs`,
    headers: { authorization: `Bearer ${key}` },
  });
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'service.name': 'claude-code', ...resource }),
    processors: [new SimpleLogRecordProcessor(exporter)],
  });
  const logger = provider.getLogger('com.anthropic.claude_code.events', '2.1.0');
  for (const [name, attributes] of events) {
    const timestamp = Date.parse(String(attributes['event.timestamp']));
    logger.emit({ body: `claude_code.${name}`, attributes, timestamp });
  }
  await provider.forceFlush();
  await provider.shutdown();
}

/** What a reader sees of an agent, but for the places of its facts in the log and the times of recording. */
async function seen(agentId: string) {
  const position = await service.runtime.log.head();
  const [agent, tokens, tools] = await Promise.all([
    service.get(`/api/agents/${agentId}?minPosition=${position}`),
    service.get(`/api/tokens?groupBy=model&agentId=${agentId}&minPosition=${position}`),
    service.get(`/api/tool-calls?groupBy=tool&agentId=${agentId}&minPosition=${position}`),
  ]);
  expect([agent.status, tokens.status, tools.status]).toEqual([200, 200, 200]);
  const spans = await spansOf(agentId, position);
  return JSON.parse(
    JSON.stringify({ agent: agent.body, tokens: tokens.body, tools: tools.body, spans }).replaceAll(agentId, '<agent>'),
    (key, value: unknown) => (key === 'timeline' || key === 'recordedAt' ? undefined : value),
  ) as { agent: Record<string, unknown>; tokens: unknown; tools: unknown; spans: unknown[] };
}

/** The spans of its trace but for their ids, which follow from the agent's; a parent by its name. */
async function spansOf(agentId: string, position: string | undefined): Promise<unknown[]> {
  const { body: found } = await service.get(`/api/traces?agentId=${agentId}&minPosition=${position}`);
  const { body: shown } = await service.get(`/api/traces/${found.items[0].traceId}?minPosition=${position}`);
  const names = new Map(shown.spans.map((span: { spanId: string; name: string }) => [span.spanId, span.name]));
  return shown.spans.map(({ spanId: _id, parentSpanId, ...span }: { spanId: string; parentSpanId: string }) => ({
    ...span,
    parent: names.get(parentSpanId),
  }));
}

const head = () => service.runtime.log.head();

describe('a Claude Code session over OTLP', () => {
  it('becomes an agent with its model calls, tool calls, tokens and costs', async () => {
    await send('http/protobuf', session('s-once'), {
      resource: {
        'orchestrate.agent_type': 'story_developer',
        'orchestrate.epic': 'epic-7',
        'orchestrate.story': 'story-12',
      },
    });
    const { agent } = await seen('s-once');
    expect(agent).toMatchObject({ type: 'story-developer', state: 'running', epicId: 'epic-7', storyId: 'story-12' });
    const calls = (await service.runtime.log.readStreams(['agentActivity-s-once'])).get('agentActivity-s-once') ?? [];
    // The exporter sends each event by itself, so they may overtake one another on the way.
    const inOrder = [...calls].sort((one, other) => one.meta.occurredAt.localeCompare(other.meta.occurredAt));
    expect(inOrder.map(({ type, data, meta }) => ({ type, at: meta.occurredAt, ...data }))).toMatchObject([
      {
        type: 'ModelCallRecorded',
        at: '2026-01-15T14:32:01.000Z',
        model: 'claude-sonnet-4-5',
        provider: 'anthropic',
        inputTokens: 9_000,
        outputTokens: 50,
        cacheReadTokens: 8_000,
        cacheWriteTokens: 900,
        reportedCostUsd: '0.0345',
        durationMs: 2_100,
        success: true,
        requestId: 's-once-req-1',
      },
      { type: 'ToolCallRecorded', tool: 'Bash', durationMs: 350, success: true, toolCallId: 's-once-t1' },
      { type: 'ToolCallRecorded', tool: 'Edit', success: false, error: 'no match' },
      { type: 'ModelCallRecorded', success: false, error: 'overloaded', inputTokens: 0 },
      { type: 'ModelCallRecorded', model: 'claude-haiku-4-5', inputTokens: 10, reportedCostUsd: '0.0001' },
    ]);
  });

  it('tells of the same agent, calls, tokens, costs and spans when it comes twice, out of order, in pieces and in the other encoding', async () => {
    await send('http/protobuf', session('s-straight'));
    const events = session('s-crooked');
    await send('http/json', [...events].reverse().slice(0, 4));
    await send('http/protobuf', events.slice(1, 3));
    await send('http/json', events);
    await send('http/json', events);
    const [crooked, straight] = [await seen('s-crooked'), await seen('s-straight')];
    expect(crooked).toEqual(straight);
    expect(straight.spans).toHaveLength(6);
    expect(straight.agent).toMatchObject({ createdAt: '2026-01-15T14:32:01.000Z', model: 'claude-sonnet-4-5' });
    const before = await head();
    await send('http/protobuf', events);
    expect(await head()).toBe(before);
  });

  it('counts a call once of which an event and a span tell, whichever comes first, and keeps the other spans', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const attribute = (key: string, value: string | number) => ({
      key,
      value: typeof value === 'number' ? { intValue: String(value) } : { stringValue: value },
    });
    const span = (spanId: string, name: string, attributes: Readonly<Record<string, string | number>>) => ({
      traceId,
      spanId,
      parentSpanId: 'b7ad6b7169203331',
      name,
      startTimeUnixNano: `${start}000000`,
      endTimeUnixNano: `${start + 2_100}000000`,
      attributes: Object.entries({ 'session.id': 's-spans', ...attributes }).map(([key, value]) =>
        attribute(key, value),
      ),
    });
    const call = { model: 'claude-sonnet-4-5', input_tokens: 100, output_tokens: 50, success: 'true' };
    const spans = [
      span('00f067aa0ba902b1', 'claude_code.llm_request', { ...call, request_id: 's-spans-req-1' }),
      span('00f067aa0ba902b2', 'claude_code.llm_request', { ...call, request_id: 's-spans-req-9' }),
      span('00f067aa0ba902b3', 'claude_code.tool', { tool_name: 'Bash', tool_use_id: 's-spans-t1' }),
    ];
    const sendSpans = async () => {
      const answer = await service.post('/v1/traces', { resourceSpans: [{ scopeSpans: [{ spans }] }] });
      expect([answer.status, answer.body]).toEqual([200, {}]);
    };
    await send('http/protobuf', session('s-spans').slice(0, 2));
    await sendSpans();
    await send('http/json', session('s-spans'));
    await sendSpans();
    const streams = await service.runtime.log.readStreams(['agentActivity-s-spans', `trace-${traceId}`]);
    const told = [...streams.values()].flat();
    const calls = told
      .filter(({ type }) => type === 'ModelCallRecorded')
      .map(({ data }) => data['requestId'] ?? 'failed');
    expect(calls.sort()).toEqual(['failed', 's-spans-req-1', 's-spans-req-2', 's-spans-req-9']);
    expect(told.filter(({ type }) => type === 'ToolCallRecorded')).toHaveLength(2);
    const kept = told.filter(({ type }) => type === 'SpanRecorded').map(({ data }) => data);
    expect(kept).toMatchObject([{ name: 'claude_code.tool', attributes: { tool_use_id: 's-spans-t1' } }]);
  });

  it('leaves an agent as it is that the fleet has reported itself', async () => {
    await service.post('/api/agents', { id: 's-known', type: 'bug-fixer', epicId: 'epic-1' });
    await send('http/json', session('s-known'));
    const { agent } = await seen('s-known');
    expect(agent).toMatchObject({ type: 'bug-fixer', epicId: 'epic-1', state: 'created' });
  });
});

describe('POST /v1/logs', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${service.url}/v1/logs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${reporter}`, 'content-type': 'application/json', ...headers },
      body: body instanceof Uint8Array ? body : JSON.stringify(body),
    });
  const records = (...logRecords: object[]) => ({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });

  it('needs a key that may report', async () => {
    expect((await post({}, { authorization: '' })).status).toBe(401);
    const viewer = await service.createKey('viewer');
    expect((await post({}, { authorization: `Bearer ${viewer}` })).status).toBe(403);
  });

  it('takes an export without records', async () => {
    const answer = await post({});
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    const empty = await post(new Uint8Array(), { 'content-type': 'application/x-protobuf' });
    expect([empty.status, empty.headers.get('content-type'), await empty.text()]).toEqual([
      200,
      'application/x-protobuf',
      '',
    ]);
  });

  it('refuses what is no OTLP, and other content types', async () => {
    const truncated = await post(Buffer.from([0x0a, 0x7f, 0x01]), { 'content-type': 'application/x-protobuf' });
    expect([truncated.status, await truncated.text()]).toEqual([400, expect.stringContaining('OTLP_MALFORMED')]);
    expect((await post('x', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post(Buffer.alloc(9 * 1024 * 1024), { 'content-type': 'application/x-protobuf' })).status).toBe(413);
  });

  it('counts records that nobody knows, and takes the export', async () => {
    const body = { stringValue: 'some.other.event' };
    expect((await post(records({ body }, { body }))).status).toBe(200);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/orchestrate_otlp_records_total\{signal="logs",source="unknown",outcome="unknown"\} 2/);
  });

  it('says which records it refuses and why, and takes the others', async () => {
    const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
    const toolResult = (name: string, id: string) => ({
      body: { stringValue: 'claude_code.tool_result' },
      attributes: [
        attribute('session.id', 's-partial'),
        attribute('event.name', 'tool_result'),
        attribute('tool_name', name),
        attribute('tool_use_id', id),
        attribute('success', 'true'),
        attribute('duration_ms', '1'),
      ],
    });
    const answer = await post(records(toolResult('x'.repeat(300), 'p-1'), toolResult('Bash', 'p-2')));
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { partialSuccess: { rejectedLogRecords: '1', errorMessage: expect.stringContaining('data.tool') as string } },
    ]);
    const stream = 'agentActivity-s-partial';
    expect((await service.runtime.log.readStreams([stream])).get(stream)).toHaveLength(1);
  });

  it.each([
    ['negative', { doubleValue: -0.25 }, 'data.reportedCostUsd: must be an amount in USD, 0 or more', 'got -0.25'],
    ['no', { doubleValue: 'NaN' }, 'data.reportedCostUsd', 'got "NaN"'],
    ['an absurd', { intValue: '9007199254740991' }, 'data.reportedCostUsd: must be at most', 'got 9007199254740991'],
  ])('refuses a call that costs %s amount, says why, and takes the others', async (what, value, ...words) => {
    const call = (id: string, cost: object) => ({
      body: { stringValue: 'claude_code.api_request' },
      attributes: [
        ...Object.entries({
          'session.id': `s-cost-${what}`,
          'event.name': 'api_request',
          model: 'claude-opus-4-5',
          duration_ms: '1',
          input_tokens: '1',
          output_tokens: '1',
          request_id: id,
        }).map(([key, stringValue]) => ({ key, value: { stringValue } })),
        { key: 'cost_usd', value: cost },
      ],
    });
    const answer = await post(records(call('wrong', value), call('right', { doubleValue: 0.25 })));
    const { partialSuccess } = (await answer.json()) as { partialSuccess: { errorMessage: string } };
    expect(partialSuccess).toMatchObject({ rejectedLogRecords: '1' });
    for (const word of words) expect(partialSuccess.errorMessage).toContain(word);
    const stream = `agentActivity-s-cost-${what}`;
    const recorded = (await service.runtime.log.readStreams([stream])).get(stream);
    expect(recorded).toMatchObject([{ data: { requestId: 'right', reportedCostUsd: '0.25' } }]);
  });

  it.each([
    ['absurd', '9007199254740991', 'at most 1000000000'],
    ['negative', '-1', 'must not be negative; got -1'],
  ])('refuses a call with an %s count of tokens, and says why', async (_, intValue, words) => {
    const told = { 'session.id': 's-absurd', 'event.name': 'api_request', model: 'claude-opus-4-5', duration_ms: '1' };
    const attributes = [
      ...Object.entries({ ...told, output_tokens: '1' }).map(([key, stringValue]) => ({ key, value: { stringValue } })),
      { key: 'input_tokens', value: { intValue } },
    ];
    const answer = await post(records({ body: { stringValue: 'claude_code.api_request' }, attributes }));
    expect(await answer.json()).toEqual({
      partialSuccess: { rejectedLogRecords: '1', errorMessage: expect.stringContaining(words) as string },
    });
  });
});
