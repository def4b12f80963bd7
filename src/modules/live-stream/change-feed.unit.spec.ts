import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { LogPosition } from '../../kernel/event.js';
import { ChangeFeed } from './change-feed.js';
import type { StreamTopic } from './stream-topics.js';

const at = (n: number) => String(n).padStart(20, '0') as LogPosition;
const change = (position: number, ...topics: StreamTopic[]) => ({ topics, position: at(position) });
const beat = (second: number) => ({
  time: `2026-01-01T00:00:${String(second).padStart(2, '0')}.000Z`,
  checkedAt: undefined,
  position: at(1),
});

/** One message at a time, as a client takes them that reads no faster. */
async function takeNext(feed: ChangeFeed): Promise<string | undefined> {
  for (;;) {
    const text = feed.read() as Buffer | null;
    if (text !== null) return text.toString();
    if (feed.readableEnded) return undefined;
    await Promise.race([once(feed, 'readable'), once(feed, 'end')]);
  }
}

describe('what a client of the stream is told', () => {
  it('begins with when to come again, and goes on with each change', async () => {
    const feed = new ChangeFeed();
    expect(await takeNext(feed)).toBe('retry: 3000\n\n');
    feed.tell(change(7, 'alerts', 'agents'));
    expect(await takeNext(feed)).toBe(
      `id: ${at(7)}\nevent: changed\ndata: {"topics":["agents","alerts"],"position":"${at(7)}"}\n\n`,
    );
    feed.tell({ topics: [], position: at(8) });
    feed.tellTime(beat(1));
    expect(await takeNext(feed)).toBe(
      ': 2026-01-01T00:00:01.000Z\nevent: heartbeat\n' +
        `data: {"time":"2026-01-01T00:00:01.000Z","checkedAt":null,"position":"${at(1)}"}\n\n`,
    );
  });

  it('is as good as one message, however much has changed while it did not read', async () => {
    const feed = new ChangeFeed();
    await takeNext(feed);
    for (let n = 1; n <= 10_000; n++) {
      feed.tell(change(n, n % 2 === 0 ? 'agents' : 'alerts'));
      feed.tellTime(beat(n % 60));
    }
    let taken = '';
    while (!taken.includes(`{"topics":["agents","alerts"],"position":"${at(10_000)}"}`)) taken += await takeNext(feed);
    // The first one may have been on its way already.
    expect(taken.match(/event: changed/g)?.length).toBeLessThanOrEqual(2);
    expect(taken.match(/event: heartbeat/g)).toHaveLength(1);
    expect(feed.readableLength).toBe(0);
  });

  it('is given up when it does not take four heartbeats in a row', async () => {
    const feed = new ChangeFeed();
    expect([1, 2, 3, 4, 5].map((n) => feed.tellTime(beat(n)))).toEqual([true, true, true, true, false]);
    const reader = new ChangeFeed();
    for (const n of [1, 2, 3, 4, 5, 6]) {
      expect(reader.tellTime(beat(n))).toBe(true);
      while (!(await takeNext(reader))?.includes('heartbeat'));
    }
  });

  it('says why before it ends', async () => {
    const feed = new ChangeFeed();
    await takeNext(feed);
    feed.finish('SESSION_ENDED', 'sign in again');
    feed.finish('SHUTTING_DOWN', 'not said twice');
    expect(await takeNext(feed)).toBe('event: ended\ndata: {"code":"SESSION_ENDED","detail":"sign in again"}\n\n');
    expect(await takeNext(feed)).toBeUndefined();
    feed.tell(change(9, 'agents'));
    expect(feed.errored).toBeNull();
  });
});
