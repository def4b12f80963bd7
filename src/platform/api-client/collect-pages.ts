/** Most that the API puts on one page. */
const LARGEST_PAGE = 500;

export interface Page<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export interface Wanted {
  /** Undefined: all there are. */
  readonly limit: number | undefined;
  /** Where to go on, as an earlier page said. */
  readonly cursor: string | undefined;
}

/** As many items as wanted, over as many pages as that takes, as one page. */
export async function collectPages<T>(
  wanted: Wanted,
  fetchPage: (paging: { limit: number; cursor?: string }) => Promise<Page<T>>,
): Promise<Page<T>> {
  const items: T[] = [];
  let { cursor } = wanted;
  for (;;) {
    const open = wanted.limit === undefined ? LARGEST_PAGE : wanted.limit - items.length;
    const page = await fetchPage({ limit: Math.min(open, LARGEST_PAGE), ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    if (page.nextCursor === null || items.length === wanted.limit) {
      return { items, nextCursor: page.nextCursor, total: page.total };
    }
    cursor = page.nextCursor;
  }
}
