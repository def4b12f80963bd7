import { describe, expect, it } from 'vitest';
import { InMemoryEventLog } from '../../../../../test/support/in-memory-event-log.js';
import { eventCatalog } from '../../../../app/event-catalog.js';
import { factKinds } from '../../../../app/fact-kinds.js';
import { type EventCatalog, EventFactory } from '../../../../platform/commands/event-factory.js';
import { systemClock } from '../../../../platform/runtime/system-clock.js';
import { uuidIds } from '../../../../platform/runtime/uuid-ids.js';
import type { NewEvent } from '../../../../kernel/event.js';
import {
  type AppendOptions,
  type AppendOutcome,
  type AppendRequest,
  type AppendResult,
  EventLogError,
} from '../../../../platform/event-store/event-log.js';
import { RecordFacts, type ReportedItem } from './record-facts.command.js';
import { RecordFactsHandler } from './record-facts.handler.js';

const context = {
  actor: { type: 'api_key' as const, id: 'key-1', name: 'fleet' },
  correlationId: 'c-1',
  source: 'events',
};

/** A log in which others are faster the first few times. */
class ContendedLog extends InMemoryEventLog {
  constructor(private races: number) {
    super();
  }

  override append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<AppendResult> {
    if (options.expected !== 'any' && this.races-- > 0) {
      return Promise.reject(new EventLogError('conflict', 'somebody else was faster'));
    }
    return super.append(stream, events, options);
  }
}

function recorder(catalog: EventCatalog = eventCatalog, log = new InMemoryEventLog()) {
  const events = new EventFactory(catalog, systemClock, uuidIds);
  const paused: number[] = [];
  const handler = new RecordFactsHandler(log, factKinds, catalog, events, systemClock, uuidIds, (lost) => {
    paused.push(lost);
    return Promise.resolve();
  });
  return { log, paused, record: (...items: ReportedItem[]) => handler.execute(new RecordFacts(items, context)) };
}

const spawned = (agentId: string, more: object = {}) => ({
  type: 'AgentSpawned',
  data: { agentId, type: 'coder', ...more },
});
const toolCall = (tool: string) => ({
  type: 'ToolCallRecorded',
  data: { agentId: 'a-1', tool, durationMs: 1, success: true },
});

describe('a batch', () => {
  it('takes texts at their limit whose redaction is longer', async () => {
    const password = 'postgres://u:p@db';
    const { results } = await recorder().record(
      spawned('a-1', { task: password.padEnd(10_000, '.') }),
      spawned('a-2', { model: password.padEnd(200, '.') }),
      toolCall(password.padEnd(200, '.')),
    );
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('refuses only the items that the catalogue refuses', async () => {
    const strict: EventCatalog = {
      ...eventCatalog,
      check(type, data) {
        if (data.agentId === 'bad' || data.tool === 'bad') throw new Error(`event ${type}: agentId: no such thing`);
        eventCatalog.check(type, data);
      },
    };
    const { results } = await recorder(strict).record(spawned('a-1'), spawned('bad'), toolCall('bad'), toolCall('ls'));
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'rejected', 'rejected', 'accepted']);
    const problem = { code: 'EVENT_INVALID', fault: 'invalid', detail: expect.stringContaining('no such thing') };
    expect(results.flatMap(({ problem: one }) => (one ? [one] : []))).toEqual([
      expect.objectContaining(problem),
      expect.objectContaining(problem),
    ]);
  });
});

describe('a report that loses a race', () => {
  it('is judged anew after a pause', async () => {
    const { paused, record } = recorder(eventCatalog, new ContendedLog(2));
    expect((await record(spawned('a-1'))).results).toMatchObject([{ status: 'accepted' }]);
    expect(paused).toEqual([1, 2]);
  });

  it('is told to come again when it loses them all, and only it', async () => {
    const { paused, record } = recorder(eventCatalog, new ContendedLog(6));
    const { results } = await record(spawned('a-1'), toolCall('ls'));
    const problem = { code: 'CONCURRENT_CHANGE', fault: 'unavailable', retryAfterSeconds: 1 };
    expect(results).toMatchObject([{ status: 'rejected', problem }, { status: 'accepted' }]);
    expect(paused).toEqual([1, 2, 3, 4, 5]);
    expect((await record(spawned('a-1'))).results).toMatchObject([{ status: 'accepted' }]);
  });
});

/** A log that remembers for which ids it was told that they are new. */
class TrustingLog extends InMemoryEventLog {
  readonly promised: (boolean | undefined)[] = [];

  override appendMany(requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> {
    this.promised.push(...requests.map(({ fresh }) => fresh));
    return super.appendMany(requests);
  }
}

describe('the log', () => {
  it('is told that an id is new only where it was made here for this append', async () => {
    const log = new TrustingLog();
    const { record } = recorder(eventCatalog, log);
    const { id } = (await record(toolCall('ls'))).results[0]!;
    await record({ ...toolCall('ls'), id: 'chosen' });
    await record({ ...toolCall('ls'), id: id! });
    expect(log.promised).toEqual([true, false, false]);
  });
});

describe('an item without an id', () => {
  const call = { agentId: 'a-1', model: 'm', inputTokens: 1, outputTokens: 1, durationMs: 1, success: true };

  it.each<ReportedItem>([
    spawned('a-1', { model: 'm' }),
    { type: 'AgentStateChanged', occurredAt: '2026-01-15T14:00:00Z', data: { agentId: 'a-1', to: 'running' } },
    toolCall('ls'),
    { type: 'ModelCallRecorded', data: call },
    { type: 'ModelCallRecorded', data: { ...call, requestId: 'req-1' } },
  ])('is known again under the id that it was answered with: %j', async (item) => {
    const { log, record } = recorder();
    const { id } = (await record(item)).results[0]!;
    const head = await log.head();
    expect((await record({ ...item, id })).results).toEqual([{ id, status: 'duplicate' }]);
    expect(await log.head()).toBe(head);
    const [told] = Object.entries(item.data as object).find(([name]) => name === 'model' || name === 'tool') ?? [
      'reason',
    ];
    const other = { ...item, id, data: { ...(item.data as object), [told]: 'another' } };
    expect((await record(other)).results).toMatchObject([{ status: 'rejected', problem: { code: 'ID_REUSED' } }]);
  });

  it('that says nothing new appends nothing', async () => {
    const { log, record } = recorder();
    await record(spawned('a-1'));
    const head = await log.head();
    expect((await record(spawned('a-1'))).results).toMatchObject([{ status: 'duplicate' }]);
    expect(await log.head()).toBe(head);
  });
});

describe('a secret in a reported configuration', () => {
  const change = (value: unknown) => ({ type: 'ConfigurationChanged', id: 'c-1', data: { key: 'smtp', value } });

  it('leaves no trace in the log, not even a digest', async () => {
    const stored = async (password: string) => {
      const { log, record } = recorder();
      await record(change({ host: 'mail', password }));
      const [event] = (await log.readStreams(['configuration-smtp'])).get('configuration-smtp')!;
      return event!;
    };
    const [one, other] = [await stored('hunter2'), await stored('correct horse')];
    expect(one.data['to']).toEqual({ host: 'mail', password: '[redacted]' });
    expect(one.meta.contentDigest).toBe(other.meta.contentDigest);
  });

  it('is not told apart from another under the same id; the rest of the value is', async () => {
    const { record } = recorder();
    await record(change({ host: 'mail', password: 'hunter2' }));
    const again = await record(change({ host: 'mail', password: 'correct horse' }));
    expect(again.results).toMatchObject([{ status: 'duplicate' }]);
    const moved = await record(change({ host: 'other', password: 'hunter2' }));
    expect(moved.results).toMatchObject([{ problem: { code: 'ID_REUSED' } }]);
  });
});
