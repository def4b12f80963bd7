import type { PoolClient } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ledger } from '../../../test/support/ledger-projection.js';
import { moved, ProjectionBench } from '../../../test/support/projection-bench.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import { claim } from './checkpoint-store.js';
import { DeadLetterRetry } from './dead-letter-retry.js';
import { listDeadLetters } from './dead-letter-store.js';
import { OwnedProjection } from './owned-projection.js';
import { PageWriter } from './page-writer.js';

describe('the retry of a dead letter', () => {
  let bench: ProjectionBench;
  let loseCommits: boolean;
  let refused: boolean;
  let owned: OwnedProjection;
  let writer: PageWriter;

  beforeEach(async () => {
    bench = await ProjectionBench.open();
    loseCommits = false;
    refused = true;
    const onFold = (event: RecordedEvent): void => {
      if (refused && (event.data as { amount: number }).amount === 13) throw new Error('thirteen');
    };
    const projection = ledger({ onFold });
    await bench.engine({ projections: [projection] }).prepare();
    const [row] = await claim(bench.pool, 'me', 60_000, 'live', ['ledger'], 1);
    owned = new OwnedProjection(projection, 'live', row!.epoch, row!.position, 1_000);
    const pool = Object.assign(Object.create(bench.pool) as typeof bench.pool, {
      connect: async () => losing(await bench.pool.connect()),
    });
    writer = new PageWriter({ pool, owner: 'me', leaseMs: 60_000 });
  });
  afterEach(() => bench.close());

  /** A connection whose commits take place without anybody hearing of it. */
  const losing = (client: PoolClient): PoolClient =>
    new Proxy(client, {
      get(target, name) {
        if (name !== 'query') {
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === 'function' ? value.bind(target) : value;
        }
        return async (query: string) => {
          const answer = await target.query(query);
          if (query === 'commit' && loseCommits) throw new Error('the connection broke');
          return answer;
        };
      },
    });
  const page = async (after: LogPosition | undefined): Promise<void> => {
    const { events, next } = await bench.log.readAll({ ...(after === undefined ? {} : { after }), limit: 10 });
    await writer.write([{ owned, events, to: next, recordedAt: undefined, passed: events.length }]);
  };

  it('forgets what it knew of the rows when it cannot know whether it has taken place', async () => {
    const before = await bench.append([moved('a', 1), moved('a', 13)]);
    await page(undefined);
    const [letter] = await listDeadLetters(bench.pool);
    refused = false;
    loseCommits = true;
    const retry = new DeadLetterRetry({ pool: bench.pool, log: bench.log, writer, upcast: (event) => event });
    await expect(retry.run(owned, letter!)).rejects.toThrow('the connection broke');
    expect(await bench.rows('select total from accounts')).toEqual([{ total: 14 }]);
    loseCommits = false;
    await bench.append([moved('a', 2)]);
    await page(before);
    expect(await bench.rows('select total, moves from accounts')).toEqual([{ total: 16, moves: '3' }]);
  });
});
