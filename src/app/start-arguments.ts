import { parseArgs } from 'node:util';
import type { DemoFleetOptions } from './demo-fleet.js';

/** Without a history there is nothing to look at in the first hour. */
const DEFAULT_HISTORY = '1d';

export const startUsage =
  'usage: npm start -- [--demo [--history <days>d] [--seed <n>]]\nSettings are environment variables: see docs/configuration.md.';

export class UsageError extends Error {}

/** What `npm start -- …` may say; undefined without `--demo`. Throws a UsageError that names what is wrong. */
export function startArguments(args: readonly string[]): DemoFleetOptions | undefined {
  const { demo, history, seed } = parsed(args);
  if (!demo && (history !== undefined || seed !== undefined))
    throw new UsageError('--history and --seed go with --demo');
  if (!demo) return undefined;
  const days = /^(\d{1,3})d$/.exec(history ?? DEFAULT_HISTORY)?.[1];
  if (days === undefined || Number(days) > 366) throw new UsageError('--history: give days up to 366d, as in 30d');
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) throw new UsageError('--seed: give a whole number, as in 7');
  return { historyDays: Number(days), ...(seed === undefined ? {} : { seed: Number(seed) }) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { demo: { type: 'boolean' }, history: { type: 'string' }, seed: { type: 'string' } },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
