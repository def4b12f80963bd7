import { describe, expect, it } from 'vitest';
import { cardHeight } from './card-rows';

const lines = (...grows: (number | undefined)[]) =>
  (cardHeight(grows.map((grow) => (grow === undefined ? {} : { grow }))) - cardHeight([])) / 22;

describe('a row as a card', () => {
  it('has two values in a line', () => {
    expect([lines(), lines(1), lines(1, undefined), lines(0, 1, 1)]).toEqual([0, 1, 1, 2]);
  });

  it('has a wide one alone in its line, wherever that begins', () => {
    expect([lines(3), lines(1, 3), lines(1, 1, 3, 1), lines(1, 3, 1, 1)]).toEqual([1, 2, 3, 3]);
  });
});
