import type { Query, QueryClient } from '@tanstack/react-query';
import { waitBefore } from './connection';
import { rereadDue } from './list-rereads';
import { concerns } from './topics';

export interface LiveState {
  readonly state: 'connecting' | 'live' | 'lost';
  /** When the stream last said anything. */
  readonly heardAt: number | undefined;
}

/** A busy fleet changes a hundred times a second; nobody reads that fast. */
const INVALIDATE_AT_MOST_EVERY_MS = 2_000;

/**
 * Listens to `/api/stream` and has the answers that changed read anew. After a break it comes back by itself, less and
 * less often, and everything is read anew, for what happened meanwhile nobody told. Returns how to stop.
 */
export function openLiveStream(client: QueryClient, tell: (state: LiveState) => void): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let flush: ReturnType<typeof setTimeout> | undefined;
  let heardAt: number | undefined;
  let failures = 0;
  let wasLost = false;
  const changed = new Set<string>();
  /** Long lists that have changed and rest. */
  let late: readonly Query[] = [];

  const heard = (event: Event) => {
    heardAt = Date.now();
    tell({ state: 'live', heardAt });
    const topics = topicsOf((event as MessageEvent<unknown>).data);
    if (topics.length === 0) return;
    for (const topic of topics) changed.add(topic);
    flush ??= setTimeout(invalidateChanged, INVALIDATE_AT_MOST_EVERY_MS);
  };

  function invalidateChanged() {
    flush = undefined;
    const topics = [...changed];
    const before = new Set(late);
    changed.clear();
    late = rereadDue(client, (query) => {
      const path = query.queryKey[1];
      return before.has(query) || (typeof path === 'string' && topics.some((topic) => concerns(topic, path)));
    });
    if (late.length > 0) flush = setTimeout(invalidateChanged, INVALIDATE_AT_MOST_EVERY_MS);
  }

  function connect() {
    source = new EventSource('/api/stream');
    source.addEventListener('open', (event) => {
      failures = 0;
      heard(event);
      if (wasLost) void client.invalidateQueries({ queryKey: ['api'] }, { cancelRefetch: false });
      wasLost = false;
    });
    for (const name of ['changed', 'heartbeat']) source.addEventListener(name, heard);
    source.addEventListener('error', () => {
      // The browser's own way of coming back knows no growing pauses.
      source?.close();
      wasLost = true;
      tell({ state: 'lost', heardAt });
      retry = setTimeout(connect, waitBefore(failures++, Math.random()));
    });
  }

  tell({ state: 'connecting', heardAt });
  connect();
  return () => {
    source?.close();
    clearTimeout(retry);
    clearTimeout(flush);
  };
}

/** `changed` brings `{topics}`; a heartbeat none. */
function topicsOf(data: unknown): string[] {
  if (typeof data !== 'string') return [];
  try {
    const { topics } = JSON.parse(data) as { topics?: unknown };
    return Array.isArray(topics) ? topics.filter((topic) => typeof topic === 'string') : [];
  } catch {
    return [];
  }
}
