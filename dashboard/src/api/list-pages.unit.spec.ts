import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Page, pageReader, rowsOf, type SeenRows, seesKept } from './list-pages';

const SIZE = 10;

/** A list in the order of a time, the latest first; its cursor names the row after which one goes on. */
class Service {
  asked: string[] = [];
  constructor(public rows: { id: string; state: string }[]) {}

  read = (cursor: string | undefined): Promise<Page> => {
    this.asked.push(cursor ?? 'top');
    const from = cursor === undefined ? 0 : this.rows.findIndex(({ id }) => id === cursor) + 1;
    const items = this.rows.slice(from, from + SIZE).map((row) => ({ ...row }));
    const nextCursor = from + SIZE < this.rows.length ? items.at(-1)!.id : null;
    return Promise.resolve({ items, nextCursor, total: this.rows.length });
  };

  toTop(id: string, state: string): void {
    this.rows = [{ id, state }, ...this.rows.filter((row) => row.id !== id)];
  }
}

describe('a long list that is read anew', () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  let service: Service;
  let seen: SeenRows | undefined;
  let observer: InfiniteQueryObserver<Page, Error, unknown, string[], string | undefined>;
  let stop: () => void;
  const row = (index: number) => ({ id: `row-${index}`, state: 'running' });
  const shown = () =>
    rowsOf((client.getQueryData<{ pages: Page[] }>(['list']) ?? { pages: [] }).pages) as typeof service.rows;
  const reread = async () => {
    service.asked = [];
    await observer.refetch();
    return service.asked.length;
  };

  beforeEach(async () => {
    service = new Service(Array.from({ length: 200 }, (_, index) => row(index)));
    seen = { first: 0, last: 5 };
    observer = new InfiniteQueryObserver(client, {
      queryKey: ['list'],
      queryFn: pageReader(service.read, () => seen),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ nextCursor }: Page) => nextCursor ?? undefined,
      enabled: false,
    });
    stop = observer.subscribe(() => undefined);
    await observer.refetch();
    for (let page = 1; page < 20; page++) await observer.fetchNextPage();
  });
  afterEach(() => {
    stop();
    client.clear();
  });

  it('asks for its first page and for what is in sight alone', async () => {
    expect(await reread()).toBe(1);
    seen = { first: 95, last: 104 };
    service.rows[97]!.state = 'failed';
    service.rows[150]!.state = 'failed';
    expect(await reread()).toBe(3);
    expect([shown()[97]!.state, shown()[150]!.state, shown().length]).toEqual(['failed', 'running', 200]);
  });

  it('says when what was left as it was comes into sight', async () => {
    const sees = () => seesKept(seen!, client.getQueryData<{ pages: Page[] }>(['list'])!.pages);
    expect(sees()).toBe(false);
    await reread();
    expect(sees()).toBe(false);
    seen = { first: 148, last: 152 };
    expect(sees()).toBe(true);
    await reread();
    expect(sees()).toBe(false);
  });

  it('shows a row that went to the top there alone, and loses none', async () => {
    seen = { first: 95, last: 104 };
    service.toTop('row-150', 'failed');
    service.toTop('row-new', 'running');
    expect(await reread()).toBeLessThanOrEqual(6);
    expect(shown().map(({ id }) => id)).toEqual(service.rows.map(({ id }) => id));
    expect(shown()[1]).toEqual({ id: 'row-150', state: 'failed' });
  });

  it('forgets rows in sight that are gone', async () => {
    seen = { first: 95, last: 99 };
    service.rows = service.rows.filter(({ id }) => id !== 'row-97' && id !== 'row-3');
    await reread();
    expect(shown().map(({ id }) => id)).toEqual(service.rows.map(({ id }) => id));
  });

  it('is read anew as a whole when too much came', async () => {
    for (let index = 0; index < 100; index++) service.toTop(`new-${index}`, 'running');
    expect(await reread()).toBeGreaterThanOrEqual(20);
    expect(shown().map(({ id }) => id)).toEqual(service.rows.slice(0, shown().length).map(({ id }) => id));
  });

  it('goes on where it ended', async () => {
    await reread();
    service.asked = [];
    service.rows = [...service.rows, row(200)];
    await observer.refetch();
    expect(shown().length).toBe(200);
  });

  it('is read as a whole while nobody says what is in sight', async () => {
    seen = undefined;
    expect(await reread()).toBe(20);
  });
});
