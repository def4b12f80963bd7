import { expect, it } from 'vitest';
import { caret } from './caret.js';

function at(text: string, from: number): string[] {
  return caret(text, { from, to: from }).split('\n');
}

it('shows the line with a caret below the place', () => {
  expect(at('sum(a b)', 6)).toEqual(['sum(a b)', '      ^']);
  expect(at('a', 0)).toEqual(['a', '^']);
  expect(at('', 0)).toEqual(['', '^']);
  expect(at('a +', 3)).toEqual(['a +', '   ^']);
});

it('shows the one line that the place is in', () => {
  const text = 'sum(\n  a b\r\n)';
  expect(at(text, 0)).toEqual(['sum(', '^']);
  expect(at(text, 4)).toEqual(['sum(', '    ^']);
  expect(at(text, 9)).toEqual(['  a b', '    ^']);
  expect(at(text, 11)).toEqual(['  a b', '     ^']);
  expect(at(text, 12)).toEqual([')', '^']);
  expect(at('\na', 0)).toEqual(['', '^']);
});

it('counts characters, not their halves, and keeps tabs', () => {
  expect(at('"😀" b', 5)).toEqual(['"😀" b', '    ^']);
  expect(at('\ta b', 3)).toEqual(['\ta b', '\t  ^']);
});

it('cuts long lines around the place', () => {
  const text = 'a + '.repeat(100) + '* b' + ' + a'.repeat(100);
  const [line, below] = at(text, 400) as [string, string];
  expect([...line]).toHaveLength(102);
  expect(line.startsWith('…') && line.endsWith('…')).toBe(true);
  expect(line[below.length - 1]).toBe('*');
  expect(at(text, 0)).toEqual([text.slice(0, 100) + '…', '^']);
  const [end, endBelow] = at(text, text.length) as [string, string];
  expect(end).toBe('…' + text.slice(-100));
  expect(endBelow).toHaveLength(102);
});
