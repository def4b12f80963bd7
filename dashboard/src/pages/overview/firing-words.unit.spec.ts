import { describe, expect, it } from 'vitest';
import { firingWords } from './firing-words';

describe('the words beside the number of alerts that fire', () => {
  it.each([
    [0, 0, 0, 'nothing needs you'],
    [3, 0, 0, 'not resolved'],
    [3, 1, 0, '1 of them silenced'],
    [3, 1, 2, '1 of them silenced, 2 pending'],
    [0, 0, 2, '2 pending'],
    [3, undefined, undefined, 'not resolved'],
    [3, null, null, 'not resolved'],
  ])('%s fire, %s silenced, %s pending: %s', (firing, silenced, pending, words) => {
    expect(firingWords(firing, silenced, pending)).toBe(words);
  });
});
