import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';

/** A page of a list, as the API answers it. */
export interface Page {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
  readonly total?: number | null;
}

/** The rows of a list that somebody sees, by their place in it. */
export interface SeenRows {
  readonly first: number;
  readonly last: number;
}

/** Less than that between two movements is one. */
const SCROLLING_MS = 300;

/** What is in sight of one list; its listener is told once scrolling rests. */
export function newSight() {
  let seen: SeenRows | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let rested: ((rows: SeenRows) => void) | undefined;
  return {
    rows: () => seen,
    see: (first: number, last: number) => {
      const rows = { first, last };
      seen = rows;
      clearTimeout(timer);
      timer = setTimeout(() => rested?.(rows), SCROLLING_MS);
    },
    listen: (listener: (rows: SeenRows) => void) => {
      rested = listener;
      return () => void (rested = undefined);
    },
  };
}

/** A list of so many pages is read anew as a whole. */
const FEW_PAGES = 3;
/** Requests that may be needed to close what opened between a page that was read anew and the kept one after it. */
const MOST_TO_JOIN = 3;

/** Pages that were not read anew when their list was. */
const kept = new WeakSet<Page>();

type Read = (cursor: string | undefined, signal: AbortSignal) => Promise<Page>;
type Pages = Pick<InfiniteData<Page>, 'pages'>;

interface PageContext {
  readonly client: QueryClient;
  readonly queryKey: QueryKey;
  readonly signal: AbortSignal;
  readonly pageParam: string | undefined;
}

/**
 * Reads the pages of a list. When a long one is read anew, only its first page and those in sight are asked for; the
 * others stay as they were until they come into sight.
 */
export function pageReader(read: Read, seen: () => SeenRows | undefined): (context: PageContext) => Promise<Page> {
  // All pages of one reading share a signal.
  const readings = new WeakMap<AbortSignal, (cursor: string | undefined) => Promise<Page>>();
  return ({ client, queryKey, signal, pageParam }) => {
    if (pageParam === undefined) {
      const old = client.getQueryData<Pages>(queryKey);
      const rows = seen();
      if (old && rows && old.pages.length > FEW_PAGES) {
        readings.set(
          signal,
          rereading(old.pages, pagesOf(rows, old.pages), (cursor) => read(cursor, signal)),
        );
      } else readings.delete(signal);
    }
    return readings.get(signal)?.(pageParam) ?? read(pageParam, signal);
  };
}

/** Whether somebody sees rows of pages that were left as they were. */
export function seesKept(rows: SeenRows, pages: readonly Page[]): boolean {
  const isInSight = pagesOf(rows, pages);
  return pages.some((page, index) => kept.has(page) && isInSight(index));
}

/**
 * Lists have the order of a time: most rows that change go to its top or leave. Those that come in between are found when
 * their page is in sight.
 */
function rereading(
  old: readonly Page[],
  isInSight: (index: number) => boolean,
  read: (cursor: string | undefined) => Promise<Page>,
): (cursor: string | undefined) => Promise<Page> {
  let next = 0;
  let whole = false;
  return async (cursor) => {
    const index = next++;
    const before = old[index];
    const after = old[index + 1];
    const isAsked = (one: number) => whole || one === 0 || isInSight(one);
    if (before && !isAsked(index)) {
      kept.add(before);
      return before;
    }
    const page = await read(cursor);
    // Of an answer that says the same as before, the one before goes on being used.
    if (before) kept.delete(before);
    if (!before || !after || isAsked(index + 1)) return page;
    const joined = await joinedWith(after, page, before.nextCursor, read);
    whole = joined === undefined;
    return joined ?? page;
  };
}

/** The page and what follows it, up to the one that is kept; undefined when that is too far away by now. */
async function joinedWith(
  kept: Page,
  page: Page,
  keptFrom: string | null,
  read: (cursor: string | undefined) => Promise<Page>,
): Promise<Page | undefined> {
  const keptKeys = new Set(kept.items.map(keyOf));
  const items = [...page.items];
  let cursor = page.nextCursor;
  for (let reads = 0; ; reads++) {
    const end = items.findLastIndex((item) => !keptKeys.has(keyOf(item))) + 1;
    if (end < items.length || cursor === keptFrom) return { ...page, items: items.slice(0, end), nextCursor: keptFrom };
    if (cursor === null || reads === MOST_TO_JOIN) return undefined;
    const more = await read(cursor);
    items.push(...more.items);
    cursor = more.nextCursor;
  }
}

function pagesOf({ first, last }: SeenRows, pages: readonly Page[]): (index: number) => boolean {
  const ends: number[] = [];
  for (const { items } of pages) ends.push((ends.at(-1) ?? 0) + items.length);
  return (index) => (ends[index - 1] ?? 0) <= last && first < (ends[index] ?? Number.POSITIVE_INFINITY);
}

/** The rows of all pages. One that went to the top is still in the page where it was: the first is the latest. */
export function rowsOf(pages: readonly Page[]): readonly unknown[] {
  const rows = pages.flatMap(({ items }) => items);
  if (pages.length <= FEW_PAGES) return rows;
  const known = new Set<string>();
  return rows.filter((row) => {
    const key = keyOf(row);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}

/** Lists name their rows differently; a row without a name is what it says. */
function keyOf(item: unknown): string {
  const { id, traceId } = item as { id?: string; traceId?: string };
  return id ?? traceId ?? JSON.stringify(item);
}
