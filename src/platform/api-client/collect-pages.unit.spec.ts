import { describe, expect, it } from 'vitest';
import { collectPages } from './collect-pages.js';

/** A list of numbers, at most 500 on a page, whose cursor is the place of the next one. */
function numbers(total: number) {
  const asked: { limit: number; cursor?: string }[] = [];
  const fetchPage = (paging: { limit: number; cursor?: string }) => {
    asked.push(paging);
    const from = Number(paging.cursor ?? 0);
    const to = Math.min(from + paging.limit, total);
    const items = Array.from({ length: to - from }, (_, index) => from + index);
    return Promise.resolve({ items, nextCursor: to < total ? String(to) : null, total });
  };
  return { asked, fetchPage };
}

describe('collectPages', () => {
  it('asks for one page when that is enough', async () => {
    const { asked, fetchPage } = numbers(100);
    const page = await collectPages({ limit: 50, cursor: undefined }, fetchPage);
    expect([page.items.length, page.nextCursor, page.total]).toEqual([50, '50', 100]);
    expect(asked).toEqual([{ limit: 50 }]);
  });

  it('goes over pages for more than the API puts on one, and stops at the limit', async () => {
    const { asked, fetchPage } = numbers(5_000);
    const page = await collectPages({ limit: 1_200, cursor: undefined }, fetchPage);
    expect([page.items.length, page.items.at(-1), page.nextCursor]).toEqual([1_200, 1_199, '1200']);
    expect(asked.map(({ limit }) => limit)).toEqual([500, 500, 200]);
  });

  it('collects everything there is', async () => {
    const page = await collectPages({ limit: undefined, cursor: undefined }, numbers(1_001).fetchPage);
    expect(page.items).toEqual(Array.from({ length: 1_001 }, (_, index) => index));
    expect(page.nextCursor).toBeNull();
  });

  it('goes on from a cursor', async () => {
    const page = await collectPages({ limit: 10, cursor: '95' }, numbers(100).fetchPage);
    expect(page).toEqual({ items: [95, 96, 97, 98, 99], nextCursor: null, total: 100 });
  });

  it('ends with an empty list', async () => {
    expect(await collectPages({ limit: undefined, cursor: undefined }, numbers(0).fetchPage)).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
  });
});
