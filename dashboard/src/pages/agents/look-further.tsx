import { useEffect } from 'react';
import type { ApiList } from '../../api/use-api';

type Readable = Pick<ApiList<unknown>, 'hasMore' | 'loadingMore' | 'loadMore' | 'error'>;

/** Reads on while nothing that was read is shown: the table itself reads on only from rows that it shows. */
export function LookFurther({ active, list }: { active: boolean; list: Readable }) {
  const { hasMore, loadingMore, loadMore, error } = list;
  useEffect(() => {
    if (active && hasMore && !loadingMore && !error) loadMore();
  }, [active, hasMore, loadingMore, loadMore, error]);
  return null;
}
