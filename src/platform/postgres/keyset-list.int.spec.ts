import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { encodeCursor } from '../http/paging.js';
import { createDataSource } from './data-source.js';
import { keysetList, nullsAsYearOne, SqlConditions } from './keyset-list.js';

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly note: string | null;
  readonly at: Date | null;
}

const rows: readonly [id: string, kind: string, note: string | null, at: string | null][] = [
  ['a', 'odd', '100% ÄRGER', '2026-01-01T00:00:00.001Z'],
  ['b', 'even', 'a_b', '2026-01-01T00:00:00.001Z'],
  ['c', 'odd', 'axb', '2026-01-01T00:00:00.002Z'],
  ['d', 'even', null, null],
  ['e', 'odd', 'C:\\temp', null],
  ['f', 'even', '', '0050-06-01T12:00:00.000Z'],
];

describe('keysetList', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ connectionString: database.url, applicationName: 'keyset' }).initialize();
    await database.pool.query(
      'create table things (id text collate "C" primary key, kind text collate "C", note text collate "C", at timestamptz)',
    );
    for (const row of rows) await database.pool.query('insert into things values ($1, $2, $3, $4)', [...row]);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const page = (given: {
    conditions?: SqlConditions;
    direction?: 'asc' | 'desc';
    limit?: number;
    cursor?: string | undefined;
  }) =>
    keysetList<Row, string>(dataSource, {
      from: 'things t',
      conditions: given.conditions ?? new SqlConditions(),
      sortBy: nullsAsYearOne('at'),
      direction: given.direction ?? 'asc',
      limit: given.limit ?? 50,
      cursor: given.cursor,
      present: ({ id }) => id,
    });
  const found = async (conditions: SqlConditions) => (await page({ conditions })).items.join('');

  it.each([1, 2, 3, 5, 6, 7])(
    'visits every row once in pages of %i, both ways, ties and rows without a time too',
    async (limit) => {
      for (const [direction, order] of [
        ['asc', 'defabc'],
        ['desc', 'cbafed'],
      ] as const) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const { items, nextCursor, total } = await page({ direction, limit, cursor });
          expect(total).toBe(rows.length);
          seen.push(...items);
          cursor = nextCursor ?? undefined;
        } while (cursor !== undefined);
        expect(seen.join('')).toBe(order);
      }
    },
  );

  it('answers the true total on a page beyond the last row, and none where nothing fits', async () => {
    const beyond = encodeCursor([Date.parse('2027-01-01T00:00:00Z'), 'z', 6]);
    expect(await page({ cursor: beyond })).toEqual({ items: [], nextCursor: null, total: 6 });
    const conditions = new SqlConditions().equals('kind', 'none');
    expect(await page({ conditions })).toEqual({ items: [], nextCursor: null, total: 0 });
  });

  it('counts once: the next pages carry the total of the first', async () => {
    const sent = vi.spyOn(dataSource, 'query');
    try {
      const first = await page({ limit: 2 });
      await database.pool.query(`insert into things values ('late', 'odd', null, '2026-02-01T00:00:00Z')`);
      const second = await page({ limit: 4, cursor: first.nextCursor ?? '' });
      expect(second).toMatchObject({ items: ['f', 'a', 'b', 'c'], total: 6 });
      const third = await page({ limit: 4, cursor: second.nextCursor ?? '' });
      expect(third).toEqual({ items: ['late'], nextCursor: null, total: 6 });
      expect(await page({ limit: 1 })).toMatchObject({ items: ['d'], total: 7 });
      expect(sent.mock.calls.map(([sql]) => /count\(/.test(sql))).toEqual([true, false, false, true]);
    } finally {
      await database.pool.query(`delete from things where id = 'late'`);
      sent.mockRestore();
    }
  });

  it('counts only what the conditions leave', async () => {
    const first = await page({ conditions: new SqlConditions().equals('kind', ['odd']), limit: 2 });
    expect(first).toMatchObject({ items: ['e', 'a'], total: 3 });
    const conditions = new SqlConditions().equals('kind', ['odd']);
    expect(await page({ conditions, limit: 2, cursor: first.nextCursor ?? '' })).toMatchObject({
      items: ['c'],
      nextCursor: null,
      total: 3,
    });
  });

  it('looks for text as it is written, in whatever case', async () => {
    const contains = (text: string) => found(new SqlConditions().contains(['note', 'id'], text));
    expect(await contains('%')).toBe('a');
    expect(await contains('a_b')).toBe('b');
    expect(await contains('\\TEMP')).toBe('e');
    expect(await contains('ärger')).toBe('a');
    expect(await contains(`' or true --`)).toBe('');
  });

  it('takes times from the first (inclusive) to the second (exclusive)', async () => {
    const between = (from?: string, to?: string) => found(new SqlConditions().between('at', from, to));
    expect(await between('2026-01-01T00:00:00.001Z', '2026-01-01T00:00:00.002Z')).toBe('ab');
    expect(await between(undefined, '2026-01-01T00:00:00.001Z')).toBe('f');
    expect(await between()).toBe('defabc');
  });

  it.each([
    ['not base64url', 'no cursor'],
    ['too few parts', encodeCursor([1, 'a'])],
    ['no time', encodeCursor(['x', 'a', 6])],
    ['a time that no row can have', encodeCursor([1e18, 'a', 6])],
    ['a tie that is no text', encodeCursor([1, 2, 6])],
    ['a tie that the database cannot hold', encodeCursor([1, '\u0000', 6])],
    ['a total that is none', encodeCursor([1, 'a', -1])],
    ['a total that is no number', encodeCursor([1, 'a', '6'])],
  ])('refuses a cursor with %s', async (_what, cursor) => {
    await expect(page({ cursor })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});
