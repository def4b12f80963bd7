import type { Query, QueryClient } from '@tanstack/react-query';
import { checkConnection, readConnection, reportHeard, waitBefore, whenReachable } from './connection';
import { rereadDue } from './list-rereads';
import { concerns } from './topics';

export interface LiveState {
  readonly state: 'connecting' | 'live' | 'lost';
  /** When the stream last said anything. */
  readonly heardAt: number | undefined;
}

/** A busy fleet changes a hundred times a second; nobody reads that fast. */
const INVALIDATE_AT_MOST_EVERY_MS = 2_000;
/** A heartbeat comes every 15 s: after two that did not come, nothing will. */
const SILENCE_MS = 40_000;
/** A stream that breaks sooner than that is not tried at the first pace again. */
const LASTING_MS = 30_000;

/**
 * Listens to `/api/stream` and has the answers that changed read anew. When it breaks, the service is asked once whether
 * it is there at all: away, it is waited for; else the stream is tried again, less and less often. Then everything is
 * read anew, for what happened meanwhile nobody told. Returns how to stop.
 */
export function openLiveStream(client: QueryClient, tell: (state: LiveState) => void): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let flush: ReturnType<typeof setTimeout> | undefined;
  let heardAt: number | undefined;
  let openedAt: number | undefined;
  let failures = 0;
  let wasLost = false;
  let stopped = false;
  const changed = new Set<string>();
  /** Long lists that have changed and rest. */
  let late: readonly Query[] = [];

  const heard = (event: Event) => {
    heardAt = Date.now();
    reportHeard();
    listenForSilence();
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

  function listenForSilence() {
    clearTimeout(silence);
    silence = setTimeout(broken, SILENCE_MS);
  }

  function broken() {
    // The browser's own way of coming back knows no growing pauses.
    source?.close();
    clearTimeout(silence);
    wasLost = true;
    if (openedAt !== undefined && Date.now() - openedAt > LASTING_MS) failures = 0;
    openedAt = undefined;
    tell({ state: 'lost', heardAt });
    void comeBack();
  }

  async function comeBack() {
    await checkConnection();
    const away = readConnection().state === 'away';
    if (away) await whenReachable();
    if (stopped) return;
    if (away) connect();
    else retry = setTimeout(connect, waitBefore(failures++, Math.random()));
  }

  function connect() {
    listenForSilence();
    source = new EventSource('/api/stream');
    source.addEventListener('open', (event) => {
      openedAt = Date.now();
      heard(event);
      if (wasLost) void client.invalidateQueries({ queryKey: ['api'] }, { cancelRefetch: false });
      wasLost = false;
    });
    for (const name of ['changed', 'heartbeat']) source.addEventListener(name, heard);
    source.addEventListener('error', broken);
  }

  tell({ state: 'connecting', heardAt });
  connect();
  return () => {
    stopped = true;
    source?.close();
    clearTimeout(retry);
    clearTimeout(silence);
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
