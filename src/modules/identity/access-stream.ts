import { streams } from '../../events/streams.js';

/** Sign-ins and refusals of one UTC day. */
export function accessStream(occurredAt: string): string {
  return streams.access(dayOf(occurredAt));
}

/** `yyyy-mm-dd` of an RFC 3339 instant in UTC. */
export const dayOf = (instant: string) => instant.slice(0, 10);
