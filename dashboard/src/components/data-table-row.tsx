import { type KeyboardEvent, memo } from 'react';
import { hasCaption, isWide } from './card-rows';
import classes from './data-table.module.css';
import type { Column } from './data-table-types';

export interface DataTableRowProps<Row> {
  readonly row: Row;
  readonly index: number;
  /** Pixels from the first row. */
  readonly start: number;
  readonly columns: readonly Column<Row>[];
  readonly template: string;
  readonly minWidth: number;
  /** The height of a card, where there is no room for columns. */
  readonly card: number | undefined;
  readonly open: boolean;
  /** Whether Tab leads to it: one row of the table has that, the arrow keys lead to the others. */
  readonly reachable: boolean;
  readonly opens: boolean;
  readonly onFocused: (index: number) => void;
  readonly onKey: (event: KeyboardEvent, index: number, row: Row) => void;
  readonly onClicked: (row: Row) => void;
}

/** A row of a table; drawn once while it stays in sight. */
export const DataTableRow = memo(function DataTableRow<Row>(props: DataTableRowProps<Row>) {
  const { row, index, start, columns, template, minWidth, card, open, reachable, opens, onFocused, onKey, onClicked } =
    props;
  return (
    <div
      role="row"
      data-index={index}
      data-open={open || undefined}
      data-opens={opens || undefined}
      aria-rowindex={index + 2}
      tabIndex={reachable ? 0 : -1}
      className={classes['row']}
      data-card={card !== undefined || undefined}
      style={
        card === undefined ? { gridTemplateColumns: template, minWidth, top: start } : { top: start, height: card }
      }
      onFocus={() => onFocused(index)}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) onKey(event, index, row);
      }}
      onClick={(event) => {
        if (!isOwnControl(event.target, event.currentTarget)) onClicked(row);
      }}
    >
      {columns.map((column) => (
        <div
          key={column.id}
          role="gridcell"
          className={classes['cell']}
          data-align={column.align}
          data-wide={isWide(column) || undefined}
        >
          {card !== undefined && hasCaption(column) ? (
            <span className={classes['caption']} aria-hidden>
              {column.header}
            </span>
          ) : null}
          {column.cell(row)}
        </div>
      ))}
    </div>
  );
}) as <Row>(props: DataTableRowProps<Row>) => React.ReactNode;

/** A link or a button inside the row does its own thing. */
function isOwnControl(target: EventTarget, row: HTMLElement): boolean {
  const control = target instanceof Element ? target.closest('a,button,input,select,textarea,label') : null;
  return control !== null && row.contains(control);
}
