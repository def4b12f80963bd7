import { beforeEach, describe, expect, it } from 'vitest';
import { RememberedReading } from './remembered-reading.js';

const START = Date.parse('2026-03-02T09:00:00Z');

describe('a reading that gauges share', () => {
  let now: number;
  let reads: number;
  let broken: boolean;
  let told: string[];
  let reading: RememberedReading<number>;

  beforeEach(() => {
    [now, reads, broken, told] = [START, 0, false, []];
    const logger = {
      warn: (fields: object) => void told.push(`failing ${(fields as { reading: string }).reading}`),
      info: (fields: object) => void told.push(`well ${(fields as { reading: string }).reading}`),
    };
    reading = new RememberedReading(
      { of: 'test gauges', ms: 10_000 },
      { now: () => new Date(now) },
      logger,
      async () => {
        reads += 1;
        if (broken) throw new Error('no database');
        return reads;
      },
    );
  });

  it('is taken once for all who ask at the same time, and serves until it is old', async () => {
    expect(await Promise.all([reading.current(), reading.current()])).toEqual([1, 1]);
    now += 9_999;
    expect(await reading.current()).toBe(1);
    now += 1;
    expect(await reading.current()).toBe(2);
  });

  it('is taken anew when the clock was set back', async () => {
    await reading.current();
    now -= 1;
    expect(await reading.current()).toBe(2);
  });

  it('is unknown when it fails, never an old one', async () => {
    await reading.current();
    [broken, now] = [true, now + 10_000];
    expect(await reading.current()).toBeUndefined();
  });

  it('is told to the log at each change between failing and well', async () => {
    for (const fails of [false, true, true, false, false, true]) {
      [broken, now] = [fails, now + 10_000];
      await reading.current();
    }
    expect(told).toEqual(['failing test gauges', 'well test gauges', 'failing test gauges']);
  });
});
