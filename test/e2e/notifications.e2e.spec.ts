import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecordedEvent } from '../../src/kernel/event.js';
import { startTestService, type TestService } from '../support/service.js';

type Item = Record<string, unknown>;

describe('notifications, from an alert in the log to its receiver', () => {
  let service: TestService;
  let receiver: Server;
  /** Bodies as they were received, and what to answer. */
  let received: { readonly id: string; readonly body: Item }[] = [];
  let answers: number[] = [];

  const append = async (stream: string, type: string, data: object) => {
    const at = new Date().toISOString();
    const meta: RecordedEvent['meta'] = {
      occurredAt: at,
      actor: { type: 'system', id: 'test', name: 'test' },
      correlationId: 'c',
      source: 'system',
    };
    const event = { id: randomUUID(), type, schemaVersion: 1, data: data as RecordedEvent['data'], meta };
    return (await service.runtime.log.append(stream, [event], { expected: 'any' })).position;
  };
  const alert = (alertId: string) => ({
    ...{ ruleId: 'rule-1', ruleName: 'queue-backup', fingerprint: `f-${alertId}`, alertId },
    evaluatedAt: new Date().toISOString(),
  });
  const fire = (alertId: string, over: object = {}) =>
    append('alertGroup-g', 'AlertFired', {
      ...alert(alertId),
      ...{ labels: { alertname: 'queue-backup', queue: 'pr' }, value: '130', activeAt: new Date().toISOString() },
      ...{ severity: 'warning', channels: ['hook'], annotations: {} },
      ...over,
    });
  const resolve = (alertId: string) =>
    append('alertGroup-g', 'AlertResolved', { ...alert(alertId), reason: 'recovered', value: '42' });
  const list = async (query: string) => (await service.get(`/api/notifications?${query}`)).body;
  const notification = (query: string, expected: Item) =>
    vi.waitFor(async () => expect((await list(query)).items[0]).toMatchObject(expected));

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let text = '';
      request.on('data', (part) => (text += String(part)));
      request.on('end', () => {
        received.push({ id: String(request.headers['webhook-id']), body: JSON.parse(text) as Item });
        response.writeHead(answers.shift() ?? 204).end();
      });
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    service = await startTestService({ env: { ORCHESTRATE_OUTBOUND_ALLOW: '127.0.0.0/8' } });
    const { port } = receiver.address() as AddressInfo;
    const channel = { name: 'hook', kind: 'webhook', config: {}, secrets: { url: `http://127.0.0.1:${port}/` } };
    const created = await service.post('/api/channels', channel);
    if (created.status !== 201) throw new Error(`no channel: ${JSON.stringify(created.body)}`);
  });
  beforeEach(() => {
    received = [];
    answers = [];
  });
  afterAll(async () => {
    await service.close();
    receiver.close();
  });

  it('tells the beginning and the end once each, and keeps what became of them', async () => {
    await fire('a');
    await notification('alert=a', { status: 'sent', reason: 'first', attempts: 1, channelName: 'hook' });
    await resolve('a');
    await notification('alert=a', { status: 'sent', reason: 'all_resolved' });
    expect(received).toHaveLength(2);
    const { items } = await list('alert=a');
    expect(items.map(({ id }: Item) => id)).toEqual(received.map(({ id }) => id).reverse());
    const detail = await service.get(`/api/notifications/${items[0].id}`);
    expect(detail.body.attemptLog).toMatchObject([{ attempt: 1, delivered: true, error: null }]);
  });

  it('tries again under the same id what the receiver could not take', async () => {
    answers = [503];
    await fire('b', { ruleId: 'rule-b' });
    await vi.waitFor(() => expect(received).toHaveLength(2), { timeout: 30_000 });
    await notification('alert=b', { status: 'sent', attempts: 2, error: null });
    expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  });

  it('says who is not told, and why', async () => {
    const silenced = await service.post('/api/silences', { ruleName: 'quiet', duration: '1h', comment: 'c' });
    await fire('c', { ruleId: 'rule-c', ruleName: 'quiet' });
    await fire('d', { ruleId: 'rule-d', channels: ['nowhere'] });
    await vi.waitFor(async () => {
      const { items } = (await service.get('/api/notifications/suppressed')).body;
      expect(items).toMatchObject([
        { alertId: 'd', reason: 'no_channel', channelName: 'nowhere' },
        { alertId: 'c', reason: 'silenced', because: silenced.body.id },
      ]);
    });
    const preview = await service.post('/api/silences/preview', { ruleName: 'quiet' });
    expect(preview.body).toMatchObject({ total: 1, alerts: [{ id: 'c', status: 'silenced' }], rules: ['quiet'] });
    const faulty = await service.post('/api/silences/preview', { matchers: [{ name: 'team', op: '=~', value: '(' }] });
    expect(faulty).toMatchObject({ status: 200, body: { valid: false, problems: [{ field: 'matchers.0.value' }] } });
    await service.request('DELETE', `/api/silences/${silenced.body.id}`);
    await notification('alert=c', { status: 'sent', reason: 'silence_ended' });
  });

  it('sends again what somebody asks for, and refuses what there is not', async () => {
    const { items } = await list('alert=a&reason=first');
    const again = await service.post(`/api/notifications/${items[0].id}/resend`, {});
    expect(again.body).toMatchObject({ resendOf: items[0].id, channelName: 'hook' });
    await vi.waitFor(() => expect(received.map(({ id }) => id)).toEqual([again.body.id]));
    await notification(`alert=a`, { id: again.body.id, status: 'sent', resendOf: items[0].id });
    expect((await service.post('/api/notifications/nope/resend', {})).body.code).toBe('NOTIFICATION_UNKNOWN');
  });

  it('tests a rule over each of its channels', async () => {
    const rule = {
      name: 'tested',
      condition: 'orchestrate_queue_depth > 100',
      severity: 'warning',
      channels: ['hook'],
    };
    const made = await service.post('/api/alerts/rules', rule);
    expect([made.status, made.body.detail]).toEqual([201, undefined]);
    await vi.waitFor(async () => expect((await service.get('/api/alerts/rules/tested')).status).toBe(200));
    const tested = await service.post('/api/alerts/rules/tested/test', {});
    expect(tested.body).toMatchObject({
      ruleName: 'tested',
      delivered: true,
      channels: [{ name: 'hook', delivered: true }],
    });
    expect(received).toHaveLength(1);
    answers = [403];
    const refused = await service.post('/api/alerts/rules/tested/test', {});
    expect(refused.body).toMatchObject({ delivered: false, channels: [{ delivered: false, detail: 'HTTP 403' }] });
    const silenced = await service.post('/api/alerts/rules/tested/silence', { duration: '2h' });
    expect(silenced.body).toMatchObject({ matchers: [{ name: 'alertname', op: '=', value: 'tested' }] });
    expect((await service.post('/api/alerts/rules/nope/silence', { duration: '2h' })).body.code).toBe(
      'ALERT_RULE_UNKNOWN',
    );
    expect((await service.post('/api/alerts/rules/nope/test', {})).status).toBe(404);
  });

  it('keeps a policy, which is changed by who saw it', async () => {
    const before = await service.get('/api/notification-policy');
    expect(before.body).toMatchObject({ groupBy: 'rule', groupWait: '0s', repeatInterval: '4h', revision: null });
    const put = (body: object, headers = {}) => service.request('PUT', '/api/notification-policy', { body, headers });
    const changed = await put({ groupBy: ['queue'], groupWait: '30s' });
    expect(changed.body).toMatchObject({ groupBy: ['queue'], groupWait: '30s', groupInterval: '15s', changed: true });
    expect((await put({ groupWait: '30s' })).body).toMatchObject({ changed: false });
    expect((await put({ groupWait: '1s' }, { 'if-match': '"7"' })).status).toBe(412);
    const refused = await put({ repeatInterval: '1s', groupWait: '2d' });
    expect(refused.body).toMatchObject({ code: 'NOTIFICATION_POLICY_INVALID' });
    const shown = await service.get('/api/notification-policy');
    expect(shown.body).toMatchObject({ groupBy: ['queue'], changedBy: expect.any(String) as unknown });
  });
});
