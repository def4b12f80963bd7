import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChannelSender } from '../../src/modules/channels/index.js';
import { cli } from '../support/cli.js';
import { type HttpReceiver, startHttpReceiver } from '../support/http-receiver.js';
import { notificationMessage } from '../support/notification-messages.js';
import { startTestService, type TestService } from '../support/service.js';
import { startSmtpReceiver } from '../support/smtp-receiver.js';

const PATH = '/api/channels';
const SECRET = 'T000xB000xhunter2hunter2';

describe('notification channels, over the API', () => {
  let service: TestService;
  let receiver: HttpReceiver;
  const logged: string[] = [];
  beforeAll(async () => {
    receiver = await startHttpReceiver();
    const destination = new Writable({
      write(chunk: Buffer, _encoding, done) {
        logged.push(chunk.toString());
        done();
      },
    });
    service = await startTestService({
      env: { ORCHESTRATE_OUTBOUND_ALLOW: '127.0.0.0/8' },
      logger: pino({ level: 'trace' }, destination),
    });
  });
  afterAll(async () => {
    await service?.close();
    await receiver?.close();
  });

  const put = (name: string, body: object) => service.request('PUT', `${PATH}/${name}`, { body });
  const show = async (name: string, position: string) =>
    (await service.get(`${PATH}/${name}?minPosition=${position}`)).body;
  const slack = (name: string, more: object = {}) => ({
    name,
    kind: 'slack',
    secrets: { url: `${receiver.url}/services/${SECRET}` },
    ...more,
  });

  it('are created, shown without their secrets, changed and deleted', async () => {
    const created = await service.post(PATH, slack('ops', { messagesPerMinute: 10 }));
    expect(created.body).toMatchObject({ name: 'ops', kind: 'slack', enabled: true, changed: true, issued: {} });
    expect(created.status).toBe(201);
    expect(await show('ops', created.body.position)).toMatchObject({
      id: created.body.id,
      config: {},
      secrets: { url: { set: true, changedAt: expect.any(String) } },
      messagesPerMinute: 10,
      health: 'unknown',
      createdBy: 'ORCHESTRATE_ADMIN_KEY',
    });
    const same = await put('ops', { kind: 'slack', secrets: slack('ops').secrets });
    expect(same.body).toMatchObject({ changed: false });
    const changed = await put('ops', { enabled: false, sendResolved: false });
    expect(changed.body).toMatchObject({ changed: true, enabled: false });
    expect(await show('ops', changed.body.position)).toMatchObject({ enabled: false, messagesPerMinute: 10 });
    const removed = await service.request('DELETE', `${PATH}/${created.body.id}`);
    expect(removed.body).toMatchObject({ id: created.body.id, name: 'ops' });
    expect((await service.get(`${PATH}/ops?minPosition=${removed.body.position}`)).body.code).toBe('CHANNEL_UNKNOWN');
    const { rows } = await service.database.pool.query('select 1 from channels.secrets where channel_id = $1', [
      created.body.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('are tested for real, and say how they are', async () => {
    const { position } = (await service.post(PATH, slack('tested'))).body;
    expect(await show('tested', position)).toMatchObject({ health: 'unknown', testedAt: null });
    receiver.answer((response) => response.end('ok'));
    const tested = await service.post(`${PATH}/tested/test`, {});
    expect(tested.body).toMatchObject({ name: 'tested', delivered: true, detail: 'HTTP 200' });
    expect(JSON.parse(receiver.received.at(-1)!.body).text).toContain('This is a test of the channel tested');
    expect(await show('tested', tested.body.position)).toMatchObject({ health: 'healthy' });
    receiver.answer((response) => response.writeHead(404).end('no_service'));
    const failed = await service.post(`${PATH}/tested/test`, {});
    expect(failed.body).toMatchObject({ delivered: false, detail: 'HTTP 404 no_service' });
    expect(await show('tested', failed.body.position)).toMatchObject({
      health: 'failing',
      healthReason: 'HTTP 404 no_service',
      enabled: true,
    });
    receiver.answer((response) => response.writeHead(410).end('channel_is_archived'));
    const gone = await service.post(`${PATH}/tested/test`, {});
    expect(await show('tested', gone.body.position)).toMatchObject({ health: 'failing', enabled: false });
    const sender = service.app.get(ChannelSender, { strict: false });
    const { id } = await show('tested', gone.body.position);
    const signal = new AbortController().signal;
    expect(await sender.deliver(id, notificationMessage(), signal)).toEqual({
      status: 'refused',
      error: 'channel tested is disabled',
    });
    receiver.answer((response) => response.end('ok'));
    await put('tested', { enabled: true });
    expect(await sender.deliver(id, notificationMessage(), signal)).toMatchObject({ status: 'delivered' });
    const { body } = await service.post(`${PATH}/tested/test`, {});
    expect(await show('tested', body.position)).toMatchObject({ health: 'healthy', healthReason: null });
    expect(await sender.deliver('nobody', notificationMessage(), signal)).toMatchObject({ status: 'refused' });
  });

  it('of mail send mail', async () => {
    const smtp = await startSmtpReceiver();
    const config = {
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      from: 'a@example.com',
      to: ['b@example.com'],
    };
    await service.post(PATH, { name: 'mail', kind: 'email', config });
    expect((await service.post(`${PATH}/mail/test`, {})).body).toMatchObject({ delivered: true, detail: 'to 1' });
    expect(smtp.received[0]!.subject).toBe('🧪 TEST: test-alert (info)');
    await smtp.close();
  });

  it('of webhooks are given a secret to sign with, once', async () => {
    const url = `${receiver.url}/hook`;
    const created = await service.post(PATH, { name: 'hook', kind: 'webhook', secrets: { url } });
    expect(created.body.issued.signingSecret).toMatch(/^whsec_/);
    expect(JSON.stringify(await show('hook', created.body.position))).not.toContain('whsec_');
    expect((await put('hook', { secrets: { signingSecret: null } })).body).toMatchObject({ changed: true, issued: {} });
  });

  it.each([
    [{ name: 'x', kind: 'slack' }, 'secrets.url'],
    [{ name: 'x', kind: 'slack', secrets: { url: 'http://169.254.169.254/latest' } }, 'secrets.url'],
    [{ name: 'x', kind: 'slack', secrets: { url: 'https://u:p@hooks.slack.com/' } }, 'secrets.url'],
    [{ name: 'x', kind: 'slack', secrets: { url: 'https://hooks.slack.com/', token: 'x' } }, 'secrets.token'],
    [{ name: 'x', kind: 'slack', config: { host: 'x' }, secrets: { url: 'https://a.example/' } }, 'config'],
    [{ name: 'x', kind: 'email', config: { host: '10.0.0.1', from: 'a@b.c', to: ['d@e.f'] } }, 'config.host'],
    [{ name: 'x', kind: 'email', config: { host: 'h', from: 'a@b.c\r\nBcc: x@y.z', to: ['d@e.f'] } }, 'config.from'],
    [{ name: 'x', kind: 'email', config: { host: 'h', from: 'a@b.c', to: [] } }, 'config.to'],
    [{ name: 'x', kind: 'pagerduty', secrets: { routingKey: 'short' } }, 'secrets.routingKey'],
    [{ name: 'x', kind: 'alertmanager', config: { url: 'file:///etc/passwd' } }, 'config.url'],
    [
      { name: 'x', kind: 'alertmanager', config: { url: 'https://am.example', expiresAfter: '1s' } },
      'config.expiresAfter',
    ],
    [{ name: 'x', kind: 'slack', secrets: { url: 'https://a.example/' }, fallback: 'none' }, 'fallback'],
    [
      { name: 'x', kind: 'slack', secrets: { url: 'https://a.example/' }, templates: [{ body: '{{nothing}}' }] },
      'templates.0.body',
    ],
    [{ name: 'a/b', kind: 'slack' }, 'name'],
    [{ name: 'x', kind: 'carrier-pigeon' }, 'kind'],
  ])('are refused with the field that is wrong: %j', async (body, field) => {
    const refused = await service.post(PATH, body);
    expect([refused.status, refused.body.errors?.[0]?.field]).toEqual([400, field]);
  });

  it('have a name of their own, a kind for ever, and fallbacks that there are', async () => {
    await service.post(PATH, slack('first'));
    await service.post(PATH, slack('second', { fallback: 'first' }));
    expect(await service.post(PATH, slack('first'))).toMatchObject({ status: 409, body: { code: 'CHANNEL_EXISTS' } });
    expect(await put('first', { kind: 'email' })).toMatchObject({ status: 400, body: { code: 'CHANNEL_INVALID' } });
    expect(await put('nobody', {})).toMatchObject({ status: 404, body: { code: 'CHANNEL_UNKNOWN' } });
    const refused = await service.request('DELETE', `${PATH}/first`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'CHANNEL_IN_USE', channels: ['second'] } });
    const forced = await service.request('DELETE', `${PATH}/first?force=true`);
    expect(await show('second', forced.body.position)).toMatchObject({ fallback: null });
  });

  it('are not deleted while rules name them, unless by force', async () => {
    await service.post(PATH, slack('named'));
    const rule = { name: 'naming', condition: 'orchestrate_queue_depth > 5', channels: ['named'] };
    expect((await service.post('/api/alerts/rules', rule)).status).toBe(201);
    const refused = await service.request('DELETE', `${PATH}/named`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'CHANNEL_IN_USE', rules: ['naming'] } });
    expect(refused.body.detail).toContain('named is in use by the rules naming');
    expect((await service.request('DELETE', `${PATH}/named?force=true`)).status).toBe(200);
  });

  it('are listed by kind and health', async () => {
    const { position } = (await service.post(PATH, slack('listed'))).body;
    const list = await service.get(`${PATH}?kind=slack&health=unknown&text=list&minPosition=${position}`);
    expect(list.body).toMatchObject({ total: 1, items: [{ name: 'listed' }] });
  });

  it('show what a message would look like', async () => {
    const preview = await service.post(`${PATH}/preview`, {
      kind: 'slack',
      templates: [{ title: '{{severity|upper}} {{labels.team}}' }],
      alert: { labels: { team: '<!channel>' } },
    });
    expect(preview.body.message.text).toMatch(/^CRITICAL &lt;!channel&gt;\n\nAgent failure rate/);
    const refused = await service.post(`${PATH}/preview`, { kind: 'slack', templates: [{ title: '{{nothing}}' }] });
    expect(refused.body.errors[0]).toMatchObject({ field: 'templates.0.title', message: expect.stringContaining('3') });
    for (const kind of ['email', 'pagerduty', 'webhook', 'alertmanager']) {
      expect((await service.post(`${PATH}/preview`, { kind })).status).toBe(200);
    }
  });

  it('are set up by administrators, tested by operators and seen by viewers', async () => {
    const [viewer, operator] = [await service.createKey('viewer'), await service.createKey('operator')];
    await service.post(PATH, slack('access'));
    expect((await service.get(PATH, { key: viewer })).status).toBe(200);
    expect((await service.post(`${PATH}/access/test`, {}, { key: viewer })).status).toBe(403);
    expect((await service.post(`${PATH}/access/test`, {}, { key: operator })).status).toBe(200);
    expect((await service.post(PATH, slack('x'), { key: operator })).status).toBe(403);
  });

  it('keep their secrets out of the log, the tables, the answers and what is logged', async () => {
    const broken = await service.post(PATH, { ...slack('leak'), secrets: { url: `http://10.0.0.1/${SECRET}` } });
    const answers = [broken, await service.get(PATH), await service.get('/api/audit?limit=200')];
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain(SECRET);
    const { rows: tables } = await service.database.pool.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables) {
      const { rows } = await service.database.pool.query(`select t::text as row from ${name} t where t::text like $1`, [
        `%${SECRET}%`,
      ]);
      expect([name, rows]).toEqual([name, []]);
    }
    // Bytes are written as hexadecimal digits.
    const { rows } = await service.database.pool.query(
      `select 1 from channels.secrets where position($1 in sealed) > 0`,
      [Buffer.from(SECRET)],
    );
    expect(rows).toEqual([]);
    expect(receiver.received.some(({ path }) => path.includes(SECRET))).toBe(true);
    expect(logged.join('')).not.toContain(SECRET);
    expect(logged.length).toBeGreaterThan(0);
  });
});

describe('orchestrate channels', () => {
  let service: TestService;
  let receiver: HttpReceiver;
  const directory = mkdtempSync(join(tmpdir(), 'channels-e2e-'));
  beforeAll(async () => {
    receiver = await startHttpReceiver();
    service = await startTestService({ env: { ORCHESTRATE_OUTBOUND_ALLOW: '127.0.0.0/8' } });
  });
  afterAll(async () => {
    await service?.close();
    await receiver?.close();
    rmSync(directory, { recursive: true });
  });

  const run = (...line: string[]) =>
    cli(['channels', ...line], {
      env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey, HOOK: `${receiver.url}/${SECRET}` },
    });
  const seen = async () => {
    const { body } = await service.post(PATH, { name: 'x', kind: 'slack', secrets: { url: 'https://a.example/' } });
    const { position } = (await service.request('DELETE', `${PATH}/${body.id}`)).body;
    await service.get(`${PATH}?minPosition=${position}`);
  };

  it('creates, shows, changes, tests and deletes a channel', async () => {
    const created = await run(
      'create',
      '--name',
      'ops',
      '--kind',
      'slack',
      '--secret',
      'url=env:HOOK',
      '--no-resolved',
    );
    expect([created.code, created.out, created.err]).toEqual([0, 'created ops\n', '']);
    await seen();
    expect((await run('list')).out).toMatch(/ops +slack +yes +unknown/);
    const shown = await run('show', 'ops');
    expect(shown.out).toMatch(/tells the end +no\n/);
    expect(shown.out).not.toContain(SECRET);
    expect((await run('update', 'ops', '--messages-per-minute', '5')).out).toBe('changed ops\n');
    expect((await run('update', 'ops', '--messages-per-minute', '5')).out).toBe('unchanged ops\n');
    expect(await run('test', 'ops')).toMatchObject({ code: 0, out: 'delivered over ops: HTTP 200\n' });
    receiver.answer((response) => response.writeHead(500).end());
    expect(await run('test', 'ops')).toMatchObject({ code: 1, out: 'not delivered over ops: HTTP 500\n' });
    expect((await run('delete', 'ops')).out).toBe('deleted ops\n');
    expect(await run('delete', 'ops')).toMatchObject({ code: 1 });
  });

  it('sets up what a file says, as often as one likes', async () => {
    const file = join(directory, 'channels.yml');
    const content = `
channels:
  - name: mail
    kind: email
    config: { host: smtp.example.com, from: alerts@example.com, to: [ops@example.com] }
  - name: hook
    kind: webhook
    secrets: { url: { env: HOOK } }
    fallback: mail
`;
    writeFileSync(file, content);
    const first = await run('apply', file);
    expect([first.code, first.out]).toEqual([0, 'created mail\ncreated hook\n']);
    expect(first.err).toMatch(/^signingSecret of hook: whsec_/);
    expect(await run('apply', file)).toMatchObject({ code: 0, out: 'unchanged mail\nunchanged hook\n', err: '' });
    writeFileSync(file, content.replace('ops@example.com', 'all@example.com'));
    expect((await run('apply', file)).out).toBe('changed mail\nunchanged hook\n');
    writeFileSync(file, content.replace('smtp.example.com', '10.0.0.1'));
    const refused = await run('apply', file);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('channel mail: config.host: is a private address');
  });
});
