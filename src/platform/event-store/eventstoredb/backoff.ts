import { setTimeout as delay } from 'node:timers/promises';

export interface BackoffTimings {
  /** Milliseconds: the ceiling of the first wait and of all waits. It doubles in between. */
  readonly firstMs: number;
  readonly mostMs: number;
}

/** Full jitter: anything up to the ceiling, so that many clients do not return at the same instant. */
export function backoffMs(attempt: number, { firstMs, mostMs }: BackoffTimings): number {
  return Math.random() * Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 30));
}

/** Waits, or returns early once aborted. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) {
    return;
  }
  await delay(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
}
