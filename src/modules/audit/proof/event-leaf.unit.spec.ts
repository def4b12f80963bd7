import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../../kernel/event.js';
import type { Json } from '../../../kernel/json.js';
import { canonicalJson, leafOf } from './event-leaf.js';

const event: RecordedEvent = {
  id: '0b5f8b52-5b0f-4f0e-9f51-0d6f4f3c1a11',
  type: 'AgentSpawned',
  schemaVersion: 1,
  data: { agentId: 'a1', tags: ['x', 'y'] },
  meta: {
    occurredAt: '2026-01-15T10:00:00.000Z',
    actor: { type: 'system', id: 'system', name: 'system' },
    correlationId: 'c-1',
    source: 'rest',
  },
  stream: 'agent-a1',
  revision: 0n,
  position: '00000000000000000001' as LogPosition,
  recordedAt: new Date('2026-01-15T10:00:01.000Z'),
};

/** The same value, its names in another order. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => turned(item as Json));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inner]) => [name, turned(inner as Json)]),
  );
}

describe('the leaf of an event', () => {
  it('is of all that the log holds of it but its position', () => {
    const others: readonly Partial<RecordedEvent>[] = [
      { id: '0b5f8b52-5b0f-4f0e-9f51-0d6f4f3c1a12' },
      { type: 'AgentSpawned2' },
      { schemaVersion: 2 },
      { data: { agentId: 'a1', tags: ['y', 'x'] } },
      { meta: { ...event.meta, correlationId: 'c-2' } },
      { stream: 'agent-a2' },
      { revision: 1n },
      { recordedAt: new Date('2026-01-15T10:00:01.001Z') },
    ];
    const leaves = others.map((other) => leafOf({ ...event, ...other }).toString('hex'));
    expect(new Set([leafOf(event).toString('hex'), ...leaves]).size).toBe(others.length + 1);
    expect(leafOf({ ...event, position: '2' as LogPosition })).toEqual(leafOf(event));
  });

  it('stays what it is in later versions: seals of years ago are compared with it', () => {
    expect(leafOf(event).toString('hex')).toMatchInlineSnapshot(
      `"f6ac4c2bda7ecdb79bd826f612409cf7a558d4bb53ede5a29570082aa37cbb64"`,
    );
  });

  it('is of canonical JSON, as in the examples of RFC 8785', () => {
    const numbers = [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
    const string = '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/';
    expect(canonicalJson({ numbers, string, literals: [null, true, false] })).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(names)) as object)).toHaveLength(7);
    expect(canonicalJson(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
  });

  it('is the same for the same value, whatever the order of its names, and is JSON of that value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const stored = JSON.parse(JSON.stringify(value)) as Json;
        expect(canonicalJson(turned(stored))).toBe(canonicalJson(stored));
        expect(JSON.parse(canonicalJson(stored))).toEqual(stored);
      }),
    );
  });
});
