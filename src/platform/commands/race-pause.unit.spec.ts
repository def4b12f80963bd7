import { expect, it } from 'vitest';
import { jitteredPause } from './race-pause.js';

it('waits longer with every race lost, up to a limit, and for a random part of that', async () => {
  const waited: number[] = [];
  const wait = (ms: number) => Promise.resolve(waited.push(ms));
  const longest = jitteredPause(() => 1, wait);
  for (const lost of [1, 2, 3, 20]) await longest(lost);
  await jitteredPause(() => 0.25, wait)(2);
  expect(waited).toEqual([10, 20, 40, 200, 5]);
});
