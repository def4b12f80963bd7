import { createHmac } from 'node:crypto';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { startTestService, type TestService } from '../support/service.js';

const secret = 'a-secret-of-the-webhook';
const require = createRequire(import.meta.url);
const definitions = require('@octokit/webhooks-examples/api.github.com/index.json') as readonly {
  readonly name: string;
  readonly examples: readonly { readonly action?: string }[];
}[];
const example = (event: string, action?: string) =>
  definitions.find(({ name }) => name === event)!.examples.find((payload) => payload.action === action)!;
const sign = (body: string, key = secret) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService({ env: { GITHUB_WEBHOOK_SECRET: secret } });
});
afterAll(() => service.close());

const deliver = (event: string, id: string, payload: unknown, headers: Record<string, string> = {}) => {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return service.post('/webhooks/github', body, {
    key: null,
    headers: { 'x-github-event': event, 'x-github-delivery': id, 'x-hub-signature-256': sign(body), ...headers },
  });
};
const streamOf = async (name: string) => {
  const events: RecordedEvent[] = [];
  for await (const event of service.runtime.log.readStream(name)) events.push(event);
  return events;
};

describe('POST /webhooks/github', () => {
  it('records what a delivery stands for, in the name of its sender', async () => {
    const { status, body } = await deliver('pull_request', 'd-1', example('pull_request', 'opened'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      delivery: 'd-1',
      event: 'pull_request',
      facts: [{ type: 'PullRequestOpened', status: 'accepted' }],
      position: expect.any(String),
    });
    const [opened] = await streamOf('pullRequest-Codertocat/Hello-World#2');
    expect(opened).toMatchObject({
      type: 'PullRequestOpened',
      meta: {
        source: 'github',
        correlationId: 'd-1',
        occurredAt: '2019-05-15T15:20:33.000Z',
        actor: { type: 'webhook', id: 'github', name: 'Codertocat' },
      },
    });
  });

  it('reads a form, which GitHub sends unless told otherwise', async () => {
    const body = new URLSearchParams({ payload: JSON.stringify(example('issues', 'reopened')) }).toString();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const { status, body: answer } = await deliver('issues', 'd-form', body, form);
    expect(status).toBe(200);
    expect(answer.facts).toMatchObject([{ type: 'IssueStatusChanged', status: 'accepted' }]);
    const empty = await deliver('issues', 'd-form-2', 'other=1', form);
    expect([empty.status, empty.body.code]).toEqual([400, 'MALFORMED_FORM']);
    const elsewhere = await service.post('/api/events', 'payload=[]', { headers: form });
    expect([elsewhere.status, elsewhere.body.code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('changes nothing when a delivery comes again', async () => {
    const payload = example('issues', 'opened');
    expect((await deliver('issues', 'd-2', payload)).body.facts).toMatchObject([{ status: 'accepted' }]);
    const before = await service.runtime.log.head();
    const again = await deliver('issues', 'd-2', payload);
    expect(again.status).toBe(200);
    expect(again.body.facts).toMatchObject([{ status: 'duplicate' }]);
    expect(await service.runtime.log.head()).toBe(before);
  });

  it('refuses another payload under the id of a delivery', async () => {
    const payload = example('issues', 'opened') as { issue: object };
    await deliver('issues', 'd-3', payload);
    const other = await deliver('issues', 'd-3', { ...payload, issue: { ...payload.issue, title: 'another' } });
    expect([other.status, other.body.code]).toEqual([409, 'ID_REUSED']);
  });

  it('answers ping, and keeps what it does not know', async () => {
    expect((await deliver('ping', 'd-4', example('ping'))).status).toBe(200);
    const unknown = await deliver('brand_new_event', 'd-5', { action: 'done', sender: { login: 'ann' } });
    expect(unknown.body.facts).toMatchObject([{ type: 'WebhookReceived', status: 'accepted' }]);
    const kept = await streamOf('webhook-github');
    expect(kept.map(({ data }) => data.event)).toEqual(expect.arrayContaining(['ping', 'brand_new_event']));
  });

  it('takes every example delivery that GitHub publishes', async () => {
    for (const { name, examples } of definitions) {
      for (const [n, payload] of examples.entries()) {
        const { status, body } = await deliver(name, `example-${name}-${n}`, payload);
        expect([status, body.facts?.length], `${name} ${n}: ${JSON.stringify(body)}`).toEqual([200, 1]);
      }
    }
  });

  it('refuses a false, a malformed and a missing signature, and the audit trail hears of it', async () => {
    const body = '{"action":"opened"}';
    for (const [signature, code] of [
      [sign(body, 'another secret'), 'SIGNATURE_INVALID'],
      [sign(`${body} `), 'SIGNATURE_INVALID'],
      ['sha256=abc', 'SIGNATURE_INVALID'],
      ['sha1=0000', 'SIGNATURE_INVALID'],
    ] as const) {
      const answer = await deliver('issues', 'd-6', body, { 'x-hub-signature-256': signature });
      expect([answer.status, answer.body.code]).toEqual([401, code]);
    }
    const missing = await service.post('/webhooks/github', body, { headers: { 'x-github-event': 'issues' } });
    expect([missing.status, missing.body.code]).toEqual([401, 'SIGNATURE_MISSING']);
    const day = new Date().toISOString().slice(0, 10);
    await expect
      .poll(async () => (await streamOf(`access-${day}`)).map(({ type, data }) => [type, data.reason, data.path]))
      .toContainEqual(['AccessRefused', 'signature', '/webhooks/github']);
  });

  it('refuses a delivery without its headers, a payload that is no object and malformed JSON', async () => {
    const unnamed = await deliver('', 'd-7', {});
    expect([unnamed.status, unnamed.body.code]).toEqual([400, 'HEADER_INVALID']);
    expect(unnamed.body.errors[0].field).toBe('X-GitHub-Event');
    const list = await deliver('issues', 'd-8', []);
    expect([list.status, list.body.code]).toEqual([400, 'VALIDATION_FAILED']);
    const broken = await deliver('issues', 'd-9', '{"a":');
    expect([broken.status, broken.body.code]).toEqual([400, 'MALFORMED_JSON']);
  });

  it('refuses deliveries while no secret is configured, and says what to set', async () => {
    const open = await startTestService();
    try {
      const { status, body } = await open.post('/webhooks/github', '{}', {
        headers: { 'x-hub-signature-256': sign('{}') },
      });
      expect([status, body.code]).toEqual([403, 'GITHUB_WEBHOOKS_OFF']);
      expect(body.detail).toContain('GITHUB_WEBHOOK_SECRET');
    } finally {
      await open.close();
    }
  });
});
