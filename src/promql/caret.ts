import type { Span } from './ast.js';

/** Longer lines are cut, so that the caret stays in sight. */
const widest = 100;

/** The line of the text in which the span begins, and below it a caret at that place. */
export function caret(text: string, { from }: Span): string {
  const start = from === 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', from);
  const line = [...text.slice(start, next < 0 ? text.length : next).replace(/\r$/, '')];
  const column = Math.min([...text.slice(start, from)].length, line.length);
  const first = line.length <= widest ? 0 : Math.max(0, Math.min(column - widest / 2, line.length - widest));
  const shown = line.slice(first, first + widest);
  const before = first > 0 ? '…' : '';
  const after = first + widest < line.length ? '…' : '';
  // Tabs stay tabs, so that both lines are indented alike.
  const indent = [...before, ...shown.slice(0, column - first)].map((one) => (one === '\t' ? one : ' ')).join('');
  return `${before}${shown.join('')}${after}\n${indent}^`;
}
