import { Button, Group, Text } from '@mantine/core';
import type { Loadable } from '../api/loadable';
import type { ApiList } from '../api/use-api';
import { exactWords } from './number-words';
import { StaleMark } from './stale-mark';

/** A list as a table takes it: `useApiList`'s, or one that is there whole. */
export type TableList<Row> = Loadable<readonly Row[]> &
  Partial<Pick<ApiList<Row>, 'total' | 'hasMore' | 'loadingMore' | 'loadMore' | 'onSeen'>>;

/** How many are shown of how many, and the way to more of them. */
export function DataTableFoot({ list }: { list: TableList<unknown> }) {
  const { data, total, hasMore, loadingMore, loadMore, error } = list;
  const count = data?.length ?? 0;
  const ofTotal = total != null && total > count ? ` of ${exactWords(total)}` : hasMore ? ' so far' : '';
  return (
    <Group justify="space-between" px="sm" h={32} gap="xs" style={{ borderTop: '1px solid var(--line-soft)' }}>
      <Text fz="xs" c="dimmed" className="numbers" role="status">
        {exactWords(count)}
        {ofTotal}
      </Text>
      <StaleMark state={list} />
      {hasMore ? (
        <Button size="compact-xs" variant="subtle" loading={loadingMore ?? false} onClick={loadMore}>
          {error ? 'Try again' : 'More'}
        </Button>
      ) : null}
    </Group>
  );
}
