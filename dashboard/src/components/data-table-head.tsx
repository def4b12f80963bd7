import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import classes from './data-table.module.css';
import type { Column, Sort } from './data-table-types';

/** The head of a column: a button where one can sort by it. */
export function DataTableHeadCell<Row>({
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
        header
      )}
    </div>
  );
}
