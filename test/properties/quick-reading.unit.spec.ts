import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { factKinds } from '../../src/app/fact-kinds.js';
import { eventDefinitions } from '../../src/events/catalog.js';
import { conformsTo, readWith } from '../../src/events/quick-reading.js';
import { modelCallRecordedInput } from '../../src/modules/fleet/domain/agent-activity.facts.js';

/** Of what members may be, in order or not: whatever has ever been on the edge of a rule. */
const texts = [
  '',
  ' ',
  'a',
  'backend-engineer-7',
  'Backend_Engineer ',
  'odd\u0007bell',
  'nul\u0000',
  'half \ud83d',
  'whole 😀 – ü',
  'sk-ant-0123456789012345678901234567890123456789',
  'password=hunter2hunter2',
  'https://u:secret@host/',
  'x'.repeat(50),
  'x'.repeat(51),
  'x'.repeat(100),
  'x'.repeat(101),
  'x'.repeat(200),
  'x'.repeat(201),
  'x'.repeat(10_001),
  '0af7651916cd43dd8448eb211c80319c',
  '00000000000000000000000000000000',
  'b7ad6b7169203331',
  '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  '2026-01-15T14:32:00.000Z',
  '2026-01-15T14:32:00+02:00',
  '2026-02-30T00:00:00Z',
  '0.0123',
  '1e5',
  'https://example.com/a/1',
  '0123abcd',
];
const numbers = [0, -0, 1, -1, 1.5, 1e-7, 1e12, 1e13, 1e21, 2 ** 53 - 1, 2 ** 53, NaN, Infinity];
const others = [
  true,
  false,
  null,
  undefined,
  [],
  ['a'],
  [1],
  {},
  { a: 'b' },
  { a: { b: 1 } },
  { from: 0, marks: '01' },
];
const values: readonly unknown[] = [...texts, ...numbers, ...others];

interface Member {
  readonly name: string;
  readonly fitting: readonly unknown[];
}

function membersOf(schema: z.ZodType): readonly Member[] {
  const shape = schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
  return Object.entries(shape).map(([name, member]) => {
    const inner = member instanceof z.ZodOptional ? (member.unwrap() as z.ZodType) : member;
    const candidates = inner instanceof z.ZodEnum ? [...inner.options, ...values] : values;
    return { name, fitting: candidates.filter((value) => member.safeParse(value).success) };
  });
}

/** An object of which most members fit, and which may have one too many. */
function almost(members: readonly Member[]): fc.Arbitrary<Record<string, unknown>> {
  const pairs = members.map(({ name, fitting }) => {
    const value = fc.oneof(
      { weight: 60, arbitrary: fitting.length > 0 ? fc.constantFrom(...fitting) : fc.constant('x') },
      { weight: 1, arbitrary: fc.constantFrom(...values) },
    );
    return fc.option(
      value.map((one) => [name, one] as const),
      { freq: 20 },
    );
  });
  const further = fc.option(fc.constant(['further', 1] as const), { freq: 1, nil: null });
  const whole = fc.tuple(
    ...pairs,
    fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: further }),
  );
  return fc
    .tuple(whole, fc.boolean())
    .map(([given, isReversed]) => given.filter((pair) => pair !== null).sort(() => (isReversed ? -1 : 1)))
    .map((given) => Object.fromEntries(given));
}

const schemas: readonly (readonly [string, z.ZodType])[] = [
  ...factKinds.types.map((type) => [`what is reported as ${type}`, factKinds.get(type)!.input] as const),
  ...eventDefinitions.map(({ type, data }) => [`the data of ${type}`, data] as const),
];

describe.each(schemas)('%s', (_, schema) => {
  it('is read as by its schema, whatever it is', () => {
    fc.assert(
      fc.property(almost(membersOf(schema)), (value) => {
        const told = schema.safeParse(value);
        const read = readWith(schema, value);
        expect(read.success).toBe(told.success);
        expect(conformsTo(schema, value)).toBe(told.success);
        expect(read.data).toStrictEqual(told.data);
        // In the same order too: digests are of the text.
        expect(JSON.stringify(read.data)).toBe(JSON.stringify(told.data));
        expect(read.error?.issues).toEqual(told.error?.issues);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a schema', () => {
  const call = { agentId: 'a', model: 'm', inputTokens: 1, outputTokens: 2, success: true };

  it('is not asked about what is in order', () => {
    const asked = vi.spyOn(modelCallRecordedInput, 'safeParse');
    expect(readWith(modelCallRecordedInput, { ...call, agentType: 'A_b', reportedCostUsd: 0.5 }).data).toEqual({
      ...call,
      agentType: 'a-b',
      reportedCostUsd: '0.5',
    });
    expect(asked).not.toHaveBeenCalled();
    expect(readWith(modelCallRecordedInput, { ...call, inputTokens: -1 }).success).toBe(false);
    expect(asked).toHaveBeenCalledOnce();
    asked.mockRestore();
  });

  it.each<[string, z.ZodType, unknown]>([
    ['a problem told by a function', z.string().superRefine((_, context) => context.addIssue('no')), 'a'],
    ['a problem told by a transformation', z.string().transform((_, context) => context.addIssue('no')), 'a'],
    ['a format', z.object({ at: z.url() }), { at: 'nowhere' }],
    ['a refinement of the whole', z.object({ a: z.int(), b: z.int() }).refine(({ a, b }) => a < b), { a: 2, b: 1 }],
    ['a default', z.object({ a: z.string().default('x') }), {}],
    ['what is coerced', z.object({ a: z.coerce.number() }), { a: '1' }],
    ['members that may be null', z.object({ a: z.string().nullable() }), { a: null }],
    ['further members that are kept', z.looseObject({ a: z.string() }), { a: 'x', b: 1 }],
    ['a pattern that keeps its place', z.string().regex(/a/g), 'aa'],
    ['members of the prototype', z.strictObject({ a: z.string() }), Object.create({ a: 'x' })],
  ])('is right about %s', (_, schema, value) => {
    for (let time = 0; time < 3; time++) {
      const { success, data } = schema.safeParse(value);
      expect(readWith(schema, value)).toMatchObject({ success });
      expect(conformsTo(schema, value)).toBe(success);
      expect(readWith(schema, value).data).toStrictEqual(data);
    }
  });
});
