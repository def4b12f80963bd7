import { Text, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './data-table.module.css';
import { DataTableFoot, type TableList } from './data-table-foot';
import { PanelContent } from './panel';

export interface Column<Row> {
  /** Also what the API sorts by when `sortable`. */
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Least width in pixels; what is left over is shared by `grow`. */
  readonly width: number;
  /** Part of the width that is left over; 0 unless given. */
  readonly grow?: number;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right';
  readonly sortable?: boolean;
}

export interface Sort {
  readonly by: string;
  readonly order: 'asc' | 'desc';
}

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
const HEAD_HEIGHT = 32;

/**
 * A table for ten rows or a hundred thousand: only what is seen is drawn. Arrow keys, Home and End move between rows,
 * Enter opens. It reads on by itself when its end is near. Below its least width it scrolls sideways.
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

function Rows<Row>({ label, columns, list, rows, rowKey, onOpen, openKey, sort, onSort, height }: RowsProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: HEAD_HEIGHT,
    getItemKey: (index) => rowKey(rows[index]!),
  });
  const shown = virtual.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  const nearEnd = lastShown >= rows.length - 20;
  const { hasMore, loadingMore, loadMore, error } = list;
  useEffect(() => {
    // After a failure the foot offers to try again; by itself it would do so without end.
    if (nearEnd && hasMore && !loadingMore && !error) loadMore?.();
  }, [nearEnd, hasMore, loadingMore, loadMore, error]);

  const focusRow = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, index: number, row: Row) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + page,
      PageUp: index - page,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (to === undefined) onOpen?.(row);
    else focusRow(to);
  };

  const grid: CSSProperties = {
    gridTemplateColumns: columns
      .map(({ width, grow }) => `minmax(${width}px, ${grow ? `${grow}fr` : `${width}px`})`)
      .join(' '),
    minWidth: columns.reduce((sum, { width }) => sum + width, 0),
  };
  return (
    <div ref={scroller} className={classes['scroller']} style={{ maxHeight: height }}>
      <div role="grid" aria-label={label} aria-rowcount={hasMore ? -1 : rows.length + 1} aria-colcount={columns.length}>
        <div role="row" aria-rowindex={1} className={classes['head']} style={grid}>
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {shown.map(({ index, key, start }) => {
            const row = rows[index]!;
            return (
              <div
                key={key}
                role="row"
                data-index={index}
                data-open={openKey !== undefined && rowKey(row) === openKey ? true : undefined}
                data-opens={onOpen ? true : undefined}
                aria-rowindex={index + 2}
                tabIndex={index === Math.min(active, rows.length - 1) ? 0 : -1}
                className={classes['row']}
                style={{ ...grid, transform: `translateY(${start}px)` }}
                onFocus={() => setActive(index)}
                onKeyDown={(event) => onKeyDown(event, index, row)}
                onClick={(event) => {
                  if (!isOwnControl(event.target, event.currentTarget)) onOpen?.(row);
                }}
              >
                {columns.map((column) => (
                  <div key={column.id} role="gridcell" className={classes['cell']} data-align={column.align}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}) {
  const { id, header, align, sortable } = column;
  const order = sort?.by === id ? sort.order : undefined;
  const Arrow = order === 'asc' ? IconArrowUp : order === 'desc' ? IconArrowDown : IconArrowsSort;
  return (
    <div
      role="columnheader"
      className={classes['cell']}
      data-align={align}
      aria-sort={order === undefined ? undefined : order === 'asc' ? 'ascending' : 'descending'}
    >
      {sortable && onSort ? (
        <UnstyledButton
          className={classes['sort']}
          data-sorted={order !== undefined || undefined}
          onClick={() => onSort({ by: id, order: order === 'desc' ? 'asc' : 'desc' })}
        >
          {header} <Arrow size={12} aria-hidden />
        </UnstyledButton>
      ) : (
        <Text component="span" inherit>
          {header}
        </Text>
      )}
    </div>
  );
}

/** A link or a button inside the row does its own thing. */
function isOwnControl(target: EventTarget, row: HTMLElement): boolean {
  const control = target instanceof Element ? target.closest('a,button,input,select,textarea,label') : null;
  return control !== null && row.contains(control);
}
