/** Waits; returns early, without complaint, when the signal is given. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Milliseconds before attempt number `attempt` (from 0): doubling from 50 ms to 5 s, spread so that replicas part. */
export function backoffMs(attempt: number): number {
  const full = Math.min(5_000, 50 * 2 ** attempt);
  return full / 2 + Math.random() * (full / 2);
}

/** Does it until it succeeds or the signal is given; undefined then. */
export async function persist<Result>(
  action: () => Promise<Result>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<Result | undefined> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (signal.aborted) return undefined;
      onFailure(error);
      await pause(backoffMs(attempt), signal);
    }
  }
  return undefined;
}
