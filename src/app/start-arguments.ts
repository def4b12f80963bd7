import { parseArgs } from 'node:util';
import { MAX_HISTORY_DAYS } from '../demo/run-demo.js';
import { parseDuration } from '../kernel/duration-text.js';
import type { DemoFleetOptions } from './demo-fleet.js';

/** Without a history there is nothing to look at in the first hour. */
const DEFAULT_HISTORY = '1d';
const DAY_MS = 86_400_000;

export const startUsage =
  'usage: npm start -- [--demo [--history <span>] [--seed <n>]]\nSettings are environment variables: see docs/configuration.md.';

export class UsageError extends Error {}

/** What `npm start -- …` may say; undefined without `--demo`. Throws a UsageError that names what is wrong. */
export function startArguments(args: readonly string[]): DemoFleetOptions | undefined {
  const { demo, history, seed } = parsed(args);
  if (!demo && (history !== undefined || seed !== undefined))
    throw new UsageError('--history and --seed go with --demo');
  if (!demo) return undefined;
  const span = parseDuration(history ?? DEFAULT_HISTORY);
  if (span === undefined || span > MAX_HISTORY_DAYS * DAY_MS)
    throw new UsageError(`--history: give a span of time up to ${MAX_HISTORY_DAYS}d, as in 30d or 1h`);
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) throw new UsageError('--seed: give a whole number, as in 7');
  return { historyDays: span / DAY_MS, ...(seed === undefined ? {} : { seed: Number(seed) }) };
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
