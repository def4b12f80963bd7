import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InMemoryEventLog } from '../../../../../test/support/in-memory-event-log.js';
import { reportedBatches } from '../../../../../test/support/random-facts.js';
import { eventCatalog } from '../../../../app/event-catalog.js';
import { factKinds } from '../../../../app/fact-kinds.js';
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

describe('a batch that is sent again', () => {
  it('appends nothing: what was not refused is answered as duplicate', async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(reportedBatches, async (batches) => {
        const log = new InMemoryEventLog();
        const events = new EventFactory(eventCatalog, systemClock, uuidIds);
        const handler = new RecordFactsHandler(log, factKinds, eventCatalog, events, systemClock, uuidIds);
        const items = batches.flat().map((item: ReportedItem, n) => ({ ...item, id: `item-${n}` }));

        const first = await handler.execute(new RecordFacts(items, context));
        const head = await log.head();
        const again = await handler.execute(new RecordFacts(items, context));

        accepted += first.results.filter(({ status }) => status === 'accepted').length;
        const expected = first.results.map(({ status }) => (status === 'rejected' ? 'rejected' : 'duplicate'));
        expect(again.results.map(({ status }) => status)).toEqual(expected);
        expect(await log.head()).toBe(head);
      }),
      { numRuns: 40 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});
