import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../kernel/command-context.js';
import { type EventCatalog, EventFactory } from './event-factory.js';

const catalog = { versionOf: () => 3 } as unknown as EventCatalog;
const factory = new EventFactory(catalog, { now: () => new Date('2026-01-15T15:00:00Z') }, { next: () => 'fresh' });

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', '"', '\\', '\u2028', '\ud800', '</'));
const maybe = fc.option(text, { nil: undefined });
const contexts: fc.Arbitrary<CommandContext> = fc.record({
  actor: fc.record({ type: fc.constantFrom('api_key', 'system'), id: text, name: text, ipAddress: maybe }),
  correlationId: text,
  source: text,
  causationId: maybe,
  traceparent: maybe,
  demo: fc.constantFrom(true, undefined),
}) as fc.Arbitrary<CommandContext>;

describe('an event that is made', () => {
  it('has metadata of exactly the JSON that comes with it, also beside others of its command', () => {
    const known = fc.record({ occurredAt: maybe, contentDigest: maybe }) as fc.Arbitrary<object>;
    fc.assert(
      fc.property(fc.array(contexts, { minLength: 1, maxLength: 3 }), fc.array(known), (of, all) => {
        for (const one of all) {
          for (const context of of) {
            const { meta, json } = factory.create({ type: 'ThingHappened', data: {} }, context, one);
            expect(json!.meta).toBe(JSON.stringify(meta));
          }
        }
      }),
    );
  });

  it('has an id, a time and a version, and nothing that is not known', () => {
    const actor = { type: 'system' as const, id: 's', name: 's' };
    const data = { a: 1 };
    expect(factory.create({ type: 'ThingHappened', data }, { actor, correlationId: 'c', source: 'rest' })).toEqual({
      id: 'fresh',
      type: 'ThingHappened',
      schemaVersion: 3,
      data,
      meta: { occurredAt: '2026-01-15T15:00:00.000Z', actor, correlationId: 'c', source: 'rest' },
      json: { data: undefined, meta: expect.any(String) as string },
    });
  });
});
