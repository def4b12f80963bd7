import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Sealer } from '../../src/modules/audit/proof/sealer.service.js';
import { VerificationsStore } from '../../src/modules/audit/proof/verifications.store.js';
import { Verifier } from '../../src/modules/audit/proof/verifier.service.js';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

describe('whether the event log is still what it was', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  const state = async (head = '') => (await service.get(`/api/audit/verify${head}`)).body;
  /** Has the log verified, from the request to the outcome. */
  const verify = async () => {
    const { status, body } = await service.post('/api/audit/verify', undefined);
    expect(status).toBe(202);
    return vi.waitFor(async () => {
      const now = await state();
      expect(now.verification).toBeGreaterThanOrEqual(body.verification);
      return now;
    });
  };
  const spawn = (id: string) => service.post('/api/agents', { id, type: 'story-developer' });
  const verifyByProgram = (...args: readonly string[]) =>
    cli(['audit', 'verify', ...args], {
      env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey },
    });
  /** As the owner of the tables can. */
  const tamper = async (statement: string) => {
    const client = await service.database.pool.connect();
    try {
      await client.query('set session_replication_role = replica');
      await client.query(statement);
    } finally {
      client.release(true);
    }
  };

  it('is found out by itself soon after the start, and told to whoever may look', async () => {
    await vi.waitFor(async () => expect((await state()).status).toBe('verified'));
    const viewer = await service.createKey('viewer');
    expect((await service.get('/api/audit/verify', { key: viewer })).status).toBe(200);
    expect((await service.post('/api/audit/verify', undefined, { key: viewer })).status).toBe(403);
    expect((await service.get('/api/audit/verify?head=12')).body).toMatchObject({ status: 400 });
  });

  it('is found out when somebody asks, up to the last event', async () => {
    await spawn('a1');
    const { position } = (await spawn('a2')).body;
    const operator = await service.createKey('operator');
    expect((await service.post('/api/audit/verify', undefined, { key: operator })).status).toBe(202);
    const now = await verify();
    expect(now).toMatchObject({ status: 'verified', firstMismatch: null, head: null });
    expect([now.checkedSize, now.checkedUpTo >= position]).toEqual([now.size, true]);
    expect(Date.parse(now.checkedAt)).toBeGreaterThanOrEqual(Date.parse(now.headAt));
    const { body: metrics } = await service.get('/metrics');
    expect(metrics).toMatch(/^orchestrate_audit_verified 1$/m);
  });

  it('is the same work for all who ask while it is under way', async () => {
    const verifications = service.app.get(VerificationsStore);
    const logId = await service.runtime.log.logId();
    const run = randomUUID();
    // A job of the tests before may be quicker.
    const id = await vi.waitFor(async () => {
      const requested = await verifications.request(logId);
      expect(await verifications.claim(logId, run)).toBe(true);
      return requested;
    });
    expect((await service.post('/api/audit/verify', undefined)).body.verification).toBe(id);
    expect(await verifications.progress(run, 3, 9)).toBe(true);
    await service.app.get(Verifier).runWhenDue();
    expect((await state()).running).toEqual({ verification: id, checked: 3, of: 9 });

    // The process that does it is gone, as after a kill.
    await tamper(`update audit.verifications set updated_at = now() - interval '2 minutes' where id = ${id}`);
    await service.app.get(Verifier).runWhenDue();
    expect(await state()).toMatchObject({ status: 'verified', verification: id, running: null });
    expect(await verifications.progress(run, 4, 9)).toBe(false);
  });

  it('can be compared with what somebody noted', async () => {
    await service.app.get(Sealer).run();
    const { size, root } = await state();
    const noted = `?head=${size}:${root}`;
    expect((await state(noted)).head).toEqual({ size, root, matches: true });
    for (let n = 0; n < 5; n++) await spawn(`noted-${n}`);
    await service.app.get(Sealer).run();
    expect((await state(noted)).head.matches).toBe(true);
    const later = await state();
    expect(later.size).toBeGreaterThan(size);
    // Between two seals too.
    expect((await state(`?head=${later.size - 2}:${later.root}`)).head.matches).toBe(false);
    expect((await state(`?head=${later.size + 1}:${later.root}`)).head.matches).toBe(false);
  });

  it('is told by the program, which can wait for it', async () => {
    const told = await verifyByProgram('--full');
    const { size, root } = await state();
    expect(told).toEqual({
      code: 0,
      out: expect.stringMatching(new RegExp(`^verified: ${size} events are .*\\nhead ${size}:${root}, sealed .*Z\\n$`)),
      err: expect.any(String),
    });
    const same = await verifyByProgram('--head', `${size}:${root}`, '--json');
    expect([same.code, JSON.parse(same.out).head]).toEqual([0, { size, root, matches: true }]);
    const other = await verifyByProgram('--head', `${size}:${root.replace(/./g, '0')}`);
    expect(other).toMatchObject({ code: 1, out: expect.stringContaining('NOT THE SAME') });
    expect((await verifyByProgram('--full', '--head', 'x')).err).toMatch(/head/);
  });

  it('is no more once somebody has changed an event: it is named, and told until the log is what it was', async () => {
    const { rows } = await service.database.pool.query(
      `select position::text, event_id, meta from eventlog.events where type = 'AgentSpawned' order by position limit 1`,
    );
    const [{ position, event_id: eventId, meta }] = rows;
    const put = (text: string) =>
      tamper(`update eventlog.events set meta = '${text.replaceAll("'", "''")}' where position = ${position}`);
    await put(meta.replace('"actor":{', '"actor":{"else":1,'));
    const failed = await verify();
    expect(failed).toMatchObject({
      status: 'failed',
      firstMismatch: {
        reason: 'event_changed',
        intact: Number(position) - 1,
        position: position.padStart(20, '0'),
        eventId,
      },
    });
    const told = await verifyByProgram();
    expect(told).toMatchObject({ code: 1, out: expect.stringContaining(`event ${eventId} at position`) });
    await put(meta);
    expect(await verify()).toMatchObject({ status: 'verified', firstMismatch: null });
    await expect(
      service.database.pool.query('update audit.verifications set mismatch = null where mismatch is not null'),
    ).rejects.toThrow(/append-only/);
  });
});
