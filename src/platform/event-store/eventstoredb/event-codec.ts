import {
  jsonEvent,
  type AllStreamRecordedEvent,
  type EventData,
  type RecordedEvent as StoredEvent,
} from '@eventstore/db-client';

import type { EventMeta, RecordedEvent } from '../../../kernel/event.js';
import type { JsonObject } from '../../../kernel/json.js';
import type { EncodedEvent } from '../event-encoding.js';
import { LOG_IDENTITY_STREAM } from './log-identity.stream.js';
import { toLogPosition, type TransactionPosition } from './log-position.js';

/**
 * For the wire. The client serialises once more, inside a promise that never settles when that throws: it gets the
 * parsed text, which is plain, ours alone, and certain to serialise again.
 */
export function toEventData(event: EncodedEvent): EventData {
  const { id, type, schemaVersion } = event;
  const meta = JSON.parse(event.meta) as EventMeta;
  return jsonEvent({ id, type, data: JSON.parse(event.data), metadata: { ...meta, schemaVersion } });
}

/** The event, or undefined when it is not one of ours: system events, the log's identity, another program's events. */
export function decodeEvent(
  stored: StoredEvent | AllStreamRecordedEvent,
  position: TransactionPosition,
): RecordedEvent | undefined {
  const metadata: unknown = stored.metadata;
  if (isHidden(stored.streamId, stored.type) || !stored.isJson || !isEnvelope(metadata)) {
    return undefined;
  }
  const { schemaVersion, ...meta } = metadata;
  return {
    id: stored.id,
    type: stored.type,
    schemaVersion,
    data: stored.data as JsonObject,
    meta,
    stream: stored.streamId,
    revision: stored.revision,
    position: toLogPosition(position),
    recordedAt: stored.created,
  };
}

function isHidden(stream: string, type: string): boolean {
  return stream.startsWith('$') || type.startsWith('$') || stream === LOG_IDENTITY_STREAM;
}

function isEnvelope(metadata: unknown): metadata is EventMeta & { readonly schemaVersion: number } {
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    typeof (metadata as { schemaVersion?: unknown }).schemaVersion === 'number'
  );
}
