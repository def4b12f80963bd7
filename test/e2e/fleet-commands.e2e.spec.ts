import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, startTestService, type TestService } from '../support/service.js';

const modelCall = { model: 'model-a', inputTokens: 10, outputTokens: 5, durationMs: 12, success: true };
const toolCall = { tool: 'Bash', durationMs: 7, success: true };

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const spawn = (id: string) => service.post('/api/agents', { id, type: 'code_reviewer', task: 'review it' });
const head = () => service.runtime.log.head();
/** What is recorded in a stream, in order. */
async function recorded(stream: string) {
  const events = (await service.runtime.log.readStreams([stream])).get(stream) ?? [];
  return events.map(({ type, data, meta }) => ({ type, data, occurredAt: meta.occurredAt, actor: meta.actor }));
}

/** Status, code and faulty fields of a refusal. */
function problemIn({ status, headers, body }: Answer) {
  expect(headers.get('content-type')).toContain('application/problem+json');
  return [status, body.code, (body.errors ?? []).map(({ field }: { field: string }) => field)];
}

describe('POST /api/agents', () => {
  it('records an agent under the id that it is given, as done by the caller', async () => {
    const { status, body } = await service.post('/api/agents', {
      id: 'spawned-1',
      type: 'story_developer',
      model: 'model-a',
      storyId: 'story-1',
      occurredAt: '2026-01-15T15:32:00+01:00',
    });
    expect([status, body]).toEqual([201, { id: 'spawned-1', duplicate: false, position: expect.any(String) }]);
    expect(await recorded('agent-spawned-1')).toEqual([
      {
        type: 'AgentSpawned',
        data: { agentId: 'spawned-1', agentType: 'story-developer', model: 'model-a', storyId: 'story-1' },
        occurredAt: '2026-01-15T14:32:00.000Z',
        actor: expect.objectContaining({ type: 'api_key' }),
      },
    ]);
    const { body: agent } = await service.get(`/api/agents/spawned-1?minPosition=${body.position}`);
    expect(agent).toMatchObject({ id: 'spawned-1', type: 'story-developer', state: 'created' });
  });

  it('makes a new id for each agent that has none', async () => {
    const [one, other] = [
      await service.post('/api/agents', { type: 'x' }),
      await service.post('/api/agents', { type: 'x' }),
    ];
    expect(one.body.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(other.body.id).not.toBe(one.body.id);
  });

  it('answers a retry with the same agent', async () => {
    const headers = { 'idempotency-key': 'spawn-once' };
    const first = await service.post('/api/agents', { type: 'explorer' }, { headers });
    const before = await head();
    const again = await service.post('/api/agents', { type: 'explorer' }, { headers });
    expect(again.status).toBe(201);
    expect(again.body).toEqual({ id: first.body.id, duplicate: true, position: first.body.position });
    expect(await head()).toBe(before);
  });

  it('refuses other content under an id that is taken, and under a key that is taken', async () => {
    await spawn('taken');
    const other = await service.post('/api/agents', { id: 'taken', type: 'explorer' });
    expect(problemIn(other)).toEqual([409, 'AGENT_EXISTS', []]);
    expect(other.body.differing).toContain('agentType');
    const headers = { 'idempotency-key': 'spawn-other' };
    await service.post('/api/agents', { type: 'explorer' }, { headers });
    const reused = await service.post('/api/agents', { type: 'scheduler' }, { headers });
    expect(problemIn(reused)).toEqual([409, 'ID_REUSED', []]);
  });

  it.each([
    ['no type', {}, ['type']],
    ['a blank id', { type: 'x', id: ' ' }, ['id']],
    ['a fractional pull request', { type: 'x', prNumber: 1.5 }, ['prNumber']],
    ['an unknown field', { type: 'x', agentId: 'a' }, ['$']],
    ['a time without zone', { type: 'x', occurredAt: '2026-01-15T14:32:00' }, ['occurredAt']],
    ['a day that no calendar has', { type: 'x', occurredAt: '2026-02-30T14:32:00Z' }, ['occurredAt']],
    ['a time before all agents', { type: 'x', occurredAt: '1999-01-15T14:32:00Z' }, ['occurredAt']],
    ['a time in the future', { type: 'x', occurredAt: '9000-01-15T14:32:00Z' }, ['occurredAt']],
    ['an array', [], ['$']],
  ])('refuses %s', async (_, body, fields) => {
    const before = await head();
    expect(problemIn(await service.post('/api/agents', body))).toEqual([400, 'VALIDATION_FAILED', fields]);
    expect(await head()).toBe(before);
  });

  it('refuses an idempotency key that is too long', async () => {
    const answer = await service.post(
      '/api/agents',
      { type: 'x' },
      { headers: { 'idempotency-key': 'k'.repeat(201) } },
    );
    expect(problemIn(answer)).toEqual([400, 'VALIDATION_FAILED', ['idempotency-key']]);
  });
});

describe('POST /api/agents/:id/state', () => {
  it('records the step', async () => {
    await spawn('steps');
    const { status, body } = await service.post('/api/agents/steps/state', { to: 'initializing', reason: 'started' });
    expect([status, body]).toEqual([200, { id: 'steps', duplicate: false, position: expect.any(String) }]);
    const { body: agent } = await service.get(`/api/agents/steps?minPosition=${body.position}`);
    expect(agent.state).toBe('initializing');
  });

  it('records a step that the life cycle does not have, and warns', async () => {
    await spawn('leaps');
    const { status, body } = await service.post('/api/agents/leaps/state', { to: 'completed' });
    expect([status, body.flags]).toEqual([200, ['illegal_transition']]);
    expect(body.warnings).toEqual([expect.stringMatching(/^illegal_transition: .*life cycle/)]);
    expect((await recorded('agent-leaps')).at(-1)?.data).toMatchObject({ from: 'created', to: 'completed' });
  });

  it('records a step that comes late, and warns', async () => {
    await spawn('waits');
    await service.post('/api/agents/waits/state', { to: 'initializing', occurredAt: '2026-01-02T00:00:00Z' });
    const { body } = await service.post('/api/agents/waits/state', {
      to: 'failed',
      occurredAt: '2026-01-01T00:00:00Z',
    });
    expect(body.flags).toEqual(['late']);
    expect(body.warnings).toEqual([expect.stringMatching(/^late: /)]);
  });

  it('changes nothing when it is sent again', async () => {
    await spawn('again');
    const headers = { 'idempotency-key': 'again-1' };
    const first = await service.post('/api/agents/again/state', { to: 'initializing' }, { headers });
    await service.post('/api/agents/again/state', { to: 'running' });
    const before = await head();
    const retried = await service.post('/api/agents/again/state', { to: 'initializing' }, { headers });
    expect([retried.status, retried.body.duplicate]).toEqual([200, true]);
    expect(retried.body.position >= first.body.position).toBe(true);
    expect(await head()).toBe(before);
  });

  it.each([
    ['no state', {}, ['to']],
    ['an unknown state', { to: 'sleeping' }, ['to']],
    ['a reason of another type', { to: 'failed', reason: 3 }, ['reason']],
  ])('refuses %s', async (_, body, fields) => {
    await spawn('refused');
    expect(problemIn(await service.post('/api/agents/refused/state', body))).toEqual([
      400,
      'VALIDATION_FAILED',
      fields,
    ]);
  });
});

describe('POST /api/agents/:id/model-calls and tool-calls', () => {
  it('records a model call, once for each request id', async () => {
    await spawn('thinks');
    const call = { ...modelCall, reportedCostUsd: 0.01, requestId: 'request-1' };
    const first = await service.post('/api/agents/thinks/model-calls', call);
    expect([first.status, first.body]).toEqual([200, { id: 'thinks', duplicate: false, position: expect.any(String) }]);
    const again = await service.post('/api/agents/thinks/model-calls', call);
    expect(again.body).toEqual({ ...first.body, duplicate: true });
    expect((await recorded('agentActivity-thinks')).map(({ type, data }) => [type, data.reportedCostUsd])).toEqual([
      ['ModelCallRecorded', '0.01'],
    ]);
  });

  it('warns about tokens that cannot be', async () => {
    await spawn('odd');
    const { body } = await service.post('/api/agents/odd/model-calls', { ...modelCall, cacheReadTokens: 11 });
    expect(body.flags).toEqual(['cached_exceeds_input']);
    expect(body.warnings).toHaveLength(1);
  });

  it('records a tool call, once for each idempotency key', async () => {
    await spawn('works');
    const headers = { 'idempotency-key': 'tool-1' };
    const first = await service.post('/api/agents/works/tool-calls', toolCall, { headers });
    expect([first.status, first.body.duplicate]).toEqual([200, false]);
    expect((await service.post('/api/agents/works/tool-calls', toolCall, { headers })).body.duplicate).toBe(true);
    const other = await service.post('/api/agents/works/tool-calls', { ...toolCall, durationMs: 8 }, { headers });
    expect(problemIn(other)).toEqual([409, 'ID_REUSED', []]);
    expect(await recorded('agentActivity-works')).toHaveLength(1);
  });

  it.each([
    ['model-calls', { ...modelCall, inputTokens: -1 }, ['inputTokens']],
    ['model-calls', { ...modelCall, outputTokens: 2 ** 63 }, ['outputTokens']],
    ['model-calls', { ...modelCall, success: 'yes' }, ['success']],
    ['tool-calls', { ...toolCall, tool: '' }, ['tool']],
    ['tool-calls', { ...toolCall, traceparent: 'x' }, ['traceparent']],
  ])('refuses %s with a wrong field', async (route, body, fields) => {
    await spawn('refused');
    expect(problemIn(await service.post(`/api/agents/refused/${route}`, body))).toEqual([
      400,
      'VALIDATION_FAILED',
      fields,
    ]);
  });
});

describe('an agent that nobody reported', () => {
  it.each([
    ['state', { to: 'running' }],
    ['model-calls', modelCall],
    ['tool-calls', toolCall],
  ])('has no %s', async (route, body) => {
    const before = await head();
    const answer = await service.post(`/api/agents/nobody/${route}`, body);
    expect(problemIn(answer)).toEqual([404, 'AGENT_UNKNOWN', []]);
    expect(answer.body).toMatchObject({ id: 'nobody', detail: expect.stringContaining('nobody') });
    expect(await head()).toBe(before);
  });

  it('cannot have an id that is too long', async () => {
    const answer = await service.post(`/api/agents/${'x'.repeat(201)}/state`, { to: 'running' });
    expect(problemIn(answer)).toEqual([400, 'VALIDATION_FAILED', ['id']]);
  });
});

describe('PUT /api/queues/:name', () => {
  it('records the depth, once for each idempotency key', async () => {
    const headers = { 'idempotency-key': 'depth-1' };
    const first = await service.request('PUT', '/api/queues/code%20reviews', { body: { depth: 3 }, headers });
    expect([first.status, first.body]).toEqual([
      200,
      { id: 'code reviews', duplicate: false, position: expect.any(String) },
    ]);
    const again = await service.request('PUT', '/api/queues/code%20reviews', { body: { depth: 3 }, headers });
    expect(again.body).toEqual({ ...first.body, duplicate: true });
    const { body } = await service.get(`/api/queues?minPosition=${first.body.position}`);
    expect(body.items).toEqual([expect.objectContaining({ depth: 3 })]);
  });

  it('refuses a depth below nothing and a name without end', async () => {
    expect(problemIn(await service.request('PUT', '/api/queues/q', { body: { depth: -1 } }))).toEqual([
      400,
      'VALIDATION_FAILED',
      ['depth'],
    ]);
    expect(problemIn(await service.request('PUT', `/api/queues/${'q'.repeat(101)}`, { body: { depth: 1 } }))).toEqual([
      400,
      'VALIDATION_FAILED',
      ['name'],
    ]);
  });
});
