import { EventLogError, MAX_APPEND_BYTES } from '../event-log.js';
import type { EncodedEvent } from './event-codec.js';
import { LOG_IDENTITY_STREAM } from './log-identity.stream.js';

/** The server's own limit for a name. */
const MAX_STREAM_NAME_BYTES = 1_000;

/** Throws `invalid_event` or `too_large` for what must not be sent; the log is not touched. */
export function assertWritable(stream: string, events: readonly EncodedEvent[]): void {
  if (stream === '' || stream.startsWith('$') || stream === LOG_IDENTITY_STREAM) {
    throw new EventLogError('invalid_event', `the stream name "${stream}" is empty or reserved`);
  }
  if (Buffer.byteLength(stream) > MAX_STREAM_NAME_BYTES) {
    throw new EventLogError('invalid_event', `a stream name may take ${MAX_STREAM_NAME_BYTES} bytes at most`);
  }
  if (events.length === 0) {
    throw new EventLogError('invalid_event', 'an append without events');
  }
  const bytes = events.reduce((sum, event) => sum + event.bytes, 0);
  if (bytes > MAX_APPEND_BYTES) {
    throw new EventLogError('too_large', `one append takes ${bytes} bytes; ${MAX_APPEND_BYTES} are allowed`);
  }
}
