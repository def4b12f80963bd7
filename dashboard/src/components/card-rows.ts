import type { Column } from './data-table-types';

type Measures = Pick<Column<never>, 'header' | 'width' | 'grow' | 'align' | 'selfEvident'>;

const LINE_HEIGHT = 22;
const PADDING = 13;
/** Half of a card in a window of 380 px. */
const HALF = 178;
const PER_LETTER = 7;
const AFTER_CAPTION = 6;

/** Whether the name of a column stands before its value where rows are cards. */
export const hasCaption = ({ header, selfEvident = false }: Pick<Measures, 'header' | 'selfEvident'>) =>
  header !== '' && !selfEvident;

/**
 * Whether a column has a line of its own where rows are cards: the text that takes what is left over, and what would be
 * cut off in half a line. Numbers are shorter than their column, which has the width of its head.
 */
export function isWide(column: Measures): boolean {
  const { header, width, grow = 0, align } = column;
  if (grow > 0 && align !== 'right') return true;
  const caption = hasCaption(column) ? header.length * PER_LETTER + AFTER_CAPTION : 0;
  return align !== 'right' && width + caption > HALF;
}

/** Height of a row as a card: two values in a line, wide ones alone in theirs. */
export function cardHeight(columns: readonly Measures[]): number {
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
