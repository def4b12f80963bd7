import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, startTestService, TEST_ADMIN_KEY, type TestService } from '../support/service.js';

const ndjson = { 'content-type': 'application/x-ndjson' };
const gzip = { 'content-encoding': 'gzip' };
const call = (over: object = {}) => ({
  type: 'ModelCallRecorded',
  data: {
    agentId: 'agent-1',
    model: 'model-a',
    inputTokens: 10,
    outputTokens: 5,
    durationMs: 12,
    success: true,
    ...over,
  },
});
const depth = (n: number, id?: string) => ({
  ...(id === undefined ? {} : { id }),
  type: 'QueueDepthObserved',
  data: { queue: 'reviews', depth: n },
});

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const send = (body: unknown, headers: Record<string, string> = {}) => service.post('/api/events', body, { headers });
const head = () => service.runtime.log.head();

/** Status and code of a refusal, once it is sure that it is a whole problem document and gives nothing away. */
function problemIn(answer: Answer): readonly [number, string] {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body.detail).toEqual(expect.any(String));
  expect(JSON.stringify(answer.body)).not.toMatch(/\bat .+:\d+:\d+|node_modules/);
  return [answer.status, answer.body.code];
}

/** Sends one item and expects its refusal; answers the problem. */
async function refused(item: unknown) {
  const { status, body } = await send([item]);
  expect(status).toBe(200);
  expect(body).toMatchObject({ results: [{ status: 'rejected' }], position: null });
  return body.results[0].problem;
}

describe('POST /api/events', () => {
  it('records a JSON array, and knows it when it comes again', async () => {
    const items = [
      { ...depth(3), id: 'array-1' },
      { ...call(), id: 'array-2' },
      { type: 'AgentSpawned', id: 'array-3', data: { agentId: 'a-1', type: 'code-reviewer' } },
    ];
    const first = await send(items);
    expect(first.status).toBe(200);
    expect(first.body.results.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
      ['array-1', 'accepted'],
      ['array-2', 'accepted'],
      ['array-3', 'accepted'],
    ]);
    const before = await head();
    const again = await send(items);
    expect(again.body.results.map(({ status }: { status: string }) => status)).toEqual(Array(3).fill('duplicate'));
    expect(again.body.position).toBe(first.body.position);
    expect(await head()).toBe(before);
  });

  it('lets a reporter report, and nobody who may only look', async () => {
    const reporter = await service.createKey('reporter');
    const viewer = await service.createKey('viewer');
    expect((await service.post('/api/events', [depth(1)], { key: reporter })).status).toBe(200);
    expect(problemIn(await service.post('/api/events', [depth(1)], { key: viewer }))).toEqual([403, 'FORBIDDEN']);
    expect(problemIn(await service.post('/api/events', [depth(1)], { key: null }))).toEqual([401, 'UNAUTHENTICATED']);
  });

  it('records NDJSON, gzipped or not, with or without a last line feed and with Windows line ends', async () => {
    const lines = [depth(1, 'nd-1'), depth(2, 'nd-2')].map((item) => JSON.stringify(item));
    const plain = await send(lines.join('\n'), ndjson);
    expect(plain.body.results.map(({ status }: { status: string }) => status)).toEqual(['accepted', 'accepted']);
    const packed = await send(gzipSync(`${lines.join('\r\n')}\r\n\r\n`), { ...ndjson, ...gzip });
    expect(packed.body.results.map(({ status }: { status: string }) => status)).toEqual(['duplicate', 'duplicate']);
  });

  it('answers an empty batch with no results', async () => {
    expect((await send([])).body).toEqual({ results: [], position: null });
    expect((await send('', ndjson)).status).toBeLessThan(500);
  });

  it('refuses what is no UTF-8 instead of recording something else', async () => {
    const bytes = Buffer.from('[{"type":"AgentSpawned","data":{"agentId":"caf\u00e9","type":"x"}}]', 'latin1');
    const post = (contentType: string, body: Buffer) =>
      fetch(`${service.url}/api/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${TEST_ADMIN_KEY}`, 'content-type': contentType },
        body: new Uint8Array(body),
      });
    const refused = await post('application/json', bytes);
    expect([refused.status, ((await refused.json()) as Answer['body']).code]).toEqual([400, 'MALFORMED_JSON']);
    const lines = await post('application/x-ndjson', bytes.subarray(1, -1));
    expect(((await lines.json()) as Answer['body']).results).toMatchObject([
      { status: 'rejected', problem: { code: 'MALFORMED_JSON', line: 1 } },
    ]);
  });

  it.each([
    ['malformed JSON', '[{"type":', 'MALFORMED_JSON'],
    ['NaN', '[{"type":"ModelCallRecorded","data":{"inputTokens":NaN}}]', 'MALFORMED_JSON'],
    ['a single object', '{"type":"AgentSpawned"}', 'VALIDATION_FAILED'],
    ['null', 'null', 'VALIDATION_FAILED'],
    ['a text', '"x"', 'VALIDATION_FAILED'],
  ])('refuses %s as a whole', async (_, body, code) => {
    expect(problemIn(await send(body))).toEqual([400, code]);
  });

  it('refuses more than 10 000 items, recording none of an array', async () => {
    const before = await head();
    const answer = await send(Array.from({ length: 10_001 }, () => depth(1)));
    expect(problemIn(answer)).toEqual([413, 'TOO_MANY_ITEMS']);
    expect(answer.body).toMatchObject({ maxItems: 10_000 });
    expect(await head()).toBe(before);
  });

  it('says what of a too long NDJSON stream it has recorded', async () => {
    const line = JSON.stringify(depth(1));
    const answer = await send(`${line}\n`.repeat(10_001), ndjson);
    expect(problemIn(answer)).toEqual([413, 'TOO_MANY_ITEMS']);
    expect(answer.body.results).toHaveLength(10_000);
    expect(answer.body.position).toBe(await head());
  });

  it('records all but the one bad item of 10 000', async () => {
    const items: unknown[] = Array.from({ length: 10_000 }, (_, n) => depth(n, `bulk-${n}`));
    items[6_789] = depth(-1, 'bulk-6789');
    const { status, body } = await send(items);
    expect(status).toBe(200);
    const rejected = body.results.filter((result: { status: string }) => result.status === 'rejected');
    expect(body.results).toHaveLength(10_000);
    expect(rejected).toEqual([
      {
        id: 'bulk-6789',
        status: 'rejected',
        problem: expect.objectContaining({
          code: 'VALIDATION_FAILED',
          errors: [expect.objectContaining({ field: 'data.depth' })],
        }),
      },
    ]);
    expect(body.results[6_789]).toEqual(rejected[0]);
  });

  it('goes on after a bad line in the middle, and names the line', async () => {
    const lines = [JSON.stringify(depth(1)), '{"type": oops', JSON.stringify(depth(2))].join('\n');
    const { status, body } = await send(lines, ndjson);
    expect(status).toBe(200);
    expect(body.results.map((result: { status: string }) => result.status)).toEqual([
      'accepted',
      'rejected',
      'accepted',
    ]);
    expect(body.results[1]).toMatchObject({ id: null, problem: { code: 'MALFORMED_JSON', line: 2 } });
  });

  it.each([
    ['a number', 3, '$'],
    ['null', null, '$'],
    ['an array', [], '$'],
    ['no type', { data: {} }, 'type'],
    ['a type of another type', { type: 7, data: {} }, 'type'],
    ['an unknown type', { type: 'AgentExploded', data: {} }, 'type'],
    [
      'a type that only the service records',
      { type: 'WebhookReceived', data: { provider: 'github', event: 'x' } },
      'type',
    ],
    ['a type of the prototype', { type: 'constructor', data: {} }, 'type'],
    ['an unknown field', { ...depth(1), extra: 1 }, 'extra'],
    ['an id of another type', { ...depth(1), id: 7 }, 'id'],
    ['an over-long id', { ...depth(1), id: 'x'.repeat(201) }, 'id'],
    ['the year 1', { ...depth(1), occurredAt: '0001-01-01T00:00:00Z' }, 'occurredAt'],
    ['the year 9999', { ...depth(1), occurredAt: '9999-12-31T23:59:59Z' }, 'occurredAt'],
    ['the future', { ...depth(1), occurredAt: new Date(Date.now() + 3_600_000).toISOString() }, 'occurredAt'],
    ['a time without zone', { ...depth(1), occurredAt: '2026-01-01T00:00:00' }, 'occurredAt'],
    ['a time that does not exist', { ...depth(1), occurredAt: '2026-13-01T00:00:00Z' }, 'occurredAt'],
    ['a time as number', { ...depth(1), occurredAt: 1_700_000_000 }, 'occurredAt'],
  ])('refuses an item with %s, by itself', async (_, item, field) => {
    const problem = await refused(item);
    expect(problem).toMatchObject({ code: 'ITEM_INVALID', errors: [expect.objectContaining({ field })] });
    expect(problem.detail).toContain(field);
  });

  it.each([
    ['negative tokens', { inputTokens: -1 }, 'data.inputTokens', 'negative'],
    ['half a token', { inputTokens: 0.5 }, 'data.inputTokens', 'fraction'],
    ['2^63 tokens', { inputTokens: 2 ** 63 }, 'data.inputTokens', 'at most 1000000000'],
    ['2^53 - 1 tokens', { outputTokens: 2 ** 53 - 1 }, 'data.outputTokens', 'at most 1000000000'],
    ['tokens as text', { inputTokens: 'NaN' }, 'data.inputTokens', 'not a text'],
    ['tokens as null', { inputTokens: null }, 'data.inputTokens', 'whole number'],
    ['an over-long model', { model: 'm'.repeat(10_000) }, 'data.model', 'at most'],
    ['a control character', { model: 'a\u0000b' }, 'data.model', 'control characters'],
    ['an unknown field', { tokens: 3 }, 'data', 'tokens'],
    ['a duration of a million years', { durationMs: 3e16 }, 'data.durationMs', 'ten years'],
  ])('refuses a model call with %s, by itself', async (_, over, field, words) => {
    const problem = await refused(call(over));
    expect(problem).toMatchObject({ code: 'VALIDATION_FAILED', errors: [expect.objectContaining({ field })] });
    expect(problem.detail).toContain(words);
  });

  it('refuses infinite tokens, which JSON can write as 1e999', async () => {
    const text = JSON.stringify([call()]).replace('"inputTokens":10', '"inputTokens":1e999');
    const { body } = await send(text);
    expect(body.results[0].problem.errors).toEqual([expect.objectContaining({ field: 'data.inputTokens' })]);
  });

  it('refuses other content under an id that is taken, and names both', async () => {
    await send([depth(1, 'taken')]);
    const before = await head();
    const { body } = await send([depth(2, 'taken')]);
    expect(body.results[0]).toMatchObject({
      id: 'taken',
      status: 'rejected',
      problem: { code: 'ID_REUSED', id: 'taken', existingEventId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
    expect(await head()).toBe(before);
    const within = await send([depth(1, 'twice'), depth(2, 'twice'), depth(1, 'twice')]);
    expect(within.body.results.map(({ status }: { status: string }) => status)).toEqual([
      'accepted',
      'rejected',
      'duplicate',
    ]);
  });

  it('refuses a gzip bomb', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    expect(problemIn(await send(bomb, gzip))).toEqual([413, 'BODY_TOO_LARGE']);
    expect(problemIn(await send(bomb, { ...gzip, ...ndjson }))).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('refuses gzip that is cut off or none at all, and encodings it does not know', async () => {
    const packed = gzipSync(JSON.stringify([depth(1)]));
    for (const type of [{}, ndjson]) {
      expect(problemIn(await send(packed.subarray(0, packed.length - 12), { ...gzip, ...type }))).toEqual([
        400,
        'MALFORMED_GZIP',
      ]);
      expect(problemIn(await send(Buffer.from('not gzip'), { ...gzip, ...type }))).toEqual([400, 'MALFORMED_GZIP']);
      expect(problemIn(await send('[]', { 'content-encoding': 'br', ...type }))).toEqual([
        415,
        'CONTENT_ENCODING_UNSUPPORTED',
      ]);
    }
  });

  it('refuses more than 8 MiB, streamed or not', async () => {
    const text = `"${'x'.repeat(8 * 1024 * 1024)}"`;
    expect(problemIn(await send(text))).toEqual([413, 'BODY_TOO_LARGE']);
    expect(problemIn(await send(text, ndjson))).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('refuses a kind of content that it does not read', async () => {
    expect(problemIn(await send('<a/>', { 'content-type': 'text/xml' }))).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('keeps facts of one subject that together are too large for one append', async () => {
    const items = Array.from({ length: 700 }, (_, n) => ({
      id: `large-${n}`,
      type: 'AgentStateChanged',
      occurredAt: new Date(Date.UTC(2026, 0, 1) + n * 1_000).toISOString(),
      data: { agentId: 'large', to: n % 2 === 0 ? 'running' : 'paused', reason: 'r'.repeat(1_900) },
    }));
    const { body } = await send(items);
    expect(body.results.find(({ status }: { status: string }) => status !== 'accepted')).toBeUndefined();
  });
});
