import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { startPostgresProxy } from '../../../test/support/postgres-proxy.js';
import { JobQueues } from './job-queues.js';

const backends = [
  { name: 'Postgres', redisUrl: undefined },
  ...(process.env['TEST_REDIS_URL'] ? [{ name: 'Redis', redisUrl: process.env['TEST_REDIS_URL'] }] : []),
];

describe.each(backends)('JobQueues on $name', ({ redisUrl }) => {
  let database: TestDatabase;
  let queues: JobQueues;

  beforeEach(async () => {
    database = await createTestDatabase();
    queues = JobQueues.open({ redisUrl, databaseUrl: database.url, logger: pino({ level: 'silent' }) });
  });

  afterEach(async () => {
    await queues.close();
    await database.drop();
  });

  it('hands a job to a worker, once for one id', async () => {
    const kind = { name: `greet-${database.url.split('_').at(-1)}` };
    const seen: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      queues.work<{ n: number }>(kind, async (data) => {
        seen.push(data);
        if (data.n === 2) resolve();
      });
    });
    await queues.enqueue(kind, 'one', { n: 1 });
    await queues.enqueue(kind, 'one', { n: 1 });
    await queues.enqueue(kind, 'two', { n: 2 });
    await done;
    expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('tries a failed job again', async () => {
    const kind = { name: `flaky-${database.url.split('_').at(-1)}` };
    const attempts: number[] = [];
    const done = new Promise<void>((resolve) => {
      queues.work(kind, async (_data, { attempt }) => {
        attempts.push(attempt);
        if (attempt === 1) throw new Error('not yet');
        resolve();
      });
    });
    await queues.enqueue(kind, 'job', {});
    await done;
    expect(attempts).toEqual([1, 2]);
  });

  it('has a scheduled job made again and again', async () => {
    const kind = { name: `tick-${database.url.split('_').at(-1)}` };
    let ticks = 0;
    const done = new Promise<void>((resolve) => {
      queues.work(kind, async () => {
        if (++ticks === 3) resolve();
      });
    });
    await queues.schedule(kind, 200, {});
    await done;
    await queues.ping();
    expect((await queues.depths()).map(({ queue }) => queue)).toContain(kind.name);
  });
});

describe('JobQueues on Postgres', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  const open = (databaseUrl: string) =>
    JobQueues.open({ redisUrl: undefined, databaseUrl, logger: pino({ level: 'silent' }) });

  it('keeps a job over a restart', async () => {
    const before = open(database.url);
    await before.enqueue({ name: 'kept' }, 'one', { n: 1 });
    await before.close();
    const after = open(database.url);
    const data = await new Promise((resolve) => after.work({ name: 'kept' }, async (seen) => resolve(seen)));
    await after.close();
    expect(data).toEqual({ n: 1 });
  });

  it('takes three connections for a kind of job, however much there is to do', async () => {
    const queues = open(database.url);
    const kind = { name: 'busy' };
    const seen: string[] = [];
    queues.work(kind, async (_data, { id }) => void seen.push(id), 5);
    const enqueued = Array.from({ length: 60 }, (_, n) => queues.enqueue(kind, `job-${n}`, {}));
    await Promise.all(enqueued);
    await vi.waitFor(() => expect(seen).toHaveLength(60), 30_000);
    const { rows } = await database.pool.query(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and application_name <> current_setting('application_name')`,
    );
    await queues.close();
    expect(rows[0].count).toBeLessThanOrEqual(3);
  }, 60_000);

  it('goes on by itself when its database comes back', async () => {
    const proxy = await startPostgresProxy(database.url);
    const queues = open(proxy.url);
    const seen: string[] = [];
    queues.work({ name: 'patient' }, async (_data, { id }) => void seen.push(id));
    await queues.enqueue({ name: 'patient' }, 'before', {});
    await vi.waitFor(() => expect(seen).toEqual(['before']), 30_000);
    proxy.cut();
    await expect(queues.enqueue({ name: 'patient' }, 'lost', {})).rejects.toThrow('onnection');
    proxy.restore();
    await vi.waitFor(() => queues.enqueue({ name: 'patient' }, 'after', {}), 30_000);
    await vi.waitFor(() => expect(seen).toEqual(['before', 'after']), 30_000);
    await queues.close();
    await proxy.close();
  }, 60_000);
});

describe('JobQueues on a Postgres that is away at first', () => {
  it('goes on when it comes back', async () => {
    const database = await createTestDatabase();
    const proxy = await startPostgresProxy(database.url);
    const queues = JobQueues.open({ redisUrl: undefined, databaseUrl: proxy.url, logger: pino({ level: 'silent' }) });
    try {
      proxy.cut();
      const kind = { name: 'patient' };
      const done = new Promise<void>((resolve) => queues.work(kind, async () => resolve()));
      await expect(queues.enqueue(kind, 'one', {})).rejects.toBeInstanceOf(Error);
      proxy.restore();
      await expect.poll(() => queues.enqueue(kind, 'two', {}).then(() => true), { timeout: 30_000 }).toBe(true);
      await done;
    } finally {
      await queues.close();
      await proxy.close();
      await database.drop();
    }
  });
});
