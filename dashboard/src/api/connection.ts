import { onlineManager } from '@tanstack/react-query';

/**
 * Whether the service answers. While it is away, queries wait: only one probe asks, less and less often. It is away since
 * it was last heard of, not since somebody noticed.
 */
export type Connection =
  { readonly state: 'reachable' } | { readonly state: 'away'; readonly since: number; readonly nextTryAt: number };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A host that is gone does not even refuse. */
const PROBE_PATIENCE_MS = 5_000;

let connection: Connection = { state: 'reachable' };
let timer: ReturnType<typeof setTimeout> | undefined;
let heardAt: number | undefined;
let checking: Promise<void> | undefined;
const listeners = new Set<() => void>();

/** Without jitter two tabs would ask in step. */
export const waitBefore = (attempt: number, chance: number) =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.75 + chance / 2);

export const readConnection = () => connection;

export function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called when the service has answered, or its stream has said something. */
export function reportHeard(): void {
  heardAt = Date.now();
}

/** Called by the client when a request got no answer. */
export function reportAway(): void {
  if (connection.state === 'away') return;
  onlineManager.setOnline(false);
  scheduleProbe(0, heardAt ?? Date.now());
}

/** Asks once whether the service answers, for whoever has a doubt; not while it is away, for then the probe asks. */
export async function checkConnection(): Promise<void> {
  if (connection.state === 'away') return;
  checking ??= answers().then((answered) => {
    checking = undefined;
    if (!answered) reportAway();
  });
  await checking;
}

/** Once the service answers: now, or when it is back. */
export async function whenReachable(): Promise<void> {
  await checkConnection();
  if (connection.state === 'reachable') return;
  await new Promise<void>((resolve) => {
    const stop = onConnection(() => {
      if (connection.state === 'away') return;
      stop();
      resolve();
    });
  });
}

/** Asks now instead of at the next turn. */
export function tryAgainNow(): void {
  if (connection.state === 'away') void probe(0, connection.since);
}

function scheduleProbe(attempt: number, since: number): void {
  const wait = waitBefore(attempt, Math.random());
  become({ state: 'away', since, nextTryAt: Date.now() + wait });
  clearTimeout(timer);
  timer = setTimeout(() => void probe(attempt + 1, since), wait);
}

async function probe(attempt: number, since: number): Promise<void> {
  clearTimeout(timer);
  const answered = await answers();
  if (connection.state !== 'away') return;
  if (!answered) {
    scheduleProbe(attempt, since);
    return;
  }
  become({ state: 'reachable' });
  onlineManager.setOnline(true);
}

/** A proxy whose service is away answers with 502 to 504; whoever refuses is there. */
async function answers(): Promise<boolean> {
  try {
    const { status } = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(PROBE_PATIENCE_MS) });
    if (status >= 500) return false;
  } catch {
    return false;
  }
  reportHeard();
  return true;
}

function become(next: Connection): void {
  connection = next;
  for (const listener of listeners) listener();
}
