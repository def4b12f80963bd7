import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import { encodeCursor } from '../http/paging.js';
import { createDataSource } from './data-source.js';
import { groupedList } from './grouped-list.js';
import { SqlConditions } from './keyset-list.js';

const rows: readonly [kind: string, place: string, amount: string | null, sketch: object][] = [
  ['a', 'Z', '9007199254740991', { 1: 2 }],
  ['a', 'Z', '9007199254740991', { 1: 1, zero: 4 }],
  ['a', 'b', '1', {}],
  ['B', 'b', null, { 7: 1 }],
  ['', 'b', '0.50', {}],
];

describe('groupedList', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await createDataSource({ connectionString: database.url, applicationName: 'grouped' }).initialize();
    await database.pool.query('create table sums (kind text, place text, amount numeric, sketch jsonb)');
    for (const row of rows) await database.pool.query('insert into sums values ($1, $2, $3, $4)', [...row]);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const report = (given: {
    groupBy?: readonly ('kind' | 'place')[];
    limit?: number;
    cursor?: string | undefined;
    conditions?: SqlConditions;
  }) =>
    groupedList(dataSource, {
      from: 'sums u',
      conditions: given.conditions ?? new SqlConditions(),
      dimensions: { kind: 'u.kind', place: 'u.place' },
      groupBy: given.groupBy ?? ['kind'],
      measures: { rows: 'count(*)', amount: 'sum(amount)' },
      sketch: 'sketch',
      limit: given.limit ?? 50,
      cursor: given.cursor,
    });

  it('sums exactly, merges sketches, and keeps the unknown apart from zero', async () => {
    const { items, totals, total } = await report({});
    expect(items).toEqual([
      { key: { kind: null }, measures: { rows: '1', amount: '0.50' }, sketch: {} },
      { key: { kind: 'B' }, measures: { rows: '1', amount: null }, sketch: { 7: 1 } },
      { key: { kind: 'a' }, measures: { rows: '3', amount: '18014398509481983' }, sketch: { 1: 3, zero: 4 } },
    ]);
    expect(totals).toEqual({
      measures: { rows: '5', amount: '18014398509481983.50' },
      sketch: { 1: 3, zero: 4, 7: 1 },
    });
    expect(total).toBe(3);
  });

  it('reads what it has to sum a fixed number of times, however many groups there are', async () => {
    const sent = vi.spyOn(dataSource, 'query');
    const { items } = await report({ groupBy: ['kind', 'place'] });
    const [sql, parameters] = sent.mock.calls[0]!;
    sent.mockRestore();
    const explained = `explain (analyze, timing off, format json) ${sql}`;
    const [answer] = await dataSource.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
      explained,
      parameters as unknown[],
    );
    const scans = nodesOf(answer!['QUERY PLAN'][0].Plan).filter((node) => node['CTE Name'] === 'counted');
    expect(items).toHaveLength(4);
    expect(scans.map((node) => node['Actual Loops'])).toEqual([1, 1, 1]);
  });

  it.each([1, 2, 3, 4, 5])('visits every group once in pages of %i, each with the sums of all', async (limit) => {
    const seen: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await report({ groupBy: ['kind', 'place'], limit, cursor });
      expect([page.total, page.totals.measures.rows]).toEqual([4, '5']);
      seen.push(...page.items.map(({ key }) => [key.kind, key.place]));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual([
      [null, 'b'],
      ['B', 'b'],
      ['a', 'Z'],
      ['a', 'b'],
    ]);
  });

  it('answers no group and the sums of nothing where nothing fits', async () => {
    const conditions = new SqlConditions().equals('u.kind', 'none');
    expect(await report({ conditions })).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
      totals: { measures: { rows: '0', amount: null }, sketch: {} },
    });
  });

  it.each([
    ['too many parts', encodeCursor(['a', 'b'])],
    ['a number', encodeCursor([1])],
    ['what the database cannot hold', encodeCursor(['\u0000'])],
  ])('refuses a cursor with %s', async (_what, cursor) => {
    await expect(report({ cursor })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});

interface PlanNode {
  readonly 'CTE Name'?: string;
  readonly 'Actual Loops': number;
  readonly Plans?: readonly PlanNode[];
}

function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
