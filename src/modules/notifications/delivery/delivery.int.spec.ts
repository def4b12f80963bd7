import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { InMemoryEventLog } from '../../../../test/support/in-memory-event-log.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/postgres.js';
import { eventCatalog } from '../../../app/event-catalog.js';
import type { NotificationEvent } from '../../../events/notification.events.js';
import type { JsonObject } from '../../../kernel/json.js';
import { EventFactory } from '../../../platform/commands/event-factory.js';
import { ProcessStore } from '../../../platform/processes/process-store.js';
import { JobQueues } from '../../../platform/queues/job-queues.js';
import { systemClock } from '../../../platform/runtime/system-clock.js';
import { uuidIds } from '../../../platform/runtime/uuid-ids.js';
import type { DeliveryOutcome, NotificationMessage } from '../../channels/index.js';
import { AttemptRunner } from './attempt-runner.service.js';
import { NotificationJournal } from './notification-journal.service.js';
import { RoutingRunner } from './routing-runner.service.js';
import { StoredMessages } from './stored-messages.service.js';

const settings = { roles: ['worker'], host: '127.0.0.1', port: 4040, publicUrl: undefined };
const logger = pino({ level: 'silent' });

/** What breaks, once, at a step of a replica. */
interface Breaks {
  /** Before anything of the outbox was handed over. */
  readonly beforeHandOver?: () => void;
  /** After the jobs were made, before that was noted. */
  readonly afterHandOver?: () => void;
  /** After a message was taken, before that was recorded. */
  readonly afterSending?: () => void;
}

describe('the delivery of notifications', () => {
  let database: TestDatabase;
  let store: ProcessStore;
  let log: InMemoryEventLog;
  let received: string[];
  let answer: (message: NotificationMessage) => DeliveryOutcome;
  const replicas: { stop(): Promise<void> }[] = [];

  const replica = (breaks: Breaks = {}) => {
    const journal = new NotificationJournal(log, eventCatalog, new EventFactory(eventCatalog, systemClock, uuidIds));
    const sender = {
      deliver: (_channel: string, message: NotificationMessage) => {
        received.push(message.id);
        breaks.afterSending?.();
        return Promise.resolve(answer(message));
      },
    };
    const queues = JobQueues.open({ redisUrl: undefined, databaseUrl: database.url, logger });
    const brittle = Object.assign(Object.create(queues) as JobQueues, {
      enqueue: async (...given: Parameters<JobQueues['enqueue']>) => {
        breaks.beforeHandOver?.();
        await queues.enqueue(...given);
        breaks.afterHandOver?.();
      },
      work: queues.work.bind(queues),
    });
    const attempts = new AttemptRunner(
      sender as never,
      journal,
      new StoredMessages(store),
      systemClock,
      settings,
      logger,
    );
    const runner = new RoutingRunner(
      log,
      eventCatalog,
      store,
      journal,
      attempts,
      brittle,
      settings,
      systemClock,
      uuidIds,
      logger,
    );
    runner.onApplicationBootstrap();
    replicas.push({
      stop: async () => {
        await runner.beforeApplicationShutdown();
        await queues.close();
      },
    });
  };

  const append = (stream: string, type: string, data: object) => {
    const context = { actor: { type: 'system', id: 't', name: 't' }, correlationId: 'c', source: 'system' } as const;
    const factory = new EventFactory(eventCatalog, systemClock, uuidIds);
    return log.append(stream, [factory.create({ type, data: data as JsonObject }, context)], { expected: 'any' });
  };
  const fire = (alertId: string, channels = ['ops']) =>
    append('alertGroup-g', 'AlertFired', {
      ...{ ruleId: `rule-${alertId}`, ruleName: 'r', fingerprint: 'f', alertId, evaluatedAt: new Date().toISOString() },
      ...{ labels: {}, value: '1', activeAt: new Date().toISOString(), severity: 'warning', channels, annotations: {} },
    });
  const events = async (type: string) => {
    const page = await log.readAll({ limit: 1_000, filter: { types: [type] } });
    return page.events.map(({ data }) => data as unknown as NotificationEvent['data'] & { notificationId: string });
  };
  const sent = (count: number) =>
    vi.waitFor(async () => expect(await events('NotificationSent')).toHaveLength(count), { timeout: 60_000 });
  const once = () => {
    let done = false;
    return () => {
      if (done) return;
      done = true;
      throw new Error('killed');
    };
  };
  const begin = async () => {
    await database.pool.query('truncate processes.checkpoints, processes.state, processes.outbox');
    [log, received] = [new InMemoryEventLog(), []];
    answer = () => ({ status: 'delivered', detail: 'ok' });
    const channel = { kind: 'webhook', config: {}, secrets: {}, enabled: true, sendResolved: true, templates: [] };
    await append('channels-book', 'ChannelCreated', {
      channelId: 'id-ops',
      name: 'ops',
      channel: { ...channel, messagesPerMinute: null, fallback: null },
    });
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    store = new ProcessStore(database.pool);
  });
  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((one) => one.stop()));
  });
  afterAll(() => database.drop());

  it.each<[string, (kill: () => void) => Breaks, number]>([
    ['before a message was handed over', (kill) => ({ beforeHandOver: kill }), 1],
    ['after it was handed over, before that was noted', (kill) => ({ afterHandOver: kill }), 1],
    ['after it was sent, before that was recorded', (kill) => ({ afterSending: kill }), 2],
  ])('killed %s, tells it all the same, under one id', async (_when, breaks, times) => {
    await begin();
    replica(breaks(once()));
    await vi.waitFor(async () => expect((await store.load('notification-routing')).rows('channel')).toHaveLength(1));
    await fire(randomUUID());
    await sent(1);
    expect(received).toHaveLength(times);
    expect(new Set(received).size).toBe(1);
    expect(await events('NotificationQueued')).toHaveLength(1);
  });

  it('by two replicas tells everything once', async () => {
    await begin();
    replica();
    replica();
    await vi.waitFor(async () => expect((await store.load('notification-routing')).rows('channel')).toHaveLength(1));
    const alerts = Array.from({ length: 8 }, () => randomUUID());
    for (const id of alerts) await fire(id);
    await sent(8);
    expect(received).toHaveLength(8);
    expect(new Set(received).size).toBe(8);
  });

  it('does not send again what is on record, although its job runs twice', async () => {
    await begin();
    replica();
    await vi.waitFor(async () => expect((await store.load('notification-routing')).rows('channel')).toHaveLength(1));
    await fire(randomUUID());
    await sent(1);
    const journal = new NotificationJournal(log, eventCatalog, new EventFactory(eventCatalog, systemClock, uuidIds));
    const [queued] = await events('NotificationQueued');
    const id = queued!.notificationId;
    expect(await journal.knows(id, 1)).toBe(true);
    const sender = { deliver: () => Promise.reject(new Error('sent twice')) };
    const runner = new AttemptRunner(
      sender as never,
      journal,
      new StoredMessages(store),
      systemClock,
      settings,
      logger,
    );
    const job = { notificationId: id, messageId: id, channelId: 'id-ops', channelName: 'ops', fallback: null };
    await runner.run({ ...job, attempt: 1, failures: 0, queuedAt: 0, since: 0 });
    expect(await events('NotificationSent')).toHaveLength(1);
  });

  it.each([
    [2, []],
    [3, ['id-ops HTTP 503']],
  ])('says that the channel fails after %i failures before this one: %j', async (failures, expected) => {
    await begin();
    replica();
    await vi.waitFor(async () => expect((await store.load('notification-routing')).rows('channel')).toHaveLength(1));
    await fire(randomUUID());
    await sent(1);
    const noted: string[] = [];
    const sender = {
      deliver: () => Promise.resolve({ status: 'retry', error: 'HTTP 503', retryAfterMs: null }),
      noteFailing: (channelId: string, reason: string) => Promise.resolve(noted.push(`${channelId} ${reason}`)),
    };
    const journal = new NotificationJournal(log, eventCatalog, new EventFactory(eventCatalog, systemClock, uuidIds));
    const messages = new StoredMessages(store);
    const runner = new AttemptRunner(sender as never, journal, messages, systemClock, settings, logger);
    const [queued] = await events('NotificationQueued');
    const id = queued!.notificationId;
    const job = { notificationId: id, messageId: id, channelId: 'id-ops', channelName: 'ops', fallback: null };
    const now = systemClock.now().getTime();
    await runner.run({ ...job, attempt: failures + 1, failures, queuedAt: now, since: now });
    expect(noted).toEqual(expected);
  });

  it('records why a message was refused, and that it is given up', async () => {
    await begin();
    answer = () => ({ status: 'refused', error: 'HTTP 403' });
    replica();
    await vi.waitFor(async () => expect((await store.load('notification-routing')).rows('channel')).toHaveLength(1));
    await fire(randomUUID());
    await vi.waitFor(async () => expect(await events('NotificationFailed')).toHaveLength(1), { timeout: 60_000 });
    expect((await events('NotificationFailed'))[0]).toMatchObject({ error: 'HTTP 403', retryAt: null, attempt: 1 });
  });
});
