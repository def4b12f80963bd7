import { describe, expect, it } from 'vitest';
import { InMemoryEventLog } from '../../../../../test/support/in-memory-event-log.js';
import { eventCatalog } from '../../../../app/event-catalog.js';
import { factKinds } from '../../../../app/fact-kinds.js';
import type { AppendRequest } from '../../../../platform/event-store/event-log.js';
import { EventFactory } from '../../../../platform/commands/event-factory.js';
import { systemClock } from '../../../../platform/runtime/system-clock.js';
import { uuidIds } from '../../../../platform/runtime/uuid-ids.js';
import { RecordFacts, type ReportedItem } from './record-facts.command.js';
import { RecordFactsHandler } from './record-facts.handler.js';

const context = {
  actor: { type: 'api_key' as const, id: 'key-1', name: 'fleet' },
  correlationId: 'c-1',
  source: 'events',
};

class WatchedLog extends InMemoryEventLog {
  readonly appends: number[][] = [];

  override appendMany(requests: readonly AppendRequest[]) {
    this.appends.push(requests.map(({ events }) => events.length));
    return super.appendMany(requests);
  }
}

function call(agentId: string, id: string, error = ''): ReportedItem {
  const data = { agentId, tool: 'Bash', durationMs: 1, success: error === '', ...(error === '' ? {} : { error }) };
  return { id, type: 'ToolCallRecorded', data };
}

function fixture() {
  const log = new WatchedLog();
  const events = new EventFactory(eventCatalog, systemClock, uuidIds);
  const handler = new RecordFactsHandler(log, factKinds, eventCatalog, events, systemClock, uuidIds);
  const record = async (...items: ReportedItem[]) => {
    const { results } = await handler.execute(new RecordFacts(items, context));
    return results.map(({ status, problem }) => problem?.code ?? status);
  };
  return { log, record };
}

describe('activities of one stream', () => {
  it('are one append', async () => {
    const { log, record } = fixture();
    expect(await record(call('a', '1'), call('b', '1'), call('a', '2'))).toEqual(['accepted', 'accepted', 'accepted']);
    expect(log.appends).toEqual([[2, 1]]);
  });

  it('of which some are known are answered each by itself', async () => {
    const { log, record } = fixture();
    await record(call('a', '1'), call('a', '2'));
    const answers = await record(call('a', '1'), call('a', '3'), call('a', '2', 'failed'), call('b', '1'));
    expect(answers).toEqual(['duplicate', 'accepted', 'ID_REUSED', 'accepted']);
    expect(log.appends.slice(1)).toEqual([
      [3, 1],
      [1, 1, 1],
    ]);
  });

  it('of which one is twice in the batch, once with other content, are answered each by itself', async () => {
    const { record } = fixture();
    expect(await record(call('a', '1'), call('a', '2'), call('a', '1'), call('a', '2', 'failed'))).toEqual([
      'accepted',
      'accepted',
      'duplicate',
      'ID_REUSED',
    ]);
  });

  it('that are too large together are appended one by one', async () => {
    const { log, record } = fixture();
    const items = Array.from({ length: 150 }, (_, n) => call('a', String(n), 'e'.repeat(9_000)));
    expect(new Set(await record(...items))).toEqual(new Set(['accepted']));
    expect(log.appends).toEqual([[150], items.map(() => 1)]);
  });

  it('are so many at most that they hardly ever are too large', async () => {
    const { log, record } = fixture();
    await record(...Array.from({ length: 450 }, (_, n) => call('a', String(n))));
    expect(log.appends).toEqual([[200, 200, 50]]);
  });
});
