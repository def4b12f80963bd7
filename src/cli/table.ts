import CliTable from 'cli-table3';
import { safeText } from './safe-text.js';
import { bold, type Terminal } from './terminal.js';

export interface Column<Row> {
  readonly head: string;
  /** Null is shown as `-`: not known. */
  readonly of: (row: Row) => string | number | null;
  /** Gives way first when the table is wider than the terminal. */
  readonly flexible?: true;
}

const GAP = 2;
const NARROW = 8;
const UNKNOWN = '-';
const WIDE = /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u;
const segmenter = new Intl.Segmenter();
const blank = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '' };
const chars = { ...blank, 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '' };

/** Rows under heads: cut to the terminal's width, or whole when there is none. Ends with a line break. */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  terminal: Pick<Terminal, 'columns' | 'colour'>,
): string {
  const cells = rows.map((row) => columns.map(({ of }) => shown(of(row))));
  const widths = columns.map(({ head }, index) =>
    Math.max(displayWidth(head), ...cells.map((line) => displayWidth(line[index] ?? ''))),
  );
  const fitted = terminal.columns === undefined ? widths : fit(widths, columns, terminal.columns);
  const grid = new CliTable({
    head: columns.map(({ head }) => head),
    chars: { ...chars, right: '', 'right-mid': '', middle: '' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    colWidths: fitted.map((width) => width + GAP),
  });
  grid.push(...cells);
  const [head = '', ...body] = grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return `${[bold(head, terminal), ...body].join('\n')}\n`;
}

/** Names and values, one pair on a line; values are shown whole. */
export function fields(pairs: readonly (readonly [name: string, value: string | number | null])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${name.padEnd(width + GAP)}${shown(value)}\n`).join('');
}

function shown(value: string | number | null): string {
  return value === null || value === '' ? UNKNOWN : safeText(String(value));
}

/** Takes from the widest flexible column, then from the widest of all, until the line fits. */
function fit<Row>(natural: readonly number[], columns: readonly Column<Row>[], available: number): number[] {
  const widths = [...natural];
  const lineWidth = () => widths.reduce((sum, width) => sum + width + GAP, -GAP);
  const widest = (choose: (index: number) => boolean) =>
    widths.reduce(
      (best, width, index) => (choose(index) && width > NARROW && width > (widths[best] ?? 0) ? index : best),
      -1,
    );
  while (lineWidth() > available) {
    const flexible = widest((index) => columns[index]?.flexible === true);
    const victim = flexible >= 0 ? flexible : widest(() => true);
    if (victim < 0) break;
    widths[victim] = (widths[victim] ?? 0) - 1;
  }
  return widths;
}

/** Columns that the text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}
