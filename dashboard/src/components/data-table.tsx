import { useCallbackRef as useStableCallback, useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { cardHeight } from './card-rows';
import classes from './data-table.module.css';
import { DataTableFoot, type TableList } from './data-table-foot';
import { DataTableHeadCell } from './data-table-head';
import { DataTableRow } from './data-table-row';
import type { Column, Sort } from './data-table-types';
import { PanelContent } from './panel';

export type { Column, Sort } from './data-table-types';

export interface DataTableProps<Row> {
  /** What the rows are, for those who cannot see the page: "Agents". */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** What `useApiList` returned, or any loadable list. */
  readonly list: TableList<Row>;
  readonly rowKey: (row: Row) => string;
  /** On click and on Enter. */
  readonly onOpen?: (row: Row) => void;
  /** The row that is open in a drawer. */
  readonly openKey?: string | undefined;
  readonly sort?: Sort | undefined;
  readonly onSort?: (sort: Sort) => void;
  readonly empty: ReactNode;
  /** Most height of the rows: pixels, or CSS. The rest of the window unless given. */
  readonly height?: number | string;
}

const ROW_HEIGHT = 34;
/** Below it columns have no room: rows are cards. */
const NARROW = '(max-width: 40em)';
const HEAD_HEIGHT = 32;

/**
 * A table for ten rows or a hundred thousand: only what is seen is drawn. Arrow keys, Home and End move between rows,
 * Enter opens. It reads on by itself when its end is near. On a narrow screen rows are cards; elsewhere it scrolls sideways
 * below its least width.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { list, empty, height = 'max(320px, calc(100dvh - 230px))' } = props;
  return (
    <div className={classes['table']}>
      <PanelContent state={list} height={320} isEmpty={(rows) => rows.length === 0} empty={empty}>
        {(rows) => <Rows {...props} rows={rows} height={height} />}
      </PanelContent>
      {list.data && list.data.length > 0 ? <DataTableFoot list={list} /> : null}
    </div>
  );
}

type RowsProps<Row> = DataTableProps<Row> & { readonly rows: readonly Row[]; readonly height: number | string };

function Rows<Row>(props: RowsProps<Row>) {
  const { label, columns, list, rows, rowKey, onOpen, openKey, sort, onSort, height } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const narrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const card = narrow ? cardHeight(columns) : undefined;
  const rowHeight = card ?? ROW_HEIGHT;
  // Another function would have all rows measured anew, at every frame.
  const ownKey = useStableCallback(rowKey);
  const keyAt = useCallback((index: number) => ownKey(rows[index]!), [ownKey, rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    useFlushSync: false,
    scrollPaddingStart: HEAD_HEIGHT,
    getItemKey: keyAt,
  });
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const nearEnd = lastShown >= rows.length - 20;
  const { hasMore, loadingMore, loadMore, onSeen, error } = list;
  const firstShown = shown[0]?.index ?? 0;
  useEffect(() => onSeen?.(firstShown, lastShown), [onSeen, firstShown, lastShown]);
  useEffect(() => {
    // After a failure the foot offers to try again; by itself it would do so without end.
    if (nearEnd && hasMore && !loadingMore && !error) loadMore?.();
  }, [nearEnd, hasMore, loadingMore, loadMore, error]);

  // A row far away is drawn only after the table has scrolled there; it gets the focus as soon as it is there.
  const wanted = useRef<number>(undefined);
  useEffect(() => {
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"]`);
    if (!row) return;
    wanted.current = undefined;
    row.focus({ preventScroll: true });
  });
  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
    wanted.current = next;
  };
  // The same functions as long as the table is there, so that rows that stay are not drawn anew while scrolling.
  const onClicked = useStableCallback((row: Row) => onOpen?.(row));
  const onKey = useStableCallback((event: KeyboardEvent, index: number, row: Row) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const to = targetOf(event.key, index, page, rows.length);
    if (to === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (to === undefined) onOpen?.(row);
    else focusRow(to);
  });

  const template = columns
    .map(({ width, grow }) => `minmax(${width}px, ${grow ? `${grow}fr` : `${width}px`})`)
    .join(' ');
  const minWidth = columns.reduce((sum, { width }) => sum + width, 0);
  return (
    <div ref={scroller} className={classes['scroller']} style={{ maxHeight: height }}>
      <div role="grid" aria-label={label} aria-rowcount={hasMore ? -1 : rows.length + 1} aria-colcount={columns.length}>
        <div
          role="row"
          aria-rowindex={1}
          className={classes['head']}
          data-card={narrow || undefined}
          {...(narrow ? {} : { style: { gridTemplateColumns: template, minWidth } })}
        >
          {columns.map((column) => (
            <DataTableHeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {shown.map(({ index, key, start }) => {
            const row = rows[index]!;
            return (
              <DataTableRow
                key={key}
                row={row}
                index={index}
                start={start}
                columns={columns}
                template={template}
                minWidth={minWidth}
                card={card}
                open={openKey !== undefined && rowKey(row) === openKey}
                reachable={index === Math.min(active, rows.length - 1)}
                opens={onOpen !== undefined}
                onFocused={setActive}
                onKey={onKey}
                onClicked={onClicked}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Where a key leads; undefined when it leads nowhere. */
function targetOf(key: string, index: number, page: number, count: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  };
  return targets[key];
}
