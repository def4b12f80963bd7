import { describe, expect, it } from 'vitest';
import { InMemoryEventLog } from '../../../test/support/in-memory-event-log.js';
import { eventCatalog } from '../../app/event-catalog.js';
import type { Decider } from '../../kernel/decider.js';
import type { NewEvent } from '../../kernel/event.js';
import { type AppendOptions, type AppendResult, EventLogError } from '../event-store/event-log.js';
import { systemClock } from '../runtime/system-clock.js';
import { uuidIds } from '../runtime/uuid-ids.js';
import { CommandExecutor } from './command-executor.js';
import { EventFactory } from './event-factory.js';

const context = {
  actor: { type: 'api_key' as const, id: 'key-1', name: 'ada' },
  correlationId: 'c-1',
  source: 'rest',
};
type Observed = { readonly type: string; readonly data: { readonly queue: string; readonly depth: number } };
const observe: Decider<number, string, Observed> = {
  initial: 0,
  evolve: (count) => count + 1,
  decide: (queue, count) => [{ type: 'QueueDepthObserved', data: { queue, depth: count } }],
};

/** A log in which others are faster the first few times. */
class ContendedLog extends InMemoryEventLog {
  constructor(private races: number) {
    super();
  }

  override append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<AppendResult> {
    if (this.races-- > 0) return Promise.reject(new EventLogError('conflict', 'somebody else was faster'));
    return super.append(stream, events, options);
  }
}

function contended(races: number) {
  const paused: number[] = [];
  const events = new EventFactory(eventCatalog, systemClock, uuidIds);
  const executor = new CommandExecutor(new ContendedLog(races), eventCatalog, events, (lost) => {
    paused.push(lost);
    return Promise.resolve();
  });
  return { paused, executed: () => executor.execute(observe, 'queue-q', 'q', context) };
}

describe('a command that loses a race', () => {
  it('is decided anew after a pause', async () => {
    const { paused, executed } = contended(2);
    expect(await executed()).toMatchObject({ state: 1, revision: 0n });
    expect(paused).toEqual([1, 2]);
  });

  it('gives up when it loses them all', async () => {
    const { paused, executed } = contended(5);
    await expect(executed()).rejects.toMatchObject({ kind: 'conflict' });
    expect(paused).toEqual([1, 2, 3, 4]);
  });
});
