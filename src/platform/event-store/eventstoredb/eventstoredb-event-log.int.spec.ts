import { randomUUID } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FakeEventStoreDb, type AppendFault } from '../../../../test/support/eventstoredb/fake-eventstoredb.js';
import { describeEventLogContract } from '../../../../test/contracts/event-log.contract.js';
import type { LogPosition, NewEvent, RecordedEvent } from '../../../kernel/event.js';
import type { EventLog, SubscriptionItem, SubscribeOptions } from '../event-log.js';
import { openEventStoreDbEventLog, type EventStoreDbOptions } from './eventstoredb-event-log.js';
import { LOG_IDENTITY_STREAM } from './log-identity.stream.js';

const QUICK = {
  appendAttemptMs: 1_000,
  readSilenceMs: 3_000,
  readDeadlineMs: 3_000,
  watchdogMs: 100,
  backoff: { firstMs: 5, mostMs: 50 },
  healthMs: 1_500,
};

/** Where nothing fails, a slow machine is no failure either. */
const UNHURRIED = { ...QUICK, appendAttemptMs: 20_000, readSilenceMs: 20_000, readDeadlineMs: 20_000 };

function fact(type = 'ThingHappened', id = randomUUID()): NewEvent {
  return {
    id,
    type,
    schemaVersion: 1,
    data: { subject: id },
    meta: {
      occurredAt: '2026-11-01T12:00:00.000Z',
      actor: { type: 'system', id: 'system', name: 'system' },
      correlationId: 'c-1',
      source: 'rest',
    },
  };
}

function facts(count: number): NewEvent[] {
  return Array.from({ length: count }, () => fact());
}

const silent = { warn: () => undefined };

describeEventLogContract('EventStoreDB over the wire, against the protocol fake', async () => {
  const server = await FakeEventStoreDb.start();
  const timings = { appendAttemptMs: 1_000, watchdogMs: 200, backoff: { firstMs: 20, mostMs: 500 }, healthMs: 500 };
  const connect = () => openEventStoreDbEventLog({ url: server.url, logger: silent, timings });
  const log = connect();
  return {
    log,
    connect: async () => connect(),
    faults: {
      dropConnections: async () => server.cutConnections(),
      loseNextAppendAnswer: async () => server.failNextAppends('silentAfter'),
      endSubscriptions: async () => server.endSubscriptions(),
      silenceSubscriptions: async () => server.silenceSubscriptions(),
      goDown: () => server.goAway(),
      goUp: () => server.comeBack(),
    },
    dispose: async () => {
      await log.close();
      await server.stop();
    },
  };
});

/** A disposable server: the suite leaves its streams behind. */
const realServer = process.env['TEST_EVENTSTORE_URL'];

// Without one the suite runs on the fake alone.
if (realServer !== undefined) {
  describeEventLogContract('EventStoreDB, a real server', async () => {
    const connect = () => openEventStoreDbEventLog({ url: realServer, logger: silent });
    const log = connect();
    return { log, connect: async () => connect(), dispose: () => log.close() };
  });
}

let fake: FakeEventStoreDb;
let logs: EventLog[];
let drops: string[];

beforeEach(async () => {
  fake = await FakeEventStoreDb.start({ firstPosition: 2n ** 53n + 1n });
  logs = [];
  drops = [];
});

afterEach(async () => {
  await Promise.all(logs.map((log) => log.close()));
  await fake.stop();
});

/** One process of the service. */
function open(options: Partial<EventStoreDbOptions> = {}): EventLog {
  const logger = { warn: (details: Record<string, unknown>) => drops.push(String(details['reason'])) };
  const log = openEventStoreDbEventLog({ url: fake.url, logger, timings: QUICK, ...options });
  logs.push(log);
  return log;
}

async function idsOf(log: EventLog, stream: string): Promise<string[]> {
  const events = (await log.readStreams([stream])).get(stream)!;
  return events.map((event) => event.id);
}

/** Collects in the background; `stop` ends it and hands over what came. */
function follow(log: EventLog, options: Omit<SubscribeOptions, 'signal'> = {}) {
  const abort = new AbortController();
  const items: SubscriptionItem[] = [];
  const events: RecordedEvent[] = [];
  const done = (async () => {
    for await (const item of log.subscribe({ ...options, signal: abort.signal })) {
      items.push(item);
      events.push(...(item.kind === 'events' ? item.events : []));
    }
  })();
  return {
    items,
    events,
    stop: async () => {
      abort.abort();
      await done;
    },
  };
}

describe('EventStoreDB event log, appending', () => {
  it.each<AppendFault>([
    'cutBefore',
    'cutAfter',
    'silentBefore',
    'silentAfter',
    'unavailable',
    'notLeader',
    'internal',
  ])('writes once and answers rightly when the first try meets %s', async (fault) => {
    const log = open();
    const before = await log.append('thing-1', facts(2), { expected: 'none' });
    const events = facts(3);
    fake.failNextAppends(fault);

    const result = await log.append('thing-1', events, { expected: before.revision });

    expect(result).toMatchObject({ revision: 4n, duplicate: false });
    expect(result.position).toBe(await log.head());
    expect((await idsOf(log, 'thing-1')).slice(2)).toEqual(events.map((event) => event.id));
  });

  it('writes once when the lost try arrives after the next one was sent', async () => {
    const log = open({ timings: { ...QUICK, appendAttemptMs: 60, backoff: { firstMs: 1, mostMs: 2 } } });
    const events = facts(2);
    fake.failNextAppends('writtenLate', 'writtenLate', 'silentBefore');

    const result = await log.append('thing-1', events, { expected: 'any' });

    expect(result).toMatchObject({ revision: 1n, position: await log.head() });
    await vi.waitFor(() => expect(fake.appendsSeen).toBeGreaterThan(1));
    expect(await idsOf(log, 'thing-1')).toEqual(events.map((event) => event.id));
  });

  it('tells "nothing was written" from "unknown"', async () => {
    const log = open();
    await log.append('thing-1', [fact()], { expected: 'none' });
    const events = [fact()];
    const lost: AppendFault[] = Array.from({ length: 50 }, () => 'silentBefore');
    fake.failNextAppends(...lost);

    await expect(log.append('thing-1', events, { expected: 'any', timeoutMs: 250 })).rejects.toMatchObject({
      kind: 'outcome_unknown',
    });
    fake.clearFaults();
    await expect(log.append('thing-1', events, { expected: 'any' })).resolves.toMatchObject({ revision: 1n });

    await fake.goAway();
    await expect(open().append('thing-2', [fact()], { expected: 'any', timeoutMs: 250 })).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  it('is a duplicate when the unconfirmed append had been written', async () => {
    const log = open();
    const events = facts(2);
    fake.failNextAppends('silentAfter');
    await expect(log.append('thing-1', events, { expected: 'none', timeoutMs: 50 })).rejects.toMatchObject({
      kind: 'outcome_unknown',
    });

    const again = await log.append('thing-1', events, { expected: 'none' });

    expect(again).toEqual({ revision: 1n, position: await log.head(), duplicate: true });
    expect(await idsOf(log, 'thing-1')).toHaveLength(2);
  });

  it('goes on by itself after the server was away', async () => {
    const log = open();
    await log.append('thing-1', [fact()], { expected: 'any' });
    await fake.goAway();
    const pending = log.append('thing-1', [fact()], { expected: 'any', timeoutMs: 10_000 });
    await fake.comeBack();

    await expect(pending).resolves.toMatchObject({ revision: 1n });
  });

  it.each([
    ['accessDenied', 'access_denied'],
    ['eventTooLarge', 'too_large'],
  ] as const)('does not try again after %s', async (fault, kind) => {
    fake.failNextAppends(fault);

    await expect(open().append('thing-1', [fact()], { expected: 'any' })).rejects.toMatchObject({ kind });
    expect(fake.appendsSeen).toBe(1);
  });

  it('refuses a deleted stream', async () => {
    fake.stored.tombstone('thing-1');

    await expect(open().append('thing-1', [fact()], { expected: 'any' })).rejects.toMatchObject({
      kind: 'stream_deleted',
    });
  });

  it('recognises a repeat under any after the server has forgotten it, in another process, with a tiny memory', async () => {
    const log = open({ timings: UNHURRIED });
    const events = facts(2);
    const first = await log.append('thing-1', events, { expected: 'any' });
    for (let part = 0; part < 3; part += 1) {
      await log.append('thing-1', facts(500), { expected: 'any' });
    }

    for (const process of [log, open({ timings: UNHURRIED }), open({ timings: UNHURRIED, mostCachedIds: 1 })]) {
      await process.append('thing-2', [fact()], { expected: 'any' });
      const again = await process.append('thing-1', events, { expected: 'any' });
      expect(again).toEqual({ ...first, duplicate: true });
    }
    expect(await idsOf(log, 'thing-1')).toHaveLength(1_502);
  });

  it('recognises what a very long stream had long ago, and learns its neighbours with it', async () => {
    const log = open({ timings: UNHURRIED });
    const events = facts(12_000);
    for (let part = 0; part < events.length; part += 500) {
      await log.append('thing-1', events.slice(part, part + 500), { expected: 'any' });
    }
    const again = await log.append('thing-1', [events[1_200]!], { expected: 'any' });
    expect(again).toMatchObject({ revision: 1_200n, duplicate: true });

    // Its position is one read; where it is, none.
    const before = fake.readsSeen;
    await log.append('thing-1', [events[1_100]!], { expected: 'any' });
    expect(fake.readsSeen).toBe(before + 1);
    await expect(log.append('thing-1', [events[3]!, fact()], { expected: 'any' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect((await log.append('thing-1', [fact()], { expected: 'any' })).revision).toBe(12_000n);
  });

  it('does not read a stream for ids that were made for this append', async () => {
    const events = facts(2_500);
    for (let part = 0; part < events.length; part += 500) {
      await open({ timings: UNHURRIED }).append('thing-1', events.slice(part, part + 500), { expected: 'any' });
    }
    const log = open({ timings: UNHURRIED });
    const before = fake.readsSeen;
    for (let n = 0; n < 3; n += 1) await log.append('thing-1', [fact()], { expected: 'any', fresh: true });
    expect(fake.readsSeen).toBe(before + 1);

    // Others may be anywhere in it.
    expect(await log.append('thing-1', [events[7]!], { expected: 'any' })).toMatchObject({
      revision: 7n,
      duplicate: true,
    });
  });

  it('finds what it may have written itself, although the memory has dropped the stream meanwhile', async () => {
    const log = open({ mostCachedIds: 1 });
    await log.append('thing-1', facts(3), { expected: 'any' });
    fake.failNextAppends('silentAfter');
    const mine = facts(2);
    const slow = log.append('thing-1', mine, { expected: 'any', fresh: true });
    await Promise.all(['thing-2', 'thing-3'].map((name) => log.append(name, facts(1), { expected: 'any' })));

    expect(await slow).toMatchObject({ revision: 4n, duplicate: false });
    expect(await idsOf(log, 'thing-1')).toHaveLength(5);
  });

  it('writes ids made for this append once, whatever happens to the answer and whoever else writes', async () => {
    const [one, other] = [open(), open()];
    await one.append('thing-1', [fact()], { expected: 'any', fresh: true });
    await other.append('thing-1', facts(3), { expected: 'any', fresh: true });
    fake.failNextAppends('silentAfter');
    const mine = fact();
    const written = await one.append('thing-1', [mine], { expected: 'any', fresh: true });

    expect(written).toMatchObject({ revision: 4n, duplicate: false });
    expect((await idsOf(other, 'thing-1')).filter((id) => id === mine.id)).toHaveLength(1);
    await expect(one.append('thing-2', [fact()], { expected: 'exists', fresh: true })).rejects.toMatchObject({
      kind: 'conflict',
    });
  });

  it('sees a conflict with what another process has appended meanwhile', async () => {
    const [one, other] = [open(), open()];
    const mine = fact();
    await one.append('thing-1', [mine], { expected: 'none' });
    const theirs = fact();
    await other.append('thing-1', [theirs], { expected: 0n });

    await expect(one.append('thing-1', [fact()], { expected: 0n })).rejects.toMatchObject({
      kind: 'conflict',
      expected: 0n,
      actual: 1n,
    });
    await expect(one.append('thing-1', [theirs, fact()], { expected: 'any' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await expect(one.append('thing-1', [theirs], { expected: 0n })).resolves.toMatchObject({ duplicate: true });
  });

  it('loses nothing when three processes append to one stream at the same time', async () => {
    const processes = [open(), open(), open()];
    const events = facts(90);

    const results = await Promise.all(
      events.map((event, index) => processes[index % 3]!.append('thing-1', [event], { expected: 'any' })),
    );

    expect(new Set(results.map((result) => result.revision)).size).toBe(90);
    expect((await idsOf(processes[0]!, 'thing-1')).toSorted()).toEqual(events.map((event) => event.id).toSorted());
  });

  it('hands appends under way their outcome before it closes, and refuses later ones', async () => {
    const log = open();
    const pending = log.append('thing-1', [fact()], { expected: 'none' });
    await log.close();

    await expect(pending).resolves.toMatchObject({ revision: 0n });
    await expect(log.append('thing-1', [fact()], { expected: 'any' })).rejects.toMatchObject({ kind: 'closed' });
  });
});

describe('EventStoreDB event log, reading', () => {
  it('orders positions beyond 2^53 as text', async () => {
    const log = open();
    const positions: LogPosition[] = [];
    for (const event of facts(20)) {
      positions.push((await log.append('thing-1', [event], { expected: 'any' })).position);
    }

    const { events } = await log.readAll({ limit: 100 });

    expect(events.map((event) => event.position)).toEqual(positions);
    expect(positions.toSorted()).toEqual(positions);
    expect(new Set(positions).size).toBe(20);
    expect(BigInt(positions[0]!.slice(0, 20))).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  });

  it('shows neither system events nor the identity of the log nor what others wrote', async () => {
    const log = open();
    await log.logId();
    const events = facts(7);
    for (const event of events) {
      await log.append('thing-1', [event], { expected: 'any' });
    }
    const foreign = { id: randomUUID(), type: 'Foreign', contentType: 'application/json' };
    fake.stored.append('other-1', [{ ...foreign, data: Buffer.from('{}'), metadata: new Uint8Array() }], 'any');

    const wanted = events.map((event) => event.id);
    const forwards = await log.readAll({ limit: 100 });
    const backwards = await log.readAll({ limit: 100, direction: 'backwards' });
    const reader = follow(log);
    await vi.waitFor(() => expect(reader.items.at(-1)?.kind).toBe('caughtUp'));
    await reader.stop();

    expect(fake.stored.all.length).toBeGreaterThan(events.length + 2);
    expect(forwards.events.map((event) => event.id)).toEqual(wanted);
    expect(backwards.events.map((event) => event.id)).toEqual(wanted.toReversed());
    expect(reader.events.map((event) => event.id)).toEqual(wanted);
    expect(await log.head()).toBe(forwards.events.at(-1)?.position);
  });

  it('has one identity, whoever asks first, and keeps its stream to itself', async () => {
    const ids = await Promise.all([open(), open(), open()].map((log) => log.logId()));

    expect(new Set(ids).size).toBe(1);
    expect(await open().logId()).toBe(ids[0]);
    await expect(open().append(LOG_IDENTITY_STREAM, [fact()], { expected: 'any' })).rejects.toMatchObject({
      kind: 'invalid_event',
    });
  });

  it('refuses a position of another kind of log', async () => {
    const foreign = '00000000000000000042' as LogPosition;

    await expect(open().readAll({ limit: 1, after: foreign })).rejects.toMatchObject({ kind: 'wrong_log' });
  });

  it('tries a read again while the server is not ready', async () => {
    const log = open();
    await log.append('thing-1', [fact()], { expected: 'any' });
    fake.failNextReads(2);

    expect(await idsOf(log, 'thing-1')).toHaveLength(1);
  });

  it('finds the leader by gossip', async () => {
    const log = open({ url: fake.discoverUrl });

    await expect(log.append('thing-1', [fact()], { expected: 'none' })).resolves.toMatchObject({ revision: 0n });
  });

  it('reports health down while the server is away and up when it is back', async () => {
    const log = open();
    expect(await log.health()).toEqual({ status: 'up' });
    await fake.goAway();
    expect(await log.health()).toMatchObject({ status: 'down' });
    await fake.comeBack();
    await vi.waitFor(async () => expect(await log.health()).toEqual({ status: 'up' }));
  });
});

describe('EventStoreDB event log, subscribing', () => {
  it.each<[string, (server: FakeEventStoreDb) => unknown]>([
    ['ends politely', (server) => server.endSubscriptions()],
    ['falls silent', (server) => server.silenceSubscriptions()],
    ['fails with UNAVAILABLE', (server) => server.failSubscriptions()],
    ['fails with CANCELLED', (server) => server.failSubscriptions(1)],
    ['is served by a node that is no longer leader', (server) => server.notLeaderSubscriptions()],
    ['loses its connection', (server) => server.cutConnections()],
    ['cannot be renewed at first', (server) => (server.failNextReads(3), server.endSubscriptions())],
    ['finds the server away for a while', async (server) => (await server.goAway(), await server.comeBack())],
  ])('delivers everything once and in order when the call %s', async (_, fault) => {
    const log = open();
    const ids: string[] = [];
    const append = async (): Promise<void> => {
      const events = facts(5);
      ids.push(...events.map((event) => event.id));
      await log.append(`thing-${ids.length % 3}`, events, { expected: 'any' });
    };
    await append();
    const reader = follow(log);
    await vi.waitFor(() => expect(reader.items.at(-1)?.kind).toBe('caughtUp'));

    await fault(fake);
    await append();
    await append();

    await vi.waitFor(() => expect(reader.events).toHaveLength(15), { timeout: 30_000 });
    await append();
    await vi.waitFor(() => expect(reader.events).toHaveLength(20), { timeout: 30_000 });
    await vi.waitFor(() => expect(reader.items.at(-1)).toEqual({ kind: 'caughtUp', at: reader.events[19]!.position }));
    await reader.stop();
    expect(reader.events.map((event) => event.id)).toEqual(ids);
    expect(drops.length).toBeGreaterThan(0);
  });

  it('delivers once what the server delivers twice', async () => {
    const log = open();
    await log.append('thing-1', facts(3), { expected: 'any' });
    const reader = follow(log);
    await vi.waitFor(() => expect(reader.events).toHaveLength(3));
    fake.repeatLastEvents(2);
    await log.append('thing-1', facts(1), { expected: 'any' });
    await vi.waitFor(() => expect(reader.events.at(-1)?.revision).toBe(3n));
    await reader.stop();

    expect(reader.events.map((event) => event.revision)).toEqual([0n, 1n, 2n, 3n]);
  });

  it('is not renewed while the log is quiet', async () => {
    const log = open();
    await log.append('thing-1', facts(1), { expected: 'any' });
    const reader = follow(log);
    await vi.waitFor(() => expect(reader.items.at(-1)?.kind).toBe('caughtUp'));
    const reads = fake.readsSeen;
    // Several turns of the watchdog.
    await vi.waitFor(() => expect(fake.readsSeen).toBeGreaterThan(reads + 3), { timeout: 30_000 });
    await reader.stop();

    expect(fake.subscriptionsSeen).toBe(1);
    expect(drops).toEqual([]);
  });

  it('moves a reader of rare types on when fewer events were skipped than the server speaks of', async () => {
    const log = open();
    await log.append('thing-1', [fact('Rare')], { expected: 'any' });
    const reader = follow(log, { filter: { types: ['Rare'] } });
    await vi.waitFor(() => expect(reader.items.at(-1)?.kind).toBe('caughtUp'));
    const { position } = await log.append('thing-1', facts(3), { expected: 'any' });

    await vi.waitFor(() => expect(reader.items.at(-1)).toEqual({ kind: 'checkpoint', checkpoint: position }));
    await log.append('thing-1', [fact('Rare')], { expected: 'any' });
    await vi.waitFor(() => expect(reader.events).toHaveLength(2));
    await reader.stop();
  });

  it('takes a type’s name literally', async () => {
    const log = open();
    await log.append('thing-1', [fact('A.B(+)'), fact('AxB'), fact('A.B(+)C')], { expected: 'any' });
    const reader = follow(log, { filter: { types: ['A.B(+)'], streamPrefixes: ['thing-'] } });
    await vi.waitFor(() => expect(reader.items.at(-1)?.kind).toBe('caughtUp'));
    await reader.stop();

    expect(reader.events.map((event) => event.type)).toEqual(['A.B(+)']);
  });

  it('leaves no call open at the server, however it ends', async () => {
    const log = open();
    await log.append('thing-1', facts(3), { expected: 'any' });
    const aborted = follow(log);
    const closed = follow(log);
    await vi.waitFor(() => expect(fake.openSubscriptions).toBe(2));
    await aborted.stop();
    await vi.waitFor(() => expect(fake.openSubscriptions).toBe(1));
    for await (const item of log.subscribe({ signal: new AbortController().signal })) {
      expect(item.kind).toBe('events');
      break;
    }
    await vi.waitFor(() => expect(fake.openSubscriptions).toBe(1));
    await log.close();
    await closed.stop();
    await vi.waitFor(() => expect(fake.openSubscriptions).toBe(0));
  });
});
