import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { int4Array, int8Array, textArray, uuidArray } from './binary-array.js';

describe('binary arrays', () => {
  let client: pg.Client;

  beforeAll(async () => {
    client = new pg.Client({ connectionString: inject('postgresUrl') });
    await client.connect();
  });

  afterAll(() => client.end());

  const echo = async (type: string, array: Buffer): Promise<unknown[]> => {
    const { rows } = await client.query<{ value: unknown }>(`select unnest($1::${type}[]) as value`, [array]);
    return rows.map((row) => row.value);
  };

  it('arrive at the server as they were (property)', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 50 }).filter((value) => !value.includes('\0'));
    const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        list(text),
        list(fc.uuid()),
        list(fc.integer()),
        list(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
        async (texts, uuids, ints, bigints) => {
          expect(await echo('text', textArray(texts))).toEqual(texts);
          expect(await echo('uuid', uuidArray(uuids))).toEqual(uuids);
          expect(await echo('int', int4Array(ints))).toEqual(ints);
          expect(await echo('bigint', int8Array(bigints))).toEqual(bigints.map(String));
        },
      ),
      { numRuns: 50 },
    );
  });
});
