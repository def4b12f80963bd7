import { setTimeout as sleep } from 'node:timers/promises';

/** Waited by who lost a race for a stream before deciding anew; `lost`: how often it has lost, from 1. */
export type RacePause = (lost: number) => Promise<void>;

/** Injection token of another pause than the default. */
export const RACE_PAUSE = Symbol('RACE_PAUSE');

const FIRST_MS = 10;
const LONGEST_MS = 200;

/** Longer with every race lost, and at random, so that those who collided do not collide again. */
export function jitteredPause(
  random: () => number = Math.random,
  wait: (ms: number) => Promise<unknown> = sleep,
): RacePause {
  return async (lost) => {
    await wait(random() * Math.min(FIRST_MS * 2 ** (lost - 1), LONGEST_MS));
  };
}
