import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EncodedEvent } from '../event-encoding.js';
import { selectFlush } from './flush-selection.js';
import { PendingAppend } from './pending-append.js';

const encoded = (id: string, bytes = 100): EncodedEvent => ({
  id,
  type: 'T',
  schemaVersion: 1,
  data: '{}',
  meta: '{}',
  bytes,
});
const pending = (stream: string, ...ids: string[]): PendingAppend =>
  new PendingAppend(
    stream,
    'any',
    ids.map((id) => encoded(id)),
    1_000,
    undefined,
  );
const limits = { events: 100, bytes: 100_000 };

describe('selectFlush', () => {
  it('takes everything that fits, in order', () => {
    const queue = [pending('a', '1'), pending('b', '1'), pending('a', '2', '3')];
    expect(selectFlush(queue, limits)).toEqual({ flush: queue, rest: [] });
  });

  it('stops at the limits, but takes one append whatever its size', () => {
    const queue = [pending('a', '1', '2', '3'), pending('b', '4'), pending('c', '5')];
    expect(selectFlush(queue, { events: 2, bytes: 100_000 }).flush).toEqual([queue[0]]);
    expect(selectFlush(queue, { events: 4, bytes: 100_000 }).flush).toEqual([queue[0], queue[1]]);
    expect(selectFlush(queue, { events: 100, bytes: 450 }).rest).toEqual([queue[2]]);
  });

  it('leaves a repeat, and what follows it in its stream, for the next flush', () => {
    const queue = [pending('a', '1'), pending('a', '2', '1'), pending('a', '3'), pending('b', '1')];
    const { flush, rest } = selectFlush(queue, limits);
    expect(flush).toEqual([queue[0], queue[3]]);
    expect(rest).toEqual([queue[1], queue[2]]);
  });

  it('forgets appends that have been given up', () => {
    const given = pending('a', '1');
    given.giveUp('late');
    expect(selectFlush([given], limits)).toEqual({ flush: [], rest: [] });
  });

  it('loses nothing, repeats no id in a stream and keeps each stream in order (property)', () => {
    const append = fc.record({
      stream: fc.constantFrom('a', 'b', 'c'),
      ids: fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5', '6'), { minLength: 1, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(append, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), (list, most) => {
        let queue = list.map(({ stream, ids }) => pending(stream, ...ids));
        const given = queue;
        const sent: PendingAppend[] = [];
        while (queue.length > 0) {
          const { flush, rest } = selectFlush(queue, { events: most, bytes: 100_000 });
          expect(flush.length).toBeGreaterThan(0);
          const keys = flush.flatMap((one) => one.events.map(({ id }) => `${one.stream} ${id}`));
          expect(new Set(keys).size).toBe(keys.length);
          sent.push(...flush);
          queue = rest;
        }
        for (const stream of ['a', 'b', 'c']) {
          expect(sent.filter((one) => one.stream === stream)).toEqual(given.filter((one) => one.stream === stream));
        }
        expect(sent).toHaveLength(given.length);
      }),
    );
  });
});
