import { describe, expect, it } from 'vitest';
import { InMemoryEventLog } from '../../../../../test/support/in-memory-event-log.js';
import { eventCatalog } from '../../../../app/event-catalog.js';
import { factKinds } from '../../../../app/fact-kinds.js';
import type { RecordedEvent } from '../../../../kernel/event.js';
import { EventFactory } from '../../../../platform/commands/event-factory.js';
import { type AppendRequest, EventLogError } from '../../../../platform/event-store/event-log.js';
import { systemClock } from '../../../../platform/runtime/system-clock.js';
import { uuidIds } from '../../../../platform/runtime/uuid-ids.js';
import { RecordFacts, type ReportedItem } from './record-facts.command.js';
import { RecordFactsHandler } from './record-facts.handler.js';

const context = {
  actor: { type: 'api_key' as const, id: 'key-1', name: 'fleet' },
  correlationId: 'c-1',
  source: 'events',
};

async function record(log: InMemoryEventLog, items: readonly ReportedItem[]) {
  const events = new EventFactory(eventCatalog, systemClock, uuidIds);
  const handler = new RecordFactsHandler(log, factKinds, eventCatalog, events, systemClock, uuidIds);
  const { results } = await handler.execute(new RecordFacts(items, context));
  return results.map(({ status, problem }) => [status, ...(problem ? [problem.code] : [])]);
}

const spawned = { id: 'i-0', type: 'AgentSpawned', data: { agentId: 'a-1', type: 'coder' } };
const state = (id: string, to: string) => ({ id, type: 'AgentStateChanged', data: { agentId: 'a-1', to } });
const batch = [spawned, state('i-1', 'initializing'), state('i-2', 'running'), state('i-3', 'completed')];

describe('a batch that was recorded while this one was being judged', () => {
  it('is answered as repeated, item by item', async () => {
    const log = new InMemoryEventLog();
    await record(log, batch);
    // What the other writer saw: nothing yet. So its append meets the ids that are there.
    let early = true;
    const behind = Object.assign(Object.create(log) as InMemoryEventLog, {
      readStreams: async (streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> => {
        if (!early) return log.readStreams(streams);
        early = false;
        return new Map(streams.map((stream) => [stream, []]));
      },
    });
    expect(await record(behind, batch)).toEqual(batch.map(() => ['duplicate']));
    const other = batch.map((item, n) => (n === 1 ? state('i-1', 'failed') : item));
    early = true;
    expect(await record(behind, other)).toEqual([
      ['duplicate'],
      ['rejected', 'ID_REUSED'],
      ['duplicate'],
      ['duplicate'],
    ]);
  });
});

describe('an item that is twice in a batch', () => {
  it('is recorded once', async () => {
    expect(await record(new InMemoryEventLog(), [spawned, spawned])).toEqual([['accepted'], ['duplicate']]);
  });

  it('is refused twice when it cannot be recorded: nothing that is not there is called a duplicate', async () => {
    const log = new InMemoryEventLog();
    const contended = Object.assign(Object.create(log) as InMemoryEventLog, {
      appendMany: async (requests: readonly AppendRequest[]) =>
        requests.map(() => ({ ok: false, error: new EventLogError('conflict', 'another writer was faster') })),
    });
    expect(await record(contended, [spawned, spawned])).toEqual([
      ['rejected', 'CONCURRENT_CHANGE'],
      ['rejected', 'CONCURRENT_CHANGE'],
    ]);
  });
});
