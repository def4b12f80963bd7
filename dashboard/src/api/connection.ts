import { onlineManager } from '@tanstack/react-query';

/** Whether the service answers. While it is away, queries wait: only one probe asks, less and less often. */
export type Connection =
  { readonly state: 'reachable' } | { readonly state: 'away'; readonly since: number; readonly nextTryAt: number };

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

let connection: Connection = { state: 'reachable' };
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Without jitter two tabs would ask in step. */
export const waitBefore = (attempt: number, chance: number) =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt) * (0.75 + chance / 2);

export const readConnection = () => connection;

export function onConnection(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called by the client when a request got no answer. */
export function reportAway(): void {
  if (connection.state === 'away') return;
  onlineManager.setOnline(false);
  scheduleProbe(0, Date.now());
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
  const answered = await fetch('/healthz', { cache: 'no-store' }).then(
    (response) => response.ok,
    () => false,
  );
  if (connection.state !== 'away') return;
  if (!answered) {
    scheduleProbe(attempt, since);
    return;
  }
  become({ state: 'reachable' });
  onlineManager.setOnline(true);
}

function become(next: Connection): void {
  connection = next;
  for (const listener of listeners) listener();
}
