import CliTable from 'cli-table3';
import { safeText } from './safe-text.js';
import { bold, type Terminal } from './terminal.js';

export interface Column<Row> {
  readonly head: string;
  /** Null is shown as `-`: not known. */
  readonly of: (row: Row) => string | number | null;
  /** Is cut first when the table is wider than the terminal. */
  readonly flexible?: true;
  /** Is left out when cutting is not enough. */
  readonly optional?: true;
  /** Is for copying, so cut only when nothing else is left to cut. */
  readonly whole?: true;
}

interface Fitted {
  readonly index: number;
  width: number;
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
  const all = widths.map((width, index): Fitted => ({ index, width }));
  const fitted = terminal.columns === undefined ? all : fit(columns, widths, terminal.columns);
  const grid = new CliTable({
    head: fitted.map(({ index }) => columns[index]?.head ?? ''),
    chars: { ...chars, right: '', 'right-mid': '', middle: '' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': GAP },
    colWidths: fitted.map(({ width }) => width + GAP),
  });
  grid.push(...cells.map((line) => fitted.map(({ index }) => line[index] ?? '')));
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

/**
 * The columns that have room, with their widths. What is flexible gives way first; then columns that may be left out
 * are, the last first; then the widest of the rest is cut; ids, which people copy, only when nothing else is left.
 */
function fit<Row>(columns: readonly Column<Row>[], natural: readonly number[], available: number): Fitted[] {
  const kept = columns.map(({ flexible, optional, whole }, index) => ({
    index,
    width: natural[index] ?? 0,
    flexible,
    optional,
    whole,
  }));
  const excess = () => kept.reduce((sum, { width }) => sum + width + GAP, -GAP) - available;
  const shrink = (candidates: typeof kept) => {
    while (excess() > 0) {
      const widest = candidates.reduce<Fitted>((best, each) => (each.width > best.width ? each : best), {
        index: -1,
        width: NARROW,
      });
      if (widest.index < 0) return;
      widest.width -= 1;
    }
  };
  shrink(kept.filter(({ flexible }) => flexible));
  while (excess() > 0) {
    const last = kept.findLastIndex(({ optional }) => optional);
    if (last < 0) break;
    kept.splice(last, 1);
  }
  shrink(kept.filter(({ whole }) => !whole));
  shrink(kept);
  return kept;
}

/** Columns that the text takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** As much of the text as fits, with a sign that there is more. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let [kept, used] = ['', 0];
  for (const { segment } of segmenter.segment(text)) {
    used += WIDE.test(segment) ? 2 : 1;
    if (used > width - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
