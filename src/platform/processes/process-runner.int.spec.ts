import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { InMemoryEventLog } from '../../../test/support/in-memory-event-log.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import type { RecordedEvent } from '../../kernel/event.js';
import type { Intent, Process } from './process.js';
import { ProcessRunner, type ProcessRunnerOptions } from './process-runner.js';
import { type ProcessLease, ProcessStore } from './process-store.js';

interface Asked {
  readonly times: number;
  readonly remindAt: number | null;
}

/** Answers every question once, and reminds of it after a while. */
const asking = (name: string, remindAfterMs = 86_400_000): Process => ({
  name,
  types: ['Asked', 'Broken'],
  history: ['Asked'],
  react(state, { type, data }, at): Intent[] {
    if (type === 'Broken') {
      state.set('asked', 'broken', { times: 1, remindAt: null });
      throw new Error('cannot take this');
    }
    const { who } = data as { who: string };
    const times = (state.get<Asked>('asked', who)?.times ?? 0) + 1;
    state.set('asked', who, { times, remindAt: at + remindAfterMs });
    return [{ id: `answer ${who} ${times}`, topic: 'answer', data: { who, times } }];
  },
  wake: (state, at) =>
    state.rows<Asked>('asked').flatMap(([who, { times, remindAt }]) => {
      if (remindAt === null || remindAt > at) return [];
      state.set('asked', who, { times, remindAt: null });
      return [{ id: `remind ${who} ${times}`, topic: 'remind', data: { who } }];
    }),
  wakeAt(state) {
    const times = state.rows<Asked>('asked').flatMap(([, { remindAt }]) => remindAt ?? []);
    return times.length === 0 ? undefined : Math.min(...times);
  },
});

const clock = { now: () => new Date() };

describe('a process runner', () => {
  let database: TestDatabase;
  let store: ProcessStore;
  let log: InMemoryEventLog;
  let name: string;
  let done: string[];
  const runners: ProcessRunner[] = [];
  const problems: string[] = [];
  const leftOut: RecordedEvent[] = [];

  const eventOf = (who: string, type: string) => ({
    id: randomUUID(),
    type,
    schemaVersion: 1,
    data: { who },
    meta: {
      occurredAt: new Date().toISOString(),
      actor: { type: 'system' as const, id: 's', name: 's' },
      correlationId: 'c',
      source: 'system' as const,
    },
  });
  const ask = (who: string, type = 'Asked') => append([[who, type]]);
  const append = (events: readonly (readonly [who: string, type: string])[]) =>
    log.append(
      'questions',
      events.map(([who, type]) => eventOf(who, type)),
      { expected: 'any' },
    );
  const run = (options: Partial<ProcessRunnerOptions> = {}) => {
    const runner = new ProcessRunner({
      process: asking(name),
      log,
      store,
      dispatch: (intents) => {
        done.push(...intents.map(({ id }) => id));
        return Promise.resolve();
      },
      upcast: (event) => event,
      clock,
      observer: {
        onProblem: (during, error) => problems.push(`${during}: ${String(error)}`),
        onLeftOut: (event) => leftOut.push(event),
      },
      owner: randomUUID(),
      leaseMs: 400,
      ...options,
    });
    runners.push(runner);
    runner.start();
    return runner;
  };
  const running = (runner: ProcessRunner) => vi.waitFor(() => expect(runner.isRunning).toBe(true));
  const isDone = (...ids: readonly string[]) => vi.waitFor(() => expect(done).toEqual(ids));

  beforeAll(async () => {
    database = await createTestDatabase();
    store = new ProcessStore(database.pool);
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await log?.close();
  });
  afterAll(() => database.drop());

  const begin = () => {
    [log, name, done] = [new InMemoryEventLog(), randomUUID(), []];
    problems.length = 0;
    leftOut.length = 0;
  };

  it('has done what events lead to, in order, and goes on where it stopped', async () => {
    begin();
    const runner = run();
    await running(runner);
    await ask('ann');
    await ask('bob');
    await isDone('answer ann 1', 'answer bob 1');
    await runner.stop();
    await ask('ann');
    run();
    await isDone('answer ann 1', 'answer bob 1', 'answer ann 2');
    expect(problems).toEqual([]);
  });

  it('learns from the history what holds, and has nothing of it done', async () => {
    begin();
    await ask('ann');
    await ask('ann');
    run({ process: asking(name, 1) });
    await vi.waitFor(async () => expect((await store.load(name)).rows('asked')).toHaveLength(1));
    await ask('ann');
    await vi.waitFor(() => expect(done).toEqual(['answer ann 3', 'remind ann 3']));
  });

  it('wakes when something is due, also what became due while it was not running', async () => {
    begin();
    const sleepy = run({ process: asking(name, 60_000) });
    await running(sleepy);
    await ask('ann');
    await isDone('answer ann 1');
    await sleepy.stop();
    run({ process: asking(name, 60_000), clock: { now: () => new Date(Date.now() + 61_000) } });
    await isDone('answer ann 1', 'remind ann 1');
    expect(problems).toEqual([]);
  });

  it('leaves out an event that it cannot take, with whatever that had changed, and says so', async () => {
    begin();
    await running(run());
    await ask('x', 'Broken');
    await ask('ann');
    await isDone('answer ann 1');
    expect(leftOut.map(({ type }) => type)).toEqual(['Broken']);
    expect((await store.load(name)).get('asked', 'broken')).toBeUndefined();
  });

  it('reads frequent types from the event on that makes them matter, none left out', async () => {
    begin();
    const [few, all] = [['Opened'], ['Opened', 'Asked']];
    const answering = asking(name);
    const process: Process = {
      ...answering,
      types: all,
      history: ['Opened'],
      reads: (state) => (state.has('open') ? all : few),
      react(state, event, at) {
        if (event.type !== 'Opened') return answering.react(state, event, at);
        state.set('open', 'since', { id: event.id });
        return [];
      },
    };
    const read: (readonly string[])[] = [];
    const subscribe = log.subscribe.bind(log);
    vi.spyOn(log, 'subscribe').mockImplementation((options) => {
      read.push(options.filter?.types ?? []);
      return subscribe(options);
    });
    const runner = run({ process });
    await running(runner);
    await ask('early');
    // In one page with what follows: what came between was passed by.
    await append([
      ['ann', 'Asked'],
      ['door', 'Opened'],
      ['bob', 'Asked'],
      ['door', 'Opened'],
      ['cid', 'Asked'],
    ]);
    await isDone('answer bob 1', 'answer cid 1');
    await runner.stop();
    run({ process });
    await ask('dan');
    await isDone('answer bob 1', 'answer cid 1', 'answer dan 1');
    expect(read).toEqual([few, all, all]);
  });

  it('stores nothing for events that lead to nothing, and reads them again after a crash', async () => {
    begin();
    const answering = asking(name);
    const process: Process = {
      ...answering,
      react: (state, event, at) => (event.data['who'] === 'nobody' ? [] : answering.react(state, event, at)),
    };
    const stored = vi.spyOn(store, 'store');
    const runner = run({ process });
    await running(runner);
    stored.mockClear();
    for (let n = 0; n < 5; n++) await ask('nobody');
    await ask('ann');
    await isDone('answer ann 1');
    // Those that came in one page with what leads to something are stored with it.
    expect(stored).toHaveBeenCalledTimes(1);
    await ask('nobody');
    await runner.stop();
    expect(stored).toHaveBeenCalledTimes(1);
    run({ process });
    await ask('ann');
    await isDone('answer ann 1', 'answer ann 2');
    stored.mockRestore();
  });

  it('hands over again what it cannot know to be handed over, under the same id and in order', async () => {
    begin();
    let failures = 2;
    const dispatch = (intents: readonly Intent[]) => {
      done.push(...intents.map(({ id }) => id));
      return failures-- > 0 ? Promise.reject(new Error('gone away')) : Promise.resolve();
    };
    await running(run({ dispatch }));
    await ask('ann');
    await isDone('answer ann 1', 'answer ann 1', 'answer ann 1');
    expect(problems).toEqual(Array.from({ length: 2 }, () => 'handing over intents: Error: gone away'));
    expect(await store.outbox(name)).toMatchObject({ waiting: expect.any(Number) as unknown });
  });

  it('is run by one replica, and by another when that is gone', async () => {
    begin();
    const first = run();
    await running(first);
    const second = run();
    await ask('ann');
    await isDone('answer ann 1');
    expect(second.isRunning).toBe(false);
    await first.stop();
    await running(second);
    await ask('bob');
    await isDone('answer ann 1', 'answer bob 1');
  });

  it('stores nothing for who was overtaken without knowing', async () => {
    begin();
    const overtaken = (await store.claim(name, 'slow', 'log', 0)) as ProcessLease;
    const lease = (await store.claim(name, 'quick', 'log', 60_000)) as ProcessLease;
    const step = { position: undefined, changes: [], intents: [], wakeAt: undefined };
    await expect(store.store(overtaken, step)).rejects.toThrow('run by another replica');
    expect(await store.renew(overtaken, 1)).toBe(false);
    await store.store(lease, step);
    expect(await store.claim(name, 'slow', 'log', 60_000)).toBeUndefined();
  });

  it('forgets what it knew of another log', async () => {
    begin();
    const lease = (await store.claim(name, 'me', 'log', 60_000)) as ProcessLease;
    const intents = [{ id: 'i', topic: 't', data: {} }];
    const changes = [{ kind: 'k', key: 'a', row: { text: 'NUL \u0000 and \ud800' } }];
    await store.store(lease, { position: undefined, changes, intents, wakeAt: new Date() });
    expect((await store.load(name)).get('k', 'a')).toEqual({ text: 'NUL \u0000 and \ud800' });
    expect(await store.claim(name, 'me', 'log', 60_000)).toMatchObject({ begun: true });
    expect(await store.claim(name, 'me', 'other', 60_000)).toMatchObject({ begun: false });
    expect((await store.load(name)).rows('k')).toEqual([]);
    expect(await store.undispatched(name, 10)).toEqual([]);
  });

  it('throws away what was done long ago, and only that', async () => {
    begin();
    const lease = (await store.claim(name, 'me', 'log', 60_000)) as ProcessLease;
    const intents = ['a', 'b'].map((id) => ({ id, topic: 't', data: { id } }));
    await store.store(lease, { position: undefined, changes: [], intents, wakeAt: undefined });
    const [first] = await store.undispatched(name, 10);
    await store.dispatched([first!.seq]);
    expect(await store.intent(name, 'a')).toEqual({ id: 'a', topic: 't', data: { id: 'a' } });
    await store.purge(name, 0);
    expect(await store.intent(name, 'a')).toBeUndefined();
    expect((await store.undispatched(name, 10)).map(({ id }) => id)).toEqual(['b']);
  });
});
