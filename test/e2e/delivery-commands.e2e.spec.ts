import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, startTestService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const head = () => service.runtime.log.head();
/** What is recorded in a stream, in order. */
async function recorded(stream: string) {
  const events = (await service.runtime.log.readStreams([stream])).get(stream) ?? [];
  return events.map(({ type, data, meta }) => ({ type, data, actor: meta.actor.name }));
}
const isRecorded = { duplicate: false, position: expect.any(String) as string };

/** Status, code and faulty fields of a refusal. */
function problemIn({ status, headers, body }: Answer) {
  expect(headers.get('content-type')).toContain('application/problem+json');
  return [status, body.code, (body.errors ?? []).map(({ field }: { field: string }) => field)];
}

interface Family {
  readonly path: string;
  readonly beginning: Record<string, unknown>;
  readonly stream: string;
  readonly idField: string;
  readonly types: readonly [string, string];
  readonly status: string;
  readonly other: Record<string, unknown>;
  readonly exists: string;
  readonly unknown: string;
}

const families: readonly Family[] = [
  {
    path: '/api/deployments',
    beginning: { environment: 'production', version: 'v2', initiatedBy: 'release-bot' },
    stream: 'deployment',
    idField: 'deploymentId',
    types: ['DeploymentTriggered', 'DeploymentStatusChanged'],
    status: 'failed',
    other: { environment: 'staging' },
    exists: 'DEPLOYMENT_EXISTS',
    unknown: 'DEPLOYMENT_UNKNOWN',
  },
  {
    path: '/api/pull-requests',
    beginning: { repository: 'octo/shop', number: 7, author: 'agent-7' },
    stream: 'pullRequest',
    idField: 'pullRequestId',
    types: ['PullRequestOpened', 'PullRequestStatusChanged'],
    status: 'merged',
    other: { repository: 'octo/other' },
    exists: 'PULL_REQUEST_EXISTS',
    unknown: 'PULL_REQUEST_UNKNOWN',
  },
  {
    path: '/api/stories',
    beginning: { epicId: 'epic-7', title: 'Ship it' },
    stream: 'story',
    idField: 'storyId',
    types: ['StoryCreated', 'StoryStatusChanged'],
    status: 'in_progress',
    other: { epicId: 'epic-8' },
    exists: 'STORY_EXISTS',
    unknown: 'STORY_UNKNOWN',
  },
  {
    path: '/api/incidents',
    beginning: { severity: 'high', service: 'checkout' },
    stream: 'incident',
    idField: 'incidentId',
    types: ['IncidentDetected', 'IncidentStatusChanged'],
    status: 'resolved',
    other: { severity: 'low' },
    exists: 'INCIDENT_EXISTS',
    unknown: 'INCIDENT_UNKNOWN',
  },
];

describe.each(families)('$path', ({ path, beginning, stream, idField, types, status, other, exists, unknown }) => {
  it('records a beginning and a status, as done by the caller', async () => {
    const id = 'octo/shop#1';
    const begun = await service.post(path, { id, ...beginning });
    expect([begun.status, begun.body]).toEqual([201, { id, ...isRecorded }]);
    const changed = await service.post(`${path}/${encodeURIComponent(id)}/status`, { status });
    expect([changed.status, changed.body]).toEqual([200, { id, ...isRecorded }]);
    expect(await recorded(`${stream}-${id}`)).toEqual([
      { type: types[0], data: { [idField]: id, ...beginning }, actor: expect.any(String) },
      { type: types[1], data: expect.objectContaining({ [idField]: id, to: status }), actor: expect.any(String) },
    ]);
  });

  it('makes an id where there is none, the same for the same idempotency key', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await service.post(path, beginning, { headers });
    const again = await service.post(path, beginning, { headers });
    expect(again.body).toEqual({ id: first.body.id, duplicate: true, position: first.body.position });
    expect((await service.post(path, beginning)).body.id).not.toBe(first.body.id);
  });

  it('refuses other content under an id that is taken', async () => {
    await service.post(path, { id: 'taken', ...beginning });
    const refused = await service.post(path, { id: 'taken', ...beginning, ...other });
    expect(problemIn(refused)).toEqual([409, exists, []]);
  });

  it('refuses a status of what nobody reported, and records nothing', async () => {
    const before = await head();
    expect(problemIn(await service.post(`${path}/nobody/status`, { status }))).toEqual([404, unknown, []]);
    expect(await head()).toBe(before);
  });

  it('refuses a status that does not exist, none and two', async () => {
    await service.post(path, { id: 'judged', ...beginning });
    const before = await head();
    const report = (body: object) => service.post(`${path}/judged/status`, body);
    expect(problemIn(await report({ status: 'vanished' }))).toEqual([400, 'VALIDATION_FAILED', ['status']]);
    expect(problemIn(await report({}))).toEqual([400, 'VALIDATION_FAILED', ['to']]);
    expect(problemIn(await report({ status, to: status }))).toEqual([400, 'VALIDATION_FAILED', ['to']]);
    expect(problemIn(await report({ status, occurredAt: '0001-01-01T00:00:00Z' }))).toEqual([
      400,
      'VALIDATION_FAILED',
      ['occurredAt'],
    ]);
    expect(await head()).toBe(before);
  });

  it('refuses unknown fields in a beginning', async () => {
    const refused = await service.post(path, { ...beginning, surprise: 1 });
    expect(problemIn(refused)).toEqual([400, 'VALIDATION_FAILED', ['$']]);
    expect(refused.body.detail).toContain('surprise');
  });
});

describe('POST /api/deployments/:id/status', () => {
  it('says that a step is unusual, and records it all the same', async () => {
    await service.post('/api/deployments', { id: 'ended', environment: 'production' });
    await service.post('/api/deployments/ended/status', { status: 'succeeded' });
    const { status, body } = await service.post('/api/deployments/ended/status', { status: 'in_progress' });
    expect([status, body.flags]).toEqual([200, ['illegal_transition']]);
    expect(body.warnings).toHaveLength(1);
  });
});

describe('POST /api/pull-requests/:id/reviews', () => {
  it('records a review once', async () => {
    await service.post('/api/pull-requests', { id: 'reviewed' });
    const review = { reviewId: 'r1', reviewer: 'reviewer-1', verdict: 'approved' };
    const first = await service.post('/api/pull-requests/reviewed/reviews', review);
    expect([first.status, first.body]).toEqual([201, { id: 'reviewed', ...isRecorded }]);
    const again = await service.post('/api/pull-requests/reviewed/reviews', review);
    expect(again.body).toMatchObject({ duplicate: true, position: first.body.position });
  });

  it('refuses a verdict that does not exist, and a review of nothing', async () => {
    await service.post('/api/pull-requests', { id: 'unreviewed' });
    const send = (id: string, verdict: string) =>
      service.post(`/api/pull-requests/${id}/reviews`, { reviewer: 'r', verdict });
    expect(problemIn(await send('unreviewed', 'meh'))).toEqual([400, 'VALIDATION_FAILED', ['verdict']]);
    expect(problemIn(await send('nothing', 'approved'))).toEqual([404, 'PULL_REQUEST_UNKNOWN', []]);
  });
});

describe('approvals', () => {
  const decide = (id: string, body: object, key?: string) =>
    service.post(`/api/approvals/${id}/decision`, body, key === undefined ? {} : { key });

  it('are requested by reporters and decided by the caller, whoever the body names', async () => {
    const reporter = await service.createKey('reporter');
    const operator = await service.createKey('operator');
    const request = { id: 'ship-it', title: 'Ship it', resource: 'environment:production' };
    expect((await service.post('/api/approvals', request, { key: reporter })).status).toBe(201);
    expect((await decide('ship-it', { decision: 'approved' }, reporter)).status).toBe(403);
    const named = await decide('ship-it', { decision: 'approved', decidedBy: 'the boss' }, operator);
    expect(problemIn(named)).toEqual([400, 'VALIDATION_FAILED', ['$']]);
    const { status, body } = await decide('ship-it', { decision: 'granted', comment: 'fine' }, operator);
    expect([status, body]).toEqual([
      200,
      {
        id: 'ship-it',
        status: 'approved',
        approvalCount: 1,
        rejectionCount: 0,
        requiredCount: 1,
        position: expect.any(String),
      },
    ]);
    const [, decision] = await recorded('approval-ship-it');
    expect(decision).toMatchObject({ type: 'ApprovalDecided', data: { via: 'service', comment: 'fine' } });
  });

  it('wait for their quorum; each key decides once', async () => {
    const [one, other] = [await service.createKey('operator'), await service.createKey('operator')];
    await service.post('/api/approvals', { id: 'two', requiredCount: 2 });
    expect((await decide('two', { decision: 'approved' }, one)).body).toMatchObject({ status: 'pending' });
    expect(problemIn(await decide('two', { decision: 'rejected' }, one))).toEqual([409, 'APPROVAL_DECIDED_TWICE', []]);
    expect((await decide('two', { decision: 'approved' }, other)).body).toMatchObject({ status: 'approved' });
    expect(problemIn(await decide('two', { decision: 'approved' }))).toEqual([409, 'APPROVAL_RESOLVED', []]);
  });

  it('are not decided by a reporter on whom the request does not call', async () => {
    const reporter = await service.createKey('reporter');
    const items = [
      { type: 'ApprovalRequested', data: { approvalId: 'asked-for', requiredApprovers: ['ada'] } },
      { type: 'ApprovalDecided', data: { approvalId: 'asked-for', decision: 'approved', decidedBy: 'agent-1' } },
    ];
    const { body } = await service.post('/api/events', items, { key: reporter });
    expect(body.results[1]).toMatchObject({ status: 'accepted', flags: ['not_an_approver'] });
    const { body: approval } = await service.get(`/api/approvals/asked-for?minPosition=${body.position}`);
    expect(approval).toMatchObject({ status: 'pending', approvalCount: 0, decision: null, decidedBy: null });
    expect(approval.decisions).toMatchObject([{ decidedBy: 'agent-1', disregarded: true }]);
  });

  it('refuse who is not asked, what cannot be decided and what nobody requested', async () => {
    await service.post('/api/approvals', { id: 'named', requiredApprovers: ['somebody else'] });
    expect(problemIn(await decide('named', { decision: 'approved' }))).toEqual([403, 'APPROVAL_NOT_AN_APPROVER', []]);
    expect(problemIn(await decide('named', { decision: 'timed_out' }))).toEqual([
      400,
      'VALIDATION_FAILED',
      ['decision'],
    ]);
    expect(problemIn(await decide('named', { decision: 'delegated' }))).toEqual([
      400,
      'VALIDATION_FAILED',
      ['delegatedTo'],
    ]);
    expect(problemIn(await decide('nothing', { decision: 'approved' }))).toEqual([404, 'APPROVAL_UNKNOWN', []]);
    const impossible = { requiredApprovers: ['a'], requiredCount: 2 };
    expect(problemIn(await service.post('/api/approvals', impossible))).toEqual([
      400,
      'APPROVAL_QUORUM_IMPOSSIBLE',
      ['requiredCount'],
    ]);
  });
});

describe('/api/config/:key', () => {
  const put = (key: string, body: object, headers: Record<string, string> = {}) =>
    service.request('PUT', `/api/config/${encodeURIComponent(key)}`, { body, headers });
  const remove = (key: string, headers: Record<string, string> = {}) =>
    service.request('DELETE', `/api/config/${encodeURIComponent(key)}`, { headers });

  it('sets any JSON value, and answers the revision as an ETag', async () => {
    for (const value of [{ model: 'model-a', limits: [1, 2] }, 3, null, false, '']) {
      const { status, headers, body } = await put('agents/story-developer', { value, reason: 'try' });
      expect([status, body]).toEqual([
        200,
        {
          key: 'agents/story-developer',
          value,
          changed: true,
          revision: expect.any(String),
          position: expect.any(String),
        },
      ]);
      expect(headers.get('etag')).toBe(`"${body.revision}"`);
    }
    expect((await recorded('configuration-agents/story-developer')).map(({ data }) => data['change'])).toEqual([
      'created',
      ...Array<string>(4).fill('updated'),
    ]);
  });

  it('records nothing when the value stays', async () => {
    const first = await put('same', { value: { a: 1, b: 2 } });
    const before = await head();
    const again = await put('same', { value: { b: 2, a: 1 } });
    expect(again.body).toEqual({ ...first.body, changed: false });
    expect(await head()).toBe(before);
  });

  it('refuses a change of what another has changed since it was read', async () => {
    const first = await put('contended', { value: 1 });
    const seen = { 'if-match': first.headers.get('etag') ?? '' };
    const second = await put('contended', { value: 2 }, seen);
    expect(second.status).toBe(200);
    const stale = await put('contended', { value: 3 }, seen);
    expect(problemIn(stale)).toEqual([412, 'STALE_REVISION', []]);
    expect(stale.body.currentRevision).toBe(second.body.revision);
    expect((await remove('contended', seen)).status).toBe(412);
    expect((await put('contended', { value: 3 }, { 'if-match': `W/"${second.body.revision}"` })).status).toBe(200);
    expect(problemIn(await put('nowhere', { value: 3 }, { 'if-match': '"0"' }))).toEqual([412, 'STALE_REVISION', []]);
    expect(problemIn(await put('contended', { value: 9 }, { 'if-none-match': '*' }))).toEqual([
      400,
      'VALIDATION_FAILED',
      ['if-none-match'],
    ]);
    expect(problemIn(await put('contended', { value: 3 }, { 'if-match': 'soon' }))).toEqual([
      400,
      'VALIDATION_FAILED',
      ['if-match'],
    ]);
  });

  it('lets one of many writers through that saw the same revision', async () => {
    const { headers } = await put('raced', { value: 0 });
    const seen = { 'if-match': headers.get('etag') ?? '' };
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => put('raced', { value: i + 1 }, seen)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(11).fill(412)]);
    expect(await recorded('configuration-raced')).toHaveLength(2);
  });

  it('keeps secrets out of the event', async () => {
    const { body } = await put('provider', { value: { apiKey: 'sk-very-secret-0123456789', region: 'eu' } });
    expect(JSON.stringify([body, await recorded('configuration-provider')])).not.toContain('very-secret');
    expect(body.value).toMatchObject({ region: 'eu' });
  });

  it('deletes a key, and refuses to delete what is not there', async () => {
    await put('short-lived', { value: 1 });
    const { status, body } = await remove('short-lived');
    expect([status, body.changed, 'value' in body]).toEqual([200, true, false]);
    expect(problemIn(await remove('short-lived'))).toEqual([404, 'CONFIGURATION_UNKNOWN', []]);
  });

  it.each([
    ['no value', {}, ['value']],
    ['an unknown field', { value: 1, key: 'other' }, ['$']],
    ['too large a value', { value: 'x'.repeat(40_000) }, ['value']],
  ])('refuses %s', async (_, body, fields) => {
    const before = await head();
    expect(problemIn(await put('refused', body))).toEqual([400, 'VALIDATION_FAILED', fields]);
    expect(await head()).toBe(before);
  });
});

describe('a report that tells nothing', () => {
  it.each(['/api/approvals', '/api/pull-requests', '/api/stories'])(
    'is refused at %s, with or without a time',
    async (path) => {
      for (const nothing of [{}, { occurredAt: '2026-01-15T14:32:00Z' }]) {
        const refused = await service.post(path, nothing);
        expect(problemIn(refused)).toEqual([400, 'VALIDATION_FAILED', ['$']]);
        expect(refused.body.detail).toContain('tells nothing');
      }
      expect((await service.post(path, { id: 'only-an-id' })).status).toBe(201);
    },
  );
});
