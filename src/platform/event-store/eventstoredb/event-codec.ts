import {
  jsonEvent,
  type AllStreamRecordedEvent,
  type EventData,
  type RecordedEvent as StoredEvent,
} from '@eventstore/db-client';

import type { EventMeta, NewEvent, RecordedEvent } from '../../../kernel/event.js';
import type { JsonObject } from '../../../kernel/json.js';
import { EventLogError } from '../event-log.js';
import { LOG_IDENTITY_STREAM } from './log-identity.stream.js';
import { toLogPosition, type TransactionPosition } from './log-position.js';

/** An event as it goes over the wire, with the size that the server counts against its caps. */
export interface EncodedEvent {
  readonly id: string;
  readonly wire: EventData;
  readonly bytes: number;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Id, type name, content type and protobuf framing of one event, generously. */
const ENVELOPE_BYTES = 256;

/**
 * Serialises here, because the client's promise never settles when its own serialisation throws. What is handed to
 * the client is the parsed text: plain, ours alone, and certain to serialise again.
 */
export function encodeEvent(event: NewEvent): EncodedEvent {
  if (!UUID.test(event.id)) {
    throw new EventLogError('invalid_event', `the event id "${event.id}" is not a UUID`);
  }
  if (event.type === '' || event.type.startsWith('$')) {
    throw new EventLogError('invalid_event', `the event type "${event.type}" is empty or reserved`);
  }
  if (!Number.isInteger(event.schemaVersion) || event.schemaVersion < 1) {
    throw new EventLogError('invalid_event', `event ${event.id} has no schema version`);
  }
  const data = serialise(event.data, event.id, 'data');
  const metadata = serialise({ ...event.meta, schemaVersion: event.schemaVersion }, event.id, 'metadata');
  // The server keeps ids in canonical lower case; so do we, or a repeat would not be recognised.
  const id = event.id.toLowerCase();
  return {
    id,
    wire: jsonEvent({ id, type: event.type, data: JSON.parse(data), metadata: JSON.parse(metadata) }),
    bytes: Buffer.byteLength(data) + Buffer.byteLength(metadata) + Buffer.byteLength(event.type) + ENVELOPE_BYTES,
  };
}

function serialise(value: object, id: string, part: string): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value, refuseLossy);
  } catch (cause) {
    throw new EventLogError('invalid_event', `the ${part} of event ${id} cannot be written as JSON`, { cause });
  }
  if (text === undefined || !text.startsWith('{')) {
    throw new EventLogError('invalid_event', `the ${part} of event ${id} is not a JSON object`);
  }
  return text;
}

/** JSON.stringify turns these into null, or drops them, without a word. Absent members (`undefined`) are meant so. */
function refuseLossy(this: unknown, key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`"${key}" is not a finite number`);
  }
  if (typeof value === 'function' || typeof value === 'symbol' || (value === undefined && Array.isArray(this))) {
    throw new TypeError(`"${key}" is not a JSON value`);
  }
  return value;
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
