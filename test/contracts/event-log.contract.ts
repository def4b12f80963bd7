import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { EventMeta, LogPosition, NewEvent, RecordedEvent } from '../../src/kernel/event.js';
import type { JsonObject } from '../../src/kernel/json.js';
import {
  EventLogError,
  MAX_APPEND_BYTES,
  type EventFilter,
  type EventLog,
  type EventLogErrorKind,
  type SubscribeOptions,
  type SubscriptionItem,
} from '../../src/platform/event-store/event-log.js';

/** Breaks the way to the store. Each resolves once the fault is in effect. */
export interface FaultInjection {
  /** Cuts every connection now; new ones work. */
  dropConnections?(): Promise<void>;
  /** The next append takes effect in the store, but its answer never arrives. */
  loseNextAppendAnswer?(): Promise<void>;
  /** Ends live subscriptions as the store would on purpose, without an error. */
  endSubscriptions?(): Promise<void>;
  /** Subscriptions stay open and nothing arrives on them any more; new ones work. */
  silenceSubscriptions?(): Promise<void>;
  /** The store cannot be reached until `goUp`. */
  goDown?(): Promise<void>;
  goUp?(): Promise<void>;
}

export interface EventLogHarness {
  readonly log: EventLog;
  /** A second, independent client of the same log; where the store lives outside this process. */
  connect?(): Promise<EventLog>;
  readonly faults?: FaultInjection;
  dispose(): Promise<void>;
}

const meta: EventMeta = {
  occurredAt: '2026-11-02T10:00:00.000Z',
  actor: { type: 'api_key', id: 'key-1', name: 'reporter' },
  correlationId: 'c-1',
  source: 'rest',
};

let counter = 0;
const fresh = (category: string): string => `${category}-${(counter += 1)}-${randomUUID()}`;

function event(type = 'ThingHappened', data: JsonObject = { n: 1 }, extra: Partial<NewEvent> = {}): NewEvent {
  return { id: randomUUID(), type, schemaVersion: 1, data, meta, ...extra };
}

const events = (count: number, type?: string): NewEvent[] =>
  Array.from({ length: count }, (_, n) => event(type, { n }));

async function failure(work: Promise<unknown>): Promise<EventLogError> {
  const error = await work.then(
    () => new Error('it succeeded'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EventLogError);
  return error as EventLogError;
}

const kindOf = async (work: Promise<unknown>): Promise<EventLogErrorKind> => (await failure(work)).kind;

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

/** Everything after a place, through pages of the given size. */
async function readOn(
  log: EventLog,
  after: LogPosition | undefined,
  limit: number,
  filter?: EventFilter,
): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  for (;;) {
    const page = await log.readAll({ limit, ...(after && { after }), ...(filter && { filter }) });
    found.push(...page.events);
    if (page.atEnd) return found;
    after = page.next;
  }
}

/** A running subscription whose items pile up until a condition holds. Ends with the test. */
function follow(log: EventLog, options: Omit<SubscribeOptions, 'signal'> = {}) {
  const abort = new AbortController();
  const items: SubscriptionItem[] = [];
  const running = (async () => {
    for await (const item of log.subscribe({ ...options, signal: abort.signal })) items.push(item);
  })();
  running.catch(() => undefined);
  const stop = async (): Promise<void> => {
    abort.abort();
    await running;
  };
  onTestFinished(stop);
  const received = (): RecordedEvent[] => items.flatMap((item) => (item.kind === 'events' ? item.events : []));
  return {
    items,
    received,
    stop,
    until: (holds: () => boolean, timeout = 30_000) =>
      vi.waitFor(() => expect(holds()).toBe(true), { timeout, interval: 5 }),
    caughtUp: () => vi.waitFor(() => expect(items.some((item) => item.kind === 'caughtUp')).toBe(true), 30_000),
  };
}

const ids = (list: readonly { id: string }[]): string[] => list.map((item) => item.id);

/**
 * What every EventLog promises, numbered after the list the adapters were designed by. One log is shared by all
 * tests; each uses streams of its own. Numbers that need a fault run where the harness can inject it.
 */
export function describeEventLogContract(name: string, open: () => Promise<EventLogHarness>): void {
  describe(`event log contract: ${name}`, () => {
    let harness: EventLogHarness;
    let log: EventLog;

    beforeAll(async () => {
      harness = await open();
      log = harness.log;
    });

    afterAll(() => harness?.dispose());

    const head = async (): Promise<LogPosition | undefined> => log.head();
    const stored = (stream: string): Promise<RecordedEvent[]> => collect(log.readStream(stream));

    describe('append', () => {
      it('1 refuses an empty list', async () => {
        expect(await kindOf(log.append(fresh('thing'), [], { expected: 'any' }))).toBe('invalid_event');
      });

      it('2 gives the first event revision 0', async () => {
        const result = await log.append(fresh('thing'), [event()], { expected: 'none' });
        expect(result).toMatchObject({ revision: 0n, duplicate: false });
      });

      it('3 numbers the events of an append contiguously and answers the last', async () => {
        const stream = fresh('thing');
        await log.append(stream, events(2), { expected: 'none' });
        const result = await log.append(stream, events(5), { expected: 1n });
        const recorded = await stored(stream);
        expect(result.revision).toBe(6n);
        expect(result.position).toBe(recorded.at(-1)!.position);
        expect(recorded.map((one) => one.revision)).toEqual([0n, 1n, 2n, 3n, 4n, 5n, 6n]);
      });

      it('4 accepts every expectation that holds', async () => {
        const stream = fresh('thing');
        await log.append(stream, [event()], { expected: 'none' });
        await log.append(stream, [event()], { expected: 'exists' });
        await log.append(stream, [event()], { expected: 1n });
        const result = await log.append(stream, [event()], { expected: 'any' });
        expect(result.revision).toBe(3n);
        expect((await log.append(fresh('thing'), [event()], { expected: 'any' })).revision).toBe(0n);
      });

      it('5 refuses every expectation that does not hold, telling what it found', async () => {
        const missing = fresh('thing');
        const stream = fresh('thing');
        await log.append(stream, events(3), { expected: 'none' });
        const cases = [
          [stream, 'none', 2n],
          [stream, 1n, 2n],
          [stream, 3n, 2n],
          [missing, 'exists', undefined],
          [missing, 0n, undefined],
        ] as const;
        for (const [to, expected, actual] of cases) {
          const error = await failure(log.append(to, [event()], { expected }));
          expect([error.kind, error.expected, error.actual]).toEqual(['conflict', expected, actual]);
        }
        expect(await stored(stream)).toHaveLength(3);
        expect(await stored(missing)).toHaveLength(0);
      });

      it('6 leaves nothing of an append that is refused', async () => {
        const stream = fresh('thing');
        const broken = [event(), event('ThingHappened', { n: 1n } as unknown as JsonObject)];
        expect(await kindOf(log.append(stream, broken, { expected: 'any' }))).toBe('invalid_event');
        expect(await stored(stream)).toEqual([]);
        expect(await log.streamInfo(stream)).toEqual({ exists: false });
      });

      it('7 answers a repeat as before and stores nothing', async () => {
        const stream = fresh('thing');
        const first = events(3);
        const once = await log.append(stream, first, { expected: 'none' });
        await log.append(stream, events(2), { expected: 2n });
        const again = await log.append(stream, first, { expected: 'none' });
        expect(again).toEqual({ ...once, duplicate: true });
        expect(await stored(stream)).toHaveLength(5);
      });

      it('7b answers a repeat under an exact expectation that held, and refuses one that cannot have held', async () => {
        const stream = fresh('thing');
        await log.append(stream, events(2), { expected: 'none' });
        const batch = events(2);
        const once = await log.append(stream, batch, { expected: 1n });
        expect(await log.append(stream, batch, { expected: 1n })).toEqual({ ...once, duplicate: true });
        expect(await log.append(stream, batch, { expected: 'exists' })).toEqual({ ...once, duplicate: true });
        expect(await kindOf(log.append(stream, batch, { expected: 'none' }))).toBe('conflict');
        expect(await kindOf(log.append(stream, batch, { expected: 3n }))).toBe('conflict');
        expect(await stored(stream)).toHaveLength(4);
      });

      it('7c knows a repeat by its id in either case of letters', async () => {
        const stream = fresh('thing');
        const one = event();
        await log.append(stream, [one], { expected: 'any' });
        const again = await log.append(stream, [{ ...one, id: one.id.toUpperCase() }], { expected: 'any' });
        expect(again.duplicate).toBe(true);
      });

      it('8 refuses known ids beside new ones', async () => {
        const stream = fresh('thing');
        const [a, b] = [event(), event()];
        await log.append(stream, [a], { expected: 'none' });
        expect(await kindOf(log.append(stream, [a, b], { expected: 'none' }))).toBe('conflict');
        expect(await kindOf(log.append(stream, [b, a], { expected: 'any' }))).toBe('conflict');
        expect(await kindOf(log.append(fresh('thing'), [b, b], { expected: 'any' }))).toBe('conflict');
        expect(ids(await stored(stream))).toEqual([a.id]);
      });

      it('9 keeps the same id in another stream', async () => {
        const one = event();
        const streams = [fresh('thing'), fresh('thing')];
        for (const stream of streams) {
          expect(await log.append(stream, [one], { expected: 'none' })).toMatchObject({ duplicate: false });
        }
        expect(ids(await stored(streams[1]!))).toEqual([one.id]);
      });

      it('10 stores once what is sent again under `any`, at once or much later', async () => {
        const stream = fresh('thing');
        const one = event();
        const outcomes = await Promise.all([1, 2, 3].map(() => log.append(stream, [one], { expected: 'any' })));
        expect(outcomes.map((outcome) => outcome.duplicate).sort()).toEqual([false, true, true]);
        await log.append(stream, events(300), { expected: 'any' });
        expect(await log.append(stream, [one], { expected: 'any' })).toEqual({
          revision: 0n,
          position: outcomes[0]!.position,
          duplicate: true,
        });
        expect(await stored(stream)).toHaveLength(301);
      });

      it('11 refuses more than the cap and takes what is just below', async () => {
        const stream = fresh('thing');
        const big = event('ThingHappened', { text: 'x'.repeat(MAX_APPEND_BYTES) });
        expect(await kindOf(log.append(stream, [big], { expected: 'any' }))).toBe('too_large');
        const half = (): NewEvent => event('ThingHappened', { text: 'x'.repeat(MAX_APPEND_BYTES / 2) });
        expect(await kindOf(log.append(stream, [half(), half()], { expected: 'any' }))).toBe('too_large');
        expect(await stored(stream)).toEqual([]);
        await log.append(stream, [event('ThingHappened', { text: 'é'.repeat(400 * 1024) })], { expected: 'any' });
        expect((await stored(stream))[0]!.data['text']).toHaveLength(400 * 1024);
      });

      it('12 refuses what JSON cannot hold, without unhandled rejections', async () => {
        const unhandled: unknown[] = [];
        const note = (reason: unknown): number => unhandled.push(reason);
        process.on('unhandledRejection', note);
        const cycle: Record<string, unknown> = {};
        cycle['self'] = cycle;
        const stream = fresh('thing');
        for (const data of [
          undefined,
          null,
          [],
          'text',
          { n: 1n },
          cycle,
          { n: Number.NaN },
          { n: [Infinity] },
          { n: () => 1 },
        ]) {
          const bad = event('ThingHappened', data as unknown as JsonObject, { data: data as unknown as JsonObject });
          expect(await kindOf(log.append(stream, [bad], { expected: 'any' }))).toBe('invalid_event');
        }
        for (const extra of [{ id: 'no-uuid' }, { type: '' }, { schemaVersion: 0 }, { schemaVersion: 1.5 }]) {
          expect(await kindOf(log.append(stream, [{ ...event(), ...extra }], { expected: 'any' }))).toBe(
            'invalid_event',
          );
        }
        expect(await kindOf(log.append(stream, [event()], { expected: -1n }))).toBe('invalid_event');
        await new Promise((resolve) => setImmediate(resolve));
        process.off('unhandledRejection', note);
        expect(unhandled).toEqual([]);
        expect(await stored(stream)).toEqual([]);
      });

      it('13 returns data exactly as JSON has it', async () => {
        const deep = Array.from({ length: 200 }).reduce<JsonObject>((inner) => ({ inner }), {});
        const samples: JsonObject[] = [
          {},
          { z: 1, a: 2, nested: { b: [], c: {} } },
          { text: 'žluťoučký 🐎 \u0000 \ud800 "quoted" \\ \n', '': '', ключ: 1 },
          { big: 1e21, small: 5e-324, max: 1.7976931348623157e308, negativeZero: -0, int: 9007199254740991 },
          { absent: undefined, nothing: null, list: [null, true, [1, [2]]] },
          deep,
        ];
        const stream = fresh('thing');
        await log.append(
          stream,
          samples.map((data) => event('ThingHappened', data)),
          { expected: 'none' },
        );
        const recorded = await stored(stream);
        expect(recorded.map((one) => JSON.stringify(one.data))).toEqual(samples.map((data) => JSON.stringify(data)));
      });

      it('13b returns any JSON exactly (property)', async () => {
        const value = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 });
        await fc.assert(
          fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 8 }), async (list) => {
            const sent = list.map((data) => event('ThingHappened', JSON.parse(JSON.stringify(data)) as JsonObject));
            const stream = fresh('thing');
            await log.append(stream, sent, { expected: 'none' });
            const recorded = await stored(stream);
            expect(recorded.map((one) => JSON.stringify(one.data))).toEqual(
              sent.map((one) => JSON.stringify(one.data)),
            );
          }),
          { numRuns: 40 },
        );
      });

      it('14 returns everything about the event', async () => {
        const full: EventMeta = {
          ...meta,
          actor: { type: 'user', id: 'u-1', name: 'Zoë', ipAddress: '::1', userAgent: 'x "y"' },
          causationId: 'cause',
          traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
          demo: true,
        };
        const stream = fresh('thing');
        const one = event('ThingHappened', { a: 1 }, { meta: full, schemaVersion: 7 });
        const before = Date.now();
        const { position } = await log.append(stream, [one], { expected: 'none' });
        const [recorded] = await stored(stream);
        expect(recorded).toEqual({ ...one, stream, revision: 0n, position, recordedAt: expect.any(Date) });
        expect(Math.abs(recorded!.recordedAt.getTime() - before)).toBeLessThan(60_000);
      });

      it('15 keeps `$` names for the store', async () => {
        expect(await kindOf(log.append('$settings', [event()], { expected: 'any' }))).toBe('invalid_event');
        expect(await kindOf(log.append('', [event()], { expected: 'any' }))).toBe('invalid_event');
        expect(await kindOf(log.append('x'.repeat(2_000), [event()], { expected: 'any' }))).toBe('invalid_event');
        expect(await kindOf(log.append(fresh('thing'), [event('$type')], { expected: 'any' }))).toBe('invalid_event');
      });

      it('16 lets exactly one of 50 writers have each revision', async () => {
        const stream = fresh('thing');
        await log.append(stream, [event()], { expected: 'none' });
        let wins = 0;
        await Promise.all(
          Array.from({ length: 50 }, async () => {
            for (;;) {
              const { revision } = await log.streamInfo(stream);
              const done = await log.append(stream, [event()], { expected: revision! }).then(
                () => true,
                (error: EventLogError) => {
                  expect(error.kind).toBe('conflict');
                  return false;
                },
              );
              if (done) {
                wins += 1;
                return;
              }
            }
          }),
        );
        expect(wins).toBe(50);
        expect((await stored(stream)).map((one) => one.revision)).toEqual(
          Array.from({ length: 51 }, (_, n) => BigInt(n)),
        );
      });

      it('17 gives 500 concurrent appends dense revisions', async () => {
        const stream = fresh('thing');
        const results = await Promise.all(
          Array.from({ length: 500 }, () => log.append(stream, [event()], { expected: 'any', timeoutMs: 60_000 })),
        );
        const revisions = results.map((result) => Number(result.revision)).sort((a, b) => a - b);
        expect(revisions).toEqual(Array.from({ length: 500 }, (_, n) => n));
        expect(await stored(stream)).toHaveLength(500);
      });

      it('17b keeps the order in which one writer appends', async () => {
        const stream = fresh('thing');
        const sent = events(200);
        await Promise.all(sent.map((one) => log.append(stream, [one], { expected: 'any' })));
        expect(ids(await stored(stream))).toEqual(ids(sent));
      });

      it('18 converges when the answer of an append is lost', async ({ skip }) => {
        if (!harness.faults?.loseNextAppendAnswer) return skip();
        const stream = fresh('thing');
        const sent = events(3);
        await harness.faults.loseNextAppendAnswer();
        const first = await log.append(stream, sent, { expected: 'none', timeoutMs: 5_000 }).catch((e: unknown) => e);
        if (first instanceof EventLogError) expect(first.kind).toBe('outcome_unknown');
        const again = await log.append(stream, sent, { expected: 'none' });
        expect(again).toMatchObject({ revision: 2n, duplicate: true });
        expect(ids(await stored(stream))).toEqual(ids(sent));
      });

      it('18b loses and doubles nothing when connections drop under load', async ({ skip }) => {
        if (!harness.faults?.dropConnections) return skip();
        const streams = Array.from({ length: 8 }, () => fresh('thing'));
        const acknowledged = new Map<string, string[]>(streams.map((stream) => [stream, []]));
        let stop = false;
        const writers = streams.map(async (stream) => {
          while (!stop) {
            const one = event();
            for (;;) {
              const done = await log.append(stream, [one], { expected: 'any' }).then(
                () => true,
                (error: EventLogError) => {
                  expect(['outcome_unknown', 'unavailable']).toContain(error.kind);
                  return false;
                },
              );
              if (done) break;
            }
            acknowledged.get(stream)!.push(one.id);
          }
        });
        const grows = async (): Promise<void> => {
          const before = streams.map((stream) => acknowledged.get(stream)!.length);
          await vi.waitFor(() => expect(streams.every((s, n) => acknowledged.get(s)!.length > before[n]!)).toBe(true), {
            timeout: 30_000,
            interval: 5,
          });
        };
        for (let round = 0; round < 3; round += 1) {
          await grows();
          await harness.faults.dropConnections();
        }
        await grows();
        stop = true;
        await Promise.all(writers);
        for (const stream of streams) expect(ids(await stored(stream))).toEqual(acknowledged.get(stream));
      });

      it('19 judges the appends of one call on their own and answers in their order', async () => {
        const [a, b, c] = [fresh('thing'), fresh('thing'), fresh('thing')];
        await log.append(b, [event()], { expected: 'none' });
        const repeated = event();
        const outcomes = await log.appendMany([
          { stream: a, events: events(2), expected: 'none' },
          { stream: b, events: [event()], expected: 'none' },
          { stream: a, events: [repeated], expected: 1n },
          { stream: c, events: [], expected: 'any' },
          { stream: c, events: [event()], expected: 'any' },
          { stream: a, events: [repeated], expected: 1n },
        ]);
        expect(
          outcomes.map((outcome) => (outcome.ok ? [outcome.revision, outcome.duplicate] : outcome.error.kind)),
        ).toEqual([[1n, false], 'conflict', [2n, false], 'invalid_event', [0n, false], [2n, true]]);
        expect(await stored(a)).toHaveLength(3);
      });

      it('19b takes many appends to many streams in one call', async () => {
        const requests = Array.from({ length: 300 }, (_, n) => ({
          stream: fresh('thing'),
          events: events(1 + (n % 3)),
          expected: 'none' as const,
        }));
        const outcomes = await log.appendMany(requests);
        expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
        const found = await log.readStreams(requests.map((request) => request.stream));
        for (const request of requests) expect(ids(found.get(request.stream)!)).toEqual(ids(request.events));
      });

      it('20 sends nothing once the signal is aborted', async () => {
        const stream = fresh('thing');
        const aborted = AbortSignal.abort();
        expect(await kindOf(log.append(stream, [event()], { expected: 'any', signal: aborted }))).toBe('unavailable');
        const [outcome] = await log.appendMany([{ stream, events: [event()], expected: 'any' }], { signal: aborted });
        expect(outcome!.ok).toBe(false);
        expect(await stored(stream)).toEqual([]);
      });
    });

    describe('read', () => {
      it('21 gives nothing for a missing stream', async () => {
        const stream = fresh('thing');
        expect(await stored(stream)).toEqual([]);
        expect(await log.streamInfo(stream)).toEqual({ exists: false });
        expect(await log.readStreams([stream])).toEqual(new Map([[stream, []]]));
      });

      it('22 reads a part of a stream in either direction', async () => {
        const stream = fresh('thing');
        await log.append(stream, events(10), { expected: 'none' });
        const part = async (options: Parameters<EventLog['readStream']>[1]): Promise<number[]> =>
          (await collect(log.readStream(stream, options))).map((one) => Number(one.revision));
        expect(await part({ from: 3n, to: 6n })).toEqual([3, 4, 5, 6]);
        expect(await part({ from: 8n })).toEqual([8, 9]);
        expect(await part({ limit: 2 })).toEqual([0, 1]);
        expect(await part({ direction: 'backwards', limit: 3 })).toEqual([9, 8, 7]);
        expect(await part({ direction: 'backwards', from: 2n, to: 4n })).toEqual([4, 3, 2]);
        expect(await part({ from: 50n })).toEqual([]);
        expect(await log.streamInfo(stream)).toEqual({ exists: true, revision: 9n });
      });

      it('22b reads a stream longer than any page, and stops where its reader stops', async () => {
        const stream = fresh('thing');
        for (let part = 0; part < 3; part += 1)
          await log.append(stream, events(900), { expected: 'any', timeoutMs: 60_000 });
        expect((await stored(stream)).map((one) => Number(one.revision))).toEqual(
          Array.from({ length: 2_700 }, (_, n) => n),
        );
        const backwards = await collect(log.readStream(stream, { direction: 'backwards' }));
        expect(backwards.map((one) => Number(one.revision))).toEqual(
          Array.from({ length: 2_700 }, (_, n) => 2_699 - n),
        );
        for await (const one of log.readStream(stream)) {
          if (one.revision === 3n) break;
        }
      });

      it('22c folds several streams in one read', async () => {
        const [a, b, missing] = [fresh('thing'), fresh('thing'), fresh('thing')];
        const sentA = events(3);
        const sentB = events(2);
        await log.append(a, sentA, { expected: 'none' });
        await log.append(b, sentB, { expected: 'none' });
        const found = await log.readStreams([b, missing, a]);
        expect([...found].map(([stream, list]) => [stream, ids(list)])).toEqual(
          expect.arrayContaining([
            [b, ids(sentB)],
            [missing, []],
            [a, ids(sentA)],
          ]),
        );
        expect(found.size).toBe(3);
      });

      it('23 has one order: that of the appends, the same on every read', async () => {
        const after = await head();
        const sent: NewEvent[] = [];
        for (let round = 0; round < 20; round += 1) {
          const one = event();
          await log.append(fresh('thing'), [one], { expected: 'any' });
          sent.push(one);
        }
        const once = await readOn(log, after, 7);
        expect(ids(once)).toEqual(ids(sent));
        expect(await readOn(log, after, 100)).toEqual(once);
      });

      it('24 starts after the given place', async () => {
        const first = await log.append(fresh('thing'), events(2), { expected: 'any' });
        const second = event();
        await log.append(fresh('thing'), [second], { expected: 'any' });
        expect(ids((await log.readAll({ after: first.position, limit: 10 })).events)).toEqual([second.id]);
      });

      it('25 covers everything once whatever the page size', async () => {
        const after = await head();
        const sent = events(12);
        for (const one of sent) await log.append(fresh('thing'), [one], { expected: 'any' });
        for (let limit = 1; limit <= 13; limit += 1) {
          expect(ids(await readOn(log, after, limit))).toEqual(ids(sent));
        }
        const last = await log.readAll({ ...(after && { after }), limit: 12 });
        const beyond = await log.readAll({ after: last.next!, limit: 5 });
        expect(beyond).toEqual({ events: [], next: last.next, atEnd: true });
      });

      it('26 has positions that grow as text', async () => {
        const page = await log.readAll({ limit: 1_000 });
        const positions = page.events.map((one) => one.position);
        expect(positions.length).toBeGreaterThan(10);
        expect(positions).toEqual([...new Set(positions)].sort());
      });

      it('26b reads backwards from the head', async () => {
        const sent = events(5);
        const after = await head();
        for (const one of sent) await log.append(fresh('thing'), [one], { expected: 'any' });
        const newest = await log.readAll({ direction: 'backwards', limit: 3 });
        expect(ids(newest.events)).toEqual(ids(sent).reverse().slice(0, 3));
        const older = await log.readAll({ direction: 'backwards', after: newest.next!, limit: 2 });
        expect(ids(older.events)).toEqual(ids(sent).reverse().slice(3));
        if (after)
          expect((await log.readAll({ direction: 'backwards', after: older.next!, limit: 1 })).next).toBe(after);
      });

      it('27 filters by type and by stream as a reader of everything would', async () => {
        const after = await head();
        const requests = Array.from({ length: 60 }, (_, n) => ({
          stream: fresh(n % 2 ? 'apple' : 'pear%_'),
          events: [event(n % 3 ? 'Picked' : 'Eaten')],
          expected: 'any' as const,
        }));
        await log.appendMany(requests);
        const all = await readOn(log, after, 1_000);
        const filters: EventFilter[] = [
          { types: ['Eaten'] },
          { types: ['Picked', 'Eaten'] },
          { streamPrefixes: ['pear%_-'] },
          { streamPrefixes: ['apple-', 'pear'] },
          { types: ['Picked'], streamPrefixes: ['apple-'] },
          { types: ['Absent'] },
          { types: [] },
        ];
        for (const filter of filters) {
          const wanted = all.filter(
            (one) =>
              (!filter.types || filter.types.includes(one.type)) &&
              (!filter.streamPrefixes || filter.streamPrefixes.some((prefix) => one.stream.startsWith(prefix))),
          );
          for (const limit of [1, 7, 500]) expect(ids(await readOn(log, after, limit, filter))).toEqual(ids(wanted));
        }
        const back = await log.readAll({ direction: 'backwards', limit: 5, filter: { types: ['Eaten'] } });
        const eaten = all.filter((one) => one.type === 'Eaten');
        expect(ids(back.events)).toEqual(ids(eaten).reverse().slice(0, 5));
      });

      it('28 moves `next` over what the filter skips', async () => {
        const after = await head();
        const { position } = await log.append(fresh('thing'), events(50, 'Common'), { expected: 'any' });
        let next = after;
        let page;
        do {
          page = await log.readAll({ ...(next && { after: next }), limit: 10, filter: { types: ['Rare'] } });
          expect(page.events).toEqual([]);
          next = page.next;
        } while (!page.atEnd);
        expect(next! >= position).toBe(true);
      });

      it('29 shows no system events', async () => {
        const all = await readOn(log, undefined, 1_000);
        expect(all.filter((one) => one.stream.startsWith('$') || one.type.startsWith('$'))).toEqual([]);
      });
    });

    describe('subscribe', () => {
      it('31 delivers history, then says so, then what follows, each once', async () => {
        const after = await head();
        const sent: string[] = [];
        const append = async (): Promise<void> => {
          const batch = events(5);
          sent.push(...ids(batch));
          await log.append(fresh('thing'), batch, { expected: 'any' });
        };
        for (let n = 0; n < 40; n += 1) await append();
        const reader = follow(log, { ...(after && { after }), maxBatch: 7 });
        for (let n = 0; n < 40; n += 1) await append();
        await reader.caughtUp();
        for (let n = 0; n < 10; n += 1) await append();
        await reader.until(() => reader.received().length >= sent.length);
        expect(ids(reader.received())).toEqual(sent);
        for (const item of reader.items) {
          if (item.kind === 'events') expect(item.events.length).toBeLessThanOrEqual(7);
          if (item.kind === 'events') expect(item.checkpoint >= item.events.at(-1)!.position).toBe(true);
        }
      });

      it('32 from the head shows only what comes later', async () => {
        await log.append(fresh('thing'), events(3), { expected: 'any' });
        const reader = follow(log, { after: 'head' });
        await reader.caughtUp();
        const later = event();
        await log.append(fresh('thing'), [later], { expected: 'any' });
        await reader.until(() => reader.received().length > 0);
        expect(ids(reader.received())).toEqual([later.id]);
      });

      it('33 resumes after its checkpoint', async () => {
        const after = await head();
        const sent = events(20);
        for (const one of sent) await log.append(fresh('thing'), [one], { expected: 'any' });
        const first: RecordedEvent[] = [];
        let checkpoint: LogPosition | undefined;
        const abort = new AbortController();
        for await (const item of log.subscribe({ ...(after && { after }), maxBatch: 6, signal: abort.signal })) {
          if (item.kind !== 'events') continue;
          first.push(...item.events);
          checkpoint = item.checkpoint;
          if (first.length >= 6) break;
        }
        abort.abort();
        const reader = follow(log, { after: checkpoint! });
        await reader.until(() => first.length + reader.received().length >= sent.length);
        expect([...ids(first), ...ids(reader.received())]).toEqual(ids(sent));
      });

      it('34 skips nothing while many writers append', { timeout: 60_000 }, async () => {
        const after = await head();
        const reader = follow(log, after ? { after } : {});
        const writer = async (client: EventLog): Promise<string[]> => {
          const stream = fresh('thing');
          const mine: string[] = [];
          for (let n = 0; n < 60; n += 1) {
            const batch = events(1 + (n % 5));
            mine.push(...ids(batch));
            await client.append(stream, batch, { expected: 'any' });
          }
          return mine;
        };
        const other = await harness.connect?.();
        onTestFinished(() => other?.close());
        const written = (
          await Promise.all(Array.from({ length: 16 }, (_, n) => writer(n % 2 && other ? other : log)))
        ).flat();
        await reader.until(() => reader.received().length >= written.length);
        expect(ids(reader.received()).sort()).toEqual([...written].sort());
        const positions = reader.received().map((one) => one.position);
        expect(positions).toEqual([...positions].sort());
      });

      it('35 delivers everything to a slow reader, in order, one item at a time', async () => {
        const after = await head();
        const sent: string[] = [];
        for (let n = 0; n < 30; n += 1) {
          const batch = events(10);
          sent.push(...ids(batch));
          await log.append(fresh('thing'), batch, { expected: 'any' });
        }
        const abort = new AbortController();
        const got: string[] = [];
        let busy = false;
        for await (const item of log.subscribe({ ...(after && { after }), maxBatch: 20, signal: abort.signal })) {
          expect(busy).toBe(false);
          busy = true;
          await log.head();
          busy = false;
          if (item.kind === 'events') got.push(...ids(item.events));
          if (got.length >= sent.length) break;
        }
        expect(got).toEqual(sent);
      });

      const interruptions = [
        ['36 resumes after the store ended the subscription', 'endSubscriptions'],
        ['37 resumes after the subscription fell silent', 'silenceSubscriptions'],
        ['38 resumes after the connections dropped', 'dropConnections'],
      ] as const;
      for (const [title, fault] of interruptions) {
        it(title, { timeout: 60_000 }, async ({ skip }) => {
          const inject = harness.faults?.[fault]?.bind(harness.faults);
          if (!inject) return skip();
          const reader = follow(log, { after: 'head' });
          await reader.caughtUp();
          const sent: string[] = [];
          const append = async (): Promise<void> => {
            const one = event();
            await log.append(fresh('thing'), [one], { expected: 'any' });
            sent.push(one.id);
          };
          for (let round = 0; round < 3; round += 1) {
            await append();
            await reader.until(() => reader.received().length >= sent.length, 30_000);
            await inject();
            await append();
            await reader.until(() => reader.received().length >= sent.length, 30_000);
          }
          expect(ids(reader.received())).toEqual(sent);
        });
      }

      it('39 ends quietly on abort, also while waiting', async () => {
        const abort = new AbortController();
        const iterator = log.subscribe({ after: 'head', signal: abort.signal })[Symbol.asyncIterator]();
        expect((await iterator.next()).value).toMatchObject({ kind: 'caughtUp' });
        const waiting = iterator.next();
        abort.abort();
        expect((await waiting).done).toBe(true);
        expect(await collect(log.subscribe({ signal: AbortSignal.abort() }))).toEqual([]);
      });

      it('40 keeps subscriptions apart', async () => {
        const after = await head();
        const whole = follow(log, after ? { after } : {});
        const eaten = follow(log, { ...(after && { after }), filter: { types: ['Eaten'] } });
        const batch = [event('Picked'), event('Eaten'), event('Picked')];
        await log.append(fresh('thing'), batch, { expected: 'any' });
        await whole.until(() => whole.received().length === 3);
        await eaten.until(() => eaten.received().length === 1);
        await eaten.stop();
        await log.append(fresh('thing'), [event('Eaten')], { expected: 'any' });
        await whole.until(() => whole.received().length === 4);
        expect(ids(eaten.received())).toEqual([batch[1]!.id]);
      });

      it('41 moves the checkpoint of a reader whose type is rare', async () => {
        const reader = follow(log, { after: 'head', filter: { types: ['Rare'] } });
        await reader.caughtUp();
        const { position } = await log.append(fresh('thing'), events(20, 'Common'), { expected: 'any' });
        const moved = (): boolean =>
          reader.items.some((item) => item.kind === 'checkpoint' && item.checkpoint >= position);
        for (let n = 0; n < 2_000 && !moved(); n += 1) {
          await log.append(fresh('thing'), events(20, 'Common'), { expected: 'any' });
        }
        await reader.until(moved);
        expect(reader.received()).toEqual([]);
      });

      it('42 lets go of everything when its consumer throws', async () => {
        await log.append(fresh('thing'), events(3), { expected: 'any' });
        const consume = async (): Promise<void> => {
          for await (const item of log.subscribe({ signal: new AbortController().signal })) {
            throw new Error(`cannot take ${item.kind}`);
          }
        };
        await expect(consume()).rejects.toThrow('cannot take');
        await log.append(fresh('thing'), [event()], { expected: 'any' });
      });
    });

    describe('life', () => {
      it('43 finishes appends under way before it closes, and refuses later ones', async ({ skip }) => {
        if (!harness.connect) return skip();
        const other = await harness.connect();
        const abort = new AbortController();
        const ended = collect(other.subscribe({ after: 'head', signal: abort.signal }));
        const stream = fresh('thing');
        const sent = events(50);
        const under = Promise.allSettled(sent.map((one) => other.append(stream, [one], { expected: 'any' })));
        await other.close();
        const outcomes = await under;
        const stayed = ids(await stored(stream));
        outcomes.forEach((outcome, n) => {
          if (outcome.status === 'fulfilled') expect(stayed).toContain(sent[n]!.id);
          else expect((outcome.reason as EventLogError).kind).toBe('closed');
        });
        await ended;
        expect(await kindOf(other.append(stream, [event()], { expected: 'any' }))).toBe('closed');
        expect(await kindOf(other.head())).toBe('closed');
        expect((await other.health()).status).toBe('down');
      });

      it('44 has its head at the last append', async () => {
        const { position } = await log.append(fresh('thing'), [event()], { expected: 'any' });
        expect(await log.head()).toBe(position);
      });

      it('45 shows another client the same log', async ({ skip }) => {
        if (!harness.connect) return skip();
        const other = await harness.connect();
        onTestFinished(() => other.close());
        expect(await other.logId()).toBe(await log.logId());
        const page = await log.readAll({ limit: 200 });
        expect(await other.readAll({ limit: 200 })).toEqual(page);
        expect(await other.head()).toBe(await log.head());
      });

      it('46 refuses a place that is not of such a log', async () => {
        const foreign = 'elsewhere' as LogPosition;
        expect(await kindOf(log.readAll({ after: foreign, limit: 1 }))).toBe('wrong_log');
        expect(await kindOf(collect(log.subscribe({ after: foreign, signal: new AbortController().signal })))).toBe(
          'wrong_log',
        );
        expect(await log.logId()).toBe(await log.logId());
      });

      it('47 tells whether it can be reached, and works again once it can', { timeout: 60_000 }, async ({ skip }) => {
        expect(await log.health()).toEqual({ status: 'up' });
        const { goDown, goUp } = harness.faults ?? {};
        if (!goDown || !goUp) return skip();
        const reader = follow(log, { after: 'head' });
        await reader.caughtUp();
        await goDown.call(harness.faults);
        try {
          expect(await log.health()).toEqual({ status: 'down', reason: expect.any(String) });
          expect(await kindOf(log.append(fresh('thing'), [event()], { expected: 'any', timeoutMs: 500 }))).toMatch(
            /unavailable|outcome_unknown/,
          );
        } finally {
          await goUp.call(harness.faults);
        }
        await vi.waitFor(async () => expect(await log.health()).toEqual({ status: 'up' }), {
          timeout: 30_000,
          interval: 50,
        });
        const later = event();
        await log.append(fresh('thing'), [later], { expected: 'any' });
        await reader.until(() => ids(reader.received()).includes(later.id), 30_000);
      });

      it('48 stamps every event with an instant', async () => {
        const page = await log.readAll({ limit: 100 });
        for (const one of page.events) expect(Number.isNaN(one.recordedAt.getTime())).toBe(false);
      });
    });
  });
}
