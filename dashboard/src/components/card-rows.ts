import type { Column } from './data-table-types';

const LINE_HEIGHT = 22;
const PADDING = 13;

/** Whether a column has a line of its own where rows are cards: the text that takes what is left over. */
export const isWide = ({ grow = 0 }: Pick<Column<never>, 'grow'>) => grow > 1;

/** Height of a row as a card: two values in a line, wide ones alone in theirs. */
export function cardHeight(columns: readonly Pick<Column<never>, 'grow'>[]): number {
  let lines = 0;
  let halfFull = false;
  for (const column of columns) {
    if (isWide(column)) {
      lines += 1;
      halfFull = false;
    } else {
      if (!halfFull) lines += 1;
      halfFull = !halfFull;
    }
  }
  return lines * LINE_HEIGHT + PADDING;
}
