import { jsonEvent } from '@eventstore/db-client';

import type { EventStoreDbConnection } from './eventstoredb-connection.js';
import { LOG_IDENTITY_STREAM } from './log-identity.stream.js';
import { isWrongExpectedVersion, toEventLogError } from './store-failure.js';

const TIMEOUT_MS = 5_000;

/** The id of this log: written once, by whoever comes first; everybody else reads that one. */
export async function readOrWriteLogId(connection: EventStoreDbConnection, candidate: string): Promise<string> {
  const found = await readLogId(connection);
  if (found !== undefined) {
    return found;
  }
  const identity = jsonEvent({ id: candidate, type: 'LogIdentified', data: { logId: candidate } });
  try {
    await connection.append(LOG_IDENTITY_STREAM, [identity], undefined, TIMEOUT_MS);
  } catch (error) {
    // Lost to another process, or lost on the way: what is there now decides.
    const winner = await readLogId(connection);
    if (winner === undefined) {
      throw isWrongExpectedVersion(error) ? new Error('the log’s identity stream was removed') : toEventLogError(error);
    }
    return winner;
  }
  return candidate;
}

async function readLogId(connection: EventStoreDbConnection): Promise<string | undefined> {
  const [event] = await connection.readStream(LOG_IDENTITY_STREAM, 'start', 'forwards', 1);
  return event === undefined ? undefined : (event.data as { readonly logId: string }).logId;
}
