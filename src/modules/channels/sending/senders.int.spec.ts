import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Behaviour,
  channelSenderContract,
  type ContractReceiver,
  type SenderHarness,
  type SendTo,
} from '../../../../test/contracts/channel-sender.contract.js';
import { type HttpReceiver, startHttpReceiver } from '../../../../test/support/http-receiver.js';
import { alertMessage, notificationMessage, resolvedAlert } from '../../../../test/support/notification-messages.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.js';
import { smtpRefusal, startSmtpReceiver } from '../../../../test/support/smtp-receiver.js';
import type { ChannelKind } from '../../../kernel/alert-vocabulary.js';
import { OutboundHttp } from '../../../platform/outbound/outbound-http.js';
import { OutboundPolicy } from '../../../platform/outbound/outbound-policy.js';
import { systemResolver } from '../../../platform/outbound/guarded-lookup.js';
import { OutboundSockets } from '../../../platform/outbound/outbound-socket.js';
import { checkedConfig } from '../domain/channel-settings.js';
import { ChannelSecrets } from '../secrets/channel-secrets.store.js';
import { MasterKeys } from '../secrets/master-keys.store.js';
import { AlertmanagerSender } from './alertmanager.sender.service.js';
import { EmailSender } from './email.sender.service.js';
import type { KindSender } from './kind-sender.js';
import { OpenIncidents } from './open-incidents.store.js';
import { PagerDutySender } from './pagerduty.sender.service.js';
import { SlackSender } from './slack.sender.service.js';
import { WebhookSender } from './webhook.sender.service.js';

const clock = { now: () => new Date() };
const LONG_MS = 30_000;
const ROUTING_KEY = 'r0utingkeyr0utingkeyr0utingkey00';
const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
let count = 0;

interface Stores {
  readonly database: TestDatabase;
  readonly secrets: ChannelSecrets;
  readonly incidents: OpenIncidents;
}

async function openStores(): Promise<Stores> {
  const database = await createTestDatabase();
  const settings = { roles: [], outboundAllow: [], secretsKey: undefined, secretsKeyPrevious: undefined };
  const ids = { next: () => `id-${++count}` };
  return {
    database,
    secrets: new ChannelSecrets(database.pool, new MasterKeys(database.pool, settings), clock, ids),
    incidents: new OpenIncidents(database.pool, clock),
  };
}

/** A channel whose secrets are kept as those of a real one. */
async function channelOf(
  { secrets }: Stores,
  kind: ChannelKind,
  config: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, string>>,
) {
  const channelId = `channel-${++count}`;
  const versions: Record<string, string> = {};
  for (const [field, value] of Object.entries(given)) versions[field] = await secrets.add(channelId, field, value);
  return {
    channelId,
    name: 'ops',
    failed: false,
    channel: {
      kind,
      config: checkedConfig(kind, config),
      secrets: versions,
      enabled: true,
      sendResolved: true,
      templates: [],
      messagesPerMinute: null,
      fallback: null,
    },
  };
}

function httpOf({ allow = ['127.0.0.0/8'], resolve = systemResolver, timeoutMs = LONG_MS }: Partial<SendTo>) {
  return new OutboundHttp(new OutboundPolicy(allow), { resolve, timeoutMs });
}

const never = new AbortController().signal;

interface HttpKind {
  readonly kind: ChannelKind;
  readonly secrets: readonly string[];
  sender(http: OutboundHttp, stores: Stores): KindSender;
  channel(url: string, stores: Stores): ReturnType<typeof channelOf>;
}

const httpKinds: readonly HttpKind[] = [
  {
    kind: 'slack',
    secrets: ['T000', 'sl4ck'],
    sender: (http, { secrets }) => new SlackSender(http, secrets, clock),
    channel: (url, stores) => channelOf(stores, 'slack', {}, { url: `${url}/services/T000/sl4ck` }),
  },
  {
    kind: 'webhook',
    secrets: ['h00k', SIGNING_SECRET, 'auth0rize'],
    sender: (http, { secrets }) => new WebhookSender(http, secrets, clock),
    channel: (url, stores) =>
      channelOf(
        stores,
        'webhook',
        {},
        { url: `${url}/h00k`, signingSecret: SIGNING_SECRET, authorization: 'Bearer auth0rize' },
      ),
  },
  {
    kind: 'pagerduty',
    secrets: [ROUTING_KEY],
    sender: (http, { secrets, incidents }) => new PagerDutySender(http, secrets, incidents, clock),
    channel: (url, stores) => channelOf(stores, 'pagerduty', { url: `${url}/v2/enqueue` }, { routingKey: ROUTING_KEY }),
  },
  {
    kind: 'alertmanager',
    secrets: ['t0ken'],
    sender: (http, { secrets }) => new AlertmanagerSender(http, secrets, clock),
    channel: (url, stores) => channelOf(stores, 'alertmanager', { url: `${url}/am/` }, { token: 't0ken' }),
  },
];

const answers: Readonly<Record<Behaviour, number>> = { accepting: 200, busy: 429, failing: 503, refusing: 403 };

function httpHarness({ sender, channel, secrets }: HttpKind): () => Promise<SenderHarness> {
  return async () => {
    const stores = await openStores();
    return {
      secrets,
      async start(behaviour): Promise<ContractReceiver> {
        const receiver = await startHttpReceiver();
        receiver.answer((response) => response.writeHead(answers[behaviour]).end('hunter2'));
        return { ...receiver, received: () => receiver.received.map(({ body }) => body) };
      },
      async send({ host, port, message, signal = never, ...reach }) {
        const booked = await channel(`http://${host}:${port}`, stores);
        return sender(httpOf(reach), stores).deliver({ ...booked, message, signal });
      },
      dispose: () => stores.database.drop(),
    };
  };
}

for (const one of httpKinds) channelSenderContract(one.kind, httpHarness(one));

channelSenderContract('email', async () => {
  const stores = await openStores();
  return {
    secrets: ['passw0rd'],
    async start(behaviour) {
      const code = { accepting: undefined, busy: 421, failing: 451, refusing: 550 }[behaviour];
      const receiver = await startSmtpReceiver({
        onRcptTo: (_address, _session, callback) => callback(code === undefined ? null : smtpRefusal(code)),
        onAuth: (_auth, _session, callback) => callback(null, { user: 'alerts' }),
      });
      return { ...receiver, received: () => receiver.received.map(({ subject, text }) => `${subject}\n${text}`) };
    },
    async send({ host, port, message, signal = never, allow = ['127.0.0.0/8'], resolve, timeoutMs = LONG_MS }) {
      const config = {
        host,
        port,
        security: 'none',
        from: 'Alerts <alerts@example.com>',
        to: ['ops@example.com'],
        username: 'alerts',
      };
      const booked = await channelOf(stores, 'email', config, { password: 'passw0rd' });
      const sockets = new OutboundSockets(new OutboundPolicy(allow), resolve);
      return new EmailSender(sockets, stores.secrets, timeoutMs).deliver({ ...booked, message, signal });
    },
    dispose: () => stores.database.drop(),
  };
});

describe('senders over HTTP', () => {
  let stores: Stores;
  let receiver: HttpReceiver;
  beforeAll(async () => {
    stores = await openStores();
    receiver = await startHttpReceiver();
  });
  afterAll(async () => {
    await receiver?.close();
    await stores?.database.drop();
  });

  const send = async ({ sender, channel }: HttpKind, message = notificationMessage()) =>
    sender(httpOf({}), stores).deliver({ ...(await channel(receiver.url, stores)), message, signal: never });
  const [slack, webhook, pagerduty, alertmanager] = httpKinds as [HttpKind, HttpKind, HttpKind, HttpKind];

  it.each(httpKinds)('wait as told and follow nothing: $kind', async (kind) => {
    receiver.answer((response) => response.writeHead(429, { 'retry-after': '7' }).end());
    expect(await send(kind)).toEqual({ status: 'retry', error: 'HTTP 429', retryAfterMs: 7_000 });
    const before = receiver.received.length;
    receiver.answer((response) => response.writeHead(307, { location: 'http://169.254.169.254/' }).end());
    expect(await send(kind)).toEqual({ status: 'refused', error: 'HTTP 307: redirects are not followed' });
    expect(receiver.received.length).toBe(before + 1);
    receiver.answer((response) => response.writeHead(410).end());
    expect(await send(kind)).toEqual({ status: 'refused', error: 'HTTP 410', gone: true });
  });

  it('tell what Slack says in its own words, and those only', async () => {
    receiver.answer((response) => response.writeHead(404).end('no_service'));
    expect(await send(slack)).toEqual({ status: 'refused', error: 'HTTP 404 no_service' });
    receiver.answer((response) => response.writeHead(429).end('{"retry_after":3,"ok":false,"error":"rate_limited"}'));
    expect(await send(slack)).toEqual({ status: 'retry', error: 'HTTP 429 rate_limited', retryAfterMs: 3_000 });
    receiver.answer((response) => response.writeHead(400).end('hunter2'));
    expect(await send(slack)).toEqual({ status: 'refused', error: 'HTTP 400' });
  });

  it('sign as Standard Webhooks has it, with the same id over all attempts', async () => {
    receiver.answer((response) => response.writeHead(204).end());
    await send(webhook);
    await send(webhook);
    const [first, again] = receiver.received.slice(-2);
    for (const { body, headers } of [first!, again!]) {
      const verified = new Webhook(SIGNING_SECRET).verify(body, headers as Record<string, string>);
      expect(verified).toMatchObject({ type: 'alert.firing', data: { alerts: [{ ruleName: 'high-failure-rate' }] } });
    }
    expect(first!.headers['webhook-id']).toBe(again!.headers['webhook-id']);
    expect(first!.headers['authorization']).toBe('Bearer auth0rize');
    expect(() => new Webhook(SIGNING_SECRET).verify(`${first!.body} `, first!.headers as never)).toThrow(/signature/i);
  });

  it('post in the form of Alertmanager where that is asked for', async () => {
    receiver.answer((response) => response.end());
    const booked = await channelOf(stores, 'webhook', { format: 'alertmanager' }, { url: `${receiver.url}/am` });
    const sender = webhook.sender(httpOf({}), stores);
    await sender.deliver({ ...booked, message: notificationMessage(), signal: never });
    const { body, headers } = receiver.received.at(-1)!;
    expect(JSON.parse(body)).toMatchObject({ version: '4', receiver: 'ops', status: 'firing' });
    expect(headers['webhook-signature']).toBeUndefined();
  });

  it('hand alerts to Alertmanager, which fire until later or are over', async () => {
    receiver.answer((response) => response.end());
    await send(alertmanager, notificationMessage({}, alertMessage(), resolvedAlert()));
    const { path, headers, body } = receiver.received.at(-1)!;
    expect([path, headers['authorization']]).toEqual(['/am/api/v2/alerts', 'Bearer t0ken']);
    const [firing, over] = JSON.parse(body) as { endsAt: string }[];
    expect(Date.parse(firing!.endsAt)).toBeGreaterThan(Date.now());
    expect(over!.endsAt).toBe('2024-01-15T14:40:00.000Z');
  });

  it('close an incident of PagerDuty with the key that opened it', async () => {
    receiver.answer((response) => response.writeHead(202).end());
    const sender = pagerduty.sender(httpOf({}), stores);
    const opened = await pagerduty.channel(receiver.url, stores);
    const deliver = (message = notificationMessage(), booked = opened) =>
      sender.deliver({ ...booked, message, signal: never });
    await deliver();
    const version = await stores.secrets.add(opened.channelId, 'routingKey', 'n'.repeat(32));
    const rotated = { ...opened, channel: { ...opened.channel, secrets: { routingKey: version } } };
    await stores.secrets.retireAllBut(opened.channelId, [version]);
    await deliver(notificationMessage({}, alertMessage({ acknowledgedBy: 'kim' })), rotated);
    await deliver(notificationMessage({ status: 'resolved' }, resolvedAlert()), rotated);
    await deliver(notificationMessage({}, alertMessage({ alertId: 'next' })), rotated);
    const events = receiver.received.slice(-4).map(({ body }) => JSON.parse(body) as Record<string, string>);
    expect(events.map((event) => [event['event_action'], event['dedup_key'], event['routing_key']])).toEqual([
      ['trigger', '123', ROUTING_KEY],
      ['acknowledge', '123', ROUTING_KEY],
      ['resolve', '123', ROUTING_KEY],
      ['trigger', 'next', 'n'.repeat(32)],
    ]);
    expect(await stores.incidents.secretVersionOf(opened.channelId, '123')).toBeUndefined();
  });

  it('go on with the key of now where the one before is not taken any more', async () => {
    const sender = pagerduty.sender(httpOf({}), stores);
    const opened = await pagerduty.channel(receiver.url, stores);
    receiver.answer((response) => response.writeHead(202).end());
    await sender.deliver({ ...opened, message: notificationMessage(), signal: never });
    receiver.answer((response, { body }) => response.writeHead(body.includes(ROUTING_KEY) ? 400 : 202).end());
    const version = await stores.secrets.add(opened.channelId, 'routingKey', 'n'.repeat(32));
    const rotated = { ...opened, channel: { ...opened.channel, secrets: { routingKey: version } } };
    const again = await sender.deliver({
      ...rotated,
      message: notificationMessage({ reason: 'repeat' }),
      signal: never,
    });
    expect(again).toEqual({ status: 'delivered', detail: '1 event' });
    expect(await stores.incidents.secretVersionOf(opened.channelId, '123')).toBe(version);
  });

  it('leave no incident behind after a test', async () => {
    receiver.answer((response) => response.writeHead(202).end());
    expect(await send(pagerduty, notificationMessage({ reason: 'test' }))).toEqual({
      status: 'delivered',
      detail: '1 event',
    });
    const actions = receiver.received
      .slice(-2)
      .map(({ body }) => (JSON.parse(body) as Record<string, string>)['event_action']);
    expect(actions).toEqual(['trigger', 'resolve']);
  });

  it('send to PagerDuty what is left when some was taken already', async () => {
    let taken = 0;
    receiver.answer((response) => response.writeHead(++taken === 2 ? 429 : 202).end());
    const alerts = ['a', 'b', 'c'].map((alertId) => alertMessage({ alertId }));
    expect(await send(pagerduty, notificationMessage({}, ...alerts))).toMatchObject({ status: 'retry' });
    expect(await send(pagerduty, notificationMessage({}, ...alerts))).toMatchObject({ detail: '3 events' });
  });
});

describe('a sender of mail', () => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await openStores();
  });
  afterAll(() => stores?.database.drop());

  const sendTo = async (port: number, config: object, message = notificationMessage(), password?: string) => {
    const given = {
      host: '127.0.0.1',
      port,
      from: 'alerts@example.com',
      to: ['ops@example.com', 'b@example.com'],
      ...config,
    };
    const booked = await channelOf(stores, 'email', given, password === undefined ? {} : { password });
    const sockets = new OutboundSockets(new OutboundPolicy(['127.0.0.0/8']));
    return new EmailSender(sockets, stores.secrets, LONG_MS).deliver({ ...booked, message, signal: never });
  };

  it('sends text and HTML, in one thread for a group, and nobody else is told', async () => {
    const receiver = await startSmtpReceiver();
    const nasty = alertMessage({ ruleName: 'x\r\nBcc: all@example.com', labels: { a: '<script>' } });
    const plain = { security: 'none' };
    await sendTo(receiver.port, plain, notificationMessage({ id: 'one' }, nasty));
    await sendTo(receiver.port, plain, notificationMessage({ id: 'two' }, resolvedAlert()));
    await sendTo(receiver.port, plain, notificationMessage({ id: 'other', groupKey: 'another' }));
    await receiver.close();
    const [first, second, other] = receiver.received;
    expect(first!.subject).toBe('🚨 CRITICAL: x Bcc: all@example.com');
    expect(first!.bcc).toBeUndefined();
    expect(second!.text).toContain('Current value: 5%\nThreshold: 20%');
    expect(second!.html).toContain('<h2>✅ RESOLVED: high-failure-rate</h2>');
    expect([first!.messageId, second!.messageId]).toEqual(['<one@example.com>', '<two@example.com>']);
    expect(first!.references).toEqual(second!.references);
    expect(other!.references).not.toEqual(first!.references);
    expect(first!.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('delivers to those whose addresses are taken', async () => {
    const receiver = await startSmtpReceiver({
      onRcptTo: ({ address }, _session, callback) => callback(address.startsWith('b@') ? smtpRefusal(550) : null),
    });
    expect(await sendTo(receiver.port, { security: 'none' })).toEqual({
      status: 'delivered',
      detail: 'to 1, refused for 1 of the addresses',
    });
    await receiver.close();
  });

  it('encrypts where it is to, and believes no certificate that is not trusted', async () => {
    const receiver = await startSmtpReceiver({ disabledCommands: ['AUTH'] });
    expect(await sendTo(receiver.port, {})).toMatchObject({
      status: 'refused',
      error: 'the certificate of the server is not trusted',
    });
    expect(await sendTo(receiver.port, { verifyCertificate: false })).toMatchObject({ status: 'delivered' });
    await receiver.close();
    const plain = await startSmtpReceiver();
    expect(await sendTo(plain.port, {})).toMatchObject({
      status: 'refused',
      error: 'SMTP 500 at STARTTLS',
    });
    expect(plain.received).toHaveLength(0);
    await plain.close();
  });

  it('tells a wrong password from a server that is away', async () => {
    const receiver = await startSmtpReceiver({
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, callback) =>
        username === 'alerts' && password === 'passw0rd'
          ? callback(null, { user: 'alerts' })
          : callback(smtpRefusal(535)),
    });
    const config = { security: 'none', username: 'alerts' };
    expect(await sendTo(receiver.port, config, undefined, 'wr0ng')).toMatchObject({
      status: 'refused',
      error: expect.stringMatching(/^SMTP 535/),
    });
    expect(await sendTo(receiver.port, config, undefined, 'passw0rd')).toMatchObject({ status: 'delivered' });
    await receiver.close();
  });
});
