import { describe, expect, it } from 'vitest';
import { type Column, displayWidth, fields, table } from './table.js';

interface Row {
  readonly id: string;
  readonly n: number | null;
  readonly text: string;
}

const columns: readonly Column<Row>[] = [
  { head: 'ID', of: ({ id }) => id },
  { head: 'N', of: ({ n }) => n },
  { head: 'TEXT', of: ({ text }) => text, flexible: true },
];
const pipe = { columns: undefined, colour: false };
const long = 'a very long text that goes on and on until no terminal can hold it, and then some more of it';

describe('a table in a pipe', () => {
  it('aligns its columns, shows everything and has no trailing blanks', () => {
    const rows = [
      { id: 'one', n: 1, text: 'short' },
      { id: 'twenty-two', n: null, text: long },
    ];
    expect(table(columns, rows, pipe)).toBe(
      ['ID          N  TEXT', 'one         1  short', `twenty-two  -  ${long}`, ''].join('\n'),
    );
  });

  it('keeps a row on its line whatever its text says', () => {
    const rows = [{ id: 'x', n: 0, text: 'first\nsecond\u001b[31m' }];
    expect(table(columns, rows, pipe)).toBe('ID  N  TEXT\nx   0  first\\nsecond\\u001b[31m\n');
  });
});

describe('a table on a terminal', () => {
  const widthOf = (text: string) => Math.max(...text.split('\n').map(displayWidth));

  it.each([40, 60, 80])('fits into %i columns by cutting what is flexible', (width) => {
    const text = table(columns, [{ id: 'twenty-two', n: 1, text: long }], { columns: width, colour: false });
    expect(widthOf(text)).toBeLessThanOrEqual(width);
    expect(text).toContain('twenty-two  1  a very');
    expect(text).toContain('…');
  });

  it('cuts the widest of the others when that is not enough', () => {
    const text = table(columns, [{ id: 'i'.repeat(100), n: 1, text: 'short' }], { columns: 40, colour: false });
    expect(widthOf(text)).toBeLessThanOrEqual(40);
    expect(text).toContain('1  short');
  });

  it('leaves out what it may before it cuts an id, the last column first', () => {
    const id = '01a213e9-47bd-7051-b018-32eddce4d62d';
    const wide: readonly Column<Row>[] = [
      { head: 'ID', of: (row) => row.id, whole: true },
      { head: 'TEXT', of: ({ text }) => text, flexible: true },
      { head: 'SOME', of: () => 'a'.repeat(10), optional: true },
      { head: 'MORE', of: () => 'b'.repeat(20), optional: true },
    ];
    const show = (width: number) => table(wide, [{ id, n: 1, text: long }], { columns: width, colour: false });
    expect(show(100)).toMatch(/^ID +TEXT +SOME +MORE\n/);
    expect(show(62)).toMatch(/^ID +TEXT +SOME\n/);
    expect(show(50)).toMatch(new RegExp(`^ID +TEXT\n${id} +a very`));
    for (const width of [100, 62, 50, 40, 30]) expect(widthOf(show(width))).toBeLessThanOrEqual(width);
  });

  it('counts wide characters as two', () => {
    const text = table(columns, [{ id: 'x', n: 1, text: '漢字'.repeat(40) }], { columns: 40, colour: false });
    expect(widthOf(text)).toBeLessThanOrEqual(40);
    expect(widthOf(text)).toBeGreaterThan(36);
  });

  it('is as wide as it needs and no wider', () => {
    const rows = [{ id: 'one', n: 1, text: 'short' }];
    expect(table(columns, rows, { columns: 200, colour: false })).toBe(table(columns, rows, pipe));
  });

  it('has a bold head where colour is wanted, and nothing else in it', () => {
    const rows = [{ id: 'one', n: 1, text: 'short' }];
    const [head, ...body] = table(columns, rows, { columns: 80, colour: true }).split('\n');
    expect(head).toBe('\u001b[1mID   N  TEXT\u001b[22m');
    expect(body.join('\n')).not.toContain('\u001b');
  });
});

describe('fields', () => {
  it('aligns values and marks what is not known', () => {
    expect(
      fields([
        ['id', 'x'],
        ['pull request', null],
        ['count', 0],
        ['flags', ''],
      ]),
    ).toBe('id            x\npull request  -\ncount         0\nflags         -\n');
  });
});
