import { describe, expect, it } from 'vitest';
import { cardHeight, isWide } from './card-rows';

const column = (width: number, more: object = {}) => ({ header: 'State', width, ...more });
const short = column(80);
const wide = column(80, { grow: 1 });
const lines = (...columns: ReturnType<typeof column>[]) => (cardHeight(columns) - cardHeight([])) / 22;

describe('a row as a card', () => {
  it('has two values in a line', () => {
    expect([lines(), lines(short), lines(short, short), lines(short, short, short)]).toEqual([0, 1, 1, 2]);
  });

  it('has a wide one alone in its line, wherever that begins', () => {
    expect([
      lines(wide),
      lines(short, wide),
      lines(short, short, wide, short),
      lines(short, wide, short, short),
    ]).toEqual([1, 2, 3, 3]);
  });

  it('gives a line to what half of one would cut off, its name included', () => {
    expect([column(130), column(164), column(130, { header: 'Environment' })].map(isWide)).toEqual([false, true, true]);
    expect([column(164, { header: '' }), column(164, { selfEvident: true })].map(isWide)).toEqual([false, false]);
  });

  it('has numbers in half a line, for their column is as wide as its head', () => {
    expect(isWide(column(140, { header: 'Tokens/success', align: 'right' }))).toBe(false);
  });
});
