/** Milliseconds before attempt `n` (from 1): doubling from 25 to 2 000, half of it random so that replicas spread. */
export function backoffMs(attempt: number): number {
  const most = Math.min(25 * 2 ** (attempt - 1), 2_000);
  return most / 2 + Math.random() * (most / 2);
}

/** Resolves after the time or on abort, whichever is first; never rejects. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
