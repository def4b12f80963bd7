import type { EventLog } from '../event-store/event-log.js';
import { MAX_WAIT_MS, type ProjectionReads } from './projection-reads.js';

/**
 * Waits, within bounds, until the projections have everything that was recorded before the call: whoever has just made
 * something knows it before the read model does.
 */
export async function upToNow(
  reads: ProjectionReads,
  log: EventLog,
  projections: readonly string[],
): Promise<'reached' | 'timeout'> {
  const head = await log.head();
  return head === undefined ? 'reached' : reads.waitFor(projections, head, MAX_WAIT_MS);
}
