import type { EventFilter } from '../event-log.js';

export function matchesFilter(event: { type: string; stream: string }, filter: EventFilter | undefined): boolean {
  if (filter === undefined) {
    return true;
  }
  return (
    (filter.types === undefined || filter.types.includes(event.type)) &&
    (filter.streamPrefixes === undefined || filter.streamPrefixes.some((prefix) => event.stream.startsWith(prefix)))
  );
}
