import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { InMemoryEventLog } from '../../../test/support/in-memory-event-log.js';
import { census } from '../../../test/support/ledger-projection.js';
import type { LogPosition } from '../../kernel/event.js';
import { OwnedProjection } from './owned-projection.js';
import { isBefore, type Departure, type LogPage, type PageApplier } from './page-applier.js';
import { PageFeed } from './page-feed.js';
import { TailRunner } from './tail-runner.js';

describe('the tail', () => {
  let log: InMemoryEventLog;
  let tail: TailRunner;
  /** Positions that each projection was given, in order. */
  let given: Map<string, LogPosition[]>;
  let onPage: (group: readonly OwnedProjection[]) => readonly Departure[];

  const append = async (count: number): Promise<readonly LogPosition[]> => {
    const positions: LogPosition[] = [];
    for (let left = count; left > 0; left--) {
      const { position } = await log.append('ledger-1', [factOf()], { expected: 'any' });
      positions.push(position);
    }
    return positions;
  };
  const at = (name: string, position: LogPosition | undefined): OwnedProjection =>
    new OwnedProjection({ ...census, name }, 'live', '1', position, 10);

  beforeEach(() => {
    log = new InMemoryEventLog();
    given = new Map();
    onPage = () => [];
    const apply = (group: readonly OwnedProjection[], page: LogPage): Promise<readonly Departure[]> => {
      const departures = onPage(group);
      for (const owned of group) {
        if (departures.some((departure) => departure.owned === owned)) continue;
        const fresh = page.events.map(({ position }) => position).filter((place) => isBefore(owned.position, place));
        given.set(owned.name, [...(given.get(owned.name) ?? []), ...fresh]);
        if (isBefore(owned.position, page.to)) owned.committed(page.to);
      }
      return Promise.resolve(departures);
    };
    tail = new TailRunner({
      log,
      feed: new PageFeed({ applier: { apply } as unknown as PageApplier, upcast: (event) => event, observer: {} }),
      pageSize: 4,
      observer: {},
      onApplied: () => undefined,
      onDeparture: () => Promise.resolve(),
    });
  });
  afterEach(() => tail.stop());

  it.each([
    ['behind it', 2],
    ['where it is', 4],
    ['beyond it', 5],
  ])('gives a newcomer %s every event, though its last member has just left', async (_where, start) => {
    const before = await append(4);
    const leaver = at('leaver', undefined);
    const all = [...before];
    const newcomer = (): OwnedProjection => at('newcomer', all[start - 1]);
    let joined = false;
    if (start > 4) all.push(...(await append(1)));
    onPage = (group) => {
      if (!group.includes(leaver)) return [];
      if (!joined) tail.join(newcomer());
      joined = true;
      return [{ owned: leaver }];
    };
    tail.join(leaver);
    tail.start();
    await vi.waitFor(() => expect(joined).toBe(true));
    all.push(...(await append(2)));
    await vi.waitFor(() => expect(given.get('newcomer')?.at(-1)).toBe(all.at(-1)));
    expect(given.get('newcomer')).toEqual(all.slice(start));
    expect(given.has('leaver')).toBe(false);
  });

  it('begins where its first member is when nobody is followed for', async () => {
    const all = [...(await append(6))];
    tail.start();
    const first = at('first', all[3]);
    tail.join(first);
    await vi.waitFor(() => expect(first.position).toBe(all[5]));
    await tail.leave(first);
    const second = at('second', all[1]);
    tail.join(second);
    await vi.waitFor(() => expect(second.position).toBe(all[5]));
    expect(given.get('first')).toEqual(all.slice(4));
    expect(given.get('second')).toEqual(all.slice(2));
  });
});

function factOf(): Parameters<InMemoryEventLog['append']>[1][number] {
  return {
    id: randomUUID(),
    type: 'Moved',
    schemaVersion: 1,
    data: { account: 'a', amount: 1 },
    meta: {
      occurredAt: '2026-01-01T00:00:00.000Z',
      actor: { type: 'system', id: 'test', name: 'test' },
      correlationId: randomUUID(),
      source: 'system',
    },
  };
}
