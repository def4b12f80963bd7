import { describe, expect, it, vi } from 'vitest';
import { InMemoryEventLog } from '../../../test/support/in-memory-event-log.js';
import { census } from '../../../test/support/ledger-projection.js';
import { CatchUpRunner } from './catch-up-runner.js';
import { OwnedProjection } from './owned-projection.js';
import type { PageFeed } from './page-feed.js';

describe('a catch-up', () => {
  it.each(Array.from({ length: 16 }, (_, turns) => turns))(
    'takes a newcomer that comes %i turns after the last one has arrived',
    async (turns) => {
      const [first, second] = ['first', 'second'].map(
        (name) => new OwnedProjection({ ...census, name }, 'live', '1', undefined, 10),
      ) as [OwnedProjection, OwnedProjection];
      const arrived: string[] = [];
      const runner = new CatchUpRunner({
        log: new InMemoryEventLog(),
        // The log is empty: nobody is given a page.
        feed: undefined as unknown as PageFeed,
        pageSize: 10,
        now: () => 0,
        observer: {},
        onApplied: () => undefined,
        onDeparture: () => Promise.resolve(),
        onCaughtUp: ({ name }) => {
          arrived.push(name);
          if (name === 'first') void addAfter(turns);
          return Promise.resolve();
        },
      });
      const addAfter = async (left: number): Promise<void> => {
        for (let turn = 0; turn < left; turn++) await Promise.resolve();
        runner.add([second]);
      };
      runner.add([first]);
      await vi.waitFor(() => expect(arrived).toEqual(['first', 'second']));
      await runner.stop();
    },
  );
});
