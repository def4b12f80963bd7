import type { NewEvent } from '../../kernel/event.js';
import { EventLogError, MAX_APPEND_BYTES } from './event-log.js';

/** An event as it will be stored: serialised once, here, so that nothing later can fail on it. */
export interface EncodedEvent {
  /** Lower case. */
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  readonly meta: string;
  /** What counts against MAX_APPEND_BYTES. */
  readonly bytes: number;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Id, type name and framing of one event, generously. */
const envelopeBytes = 256;

/** Bytes of a stream's name; EventStoreDB's own limit. */
const maxStreamNameBytes = 1_000;

/** Throws `invalid_event` for what JSON would change or cannot hold. */
export function encodeEvent(event: NewEvent): EncodedEvent {
  const id = event.id.toLowerCase();
  if (!uuid.test(id)) throw new EventLogError('invalid_event', `the event id "${event.id}" is not a UUID`);
  const { type, schemaVersion } = event;
  if (type === '' || type.startsWith('$') || type.includes('\0')) {
    throw new EventLogError('invalid_event', `the event type "${type}" is empty or reserved`);
  }
  if (!Number.isInteger(schemaVersion) || schemaVersion < 1 || schemaVersion > 0x7fff_ffff) {
    throw new EventLogError('invalid_event', `event ${id} has no schema version`);
  }
  const data = serialise(event.data, event.json?.data, id, 'data');
  const meta = serialise(event.meta, event.json?.meta, id, 'meta');
  const bytes = Buffer.byteLength(data) + Buffer.byteLength(meta) + Buffer.byteLength(type) + envelopeBytes;
  return { id, type, schemaVersion, data, meta, bytes };
}

/** Throws what makes an append impossible before anything is sent: `invalid_event`, `too_large`, `conflict`. */
export function assertAppendable(stream: string, events: readonly EncodedEvent[]): void {
  if (stream === '' || stream.startsWith('$') || stream.includes('\0')) {
    throw new EventLogError('invalid_event', `the stream name "${stream}" is empty or reserved`);
  }
  if (Buffer.byteLength(stream) > maxStreamNameBytes) {
    throw new EventLogError('invalid_event', `a stream name may take ${maxStreamNameBytes} bytes at most`);
  }
  if (events.length === 0) throw new EventLogError('invalid_event', 'an append without events');
  let bytes = 0;
  for (const event of events) bytes += event.bytes;
  if (bytes > MAX_APPEND_BYTES) {
    throw new EventLogError('too_large', `one append takes ${bytes} bytes; ${MAX_APPEND_BYTES} are allowed`);
  }
  if (events.length > 1 && new Set(events.map((event) => event.id)).size < events.length) {
    throw new EventLogError('conflict', `${stream}: an event id is used twice in one append`);
  }
}

function serialise(value: object, written: string | undefined, id: string, part: string): string {
  let text = written;
  try {
    text ??= JSON.stringify(value) as string | undefined;
    refuseLossy(value, part);
  } catch (cause) {
    throw new EventLogError('invalid_event', `the ${part} of event ${id} cannot be written as JSON`, { cause });
  }
  if (text === undefined || !text.startsWith('{')) {
    throw new EventLogError('invalid_event', `the ${part} of event ${id} is not a JSON object`);
  }
  return text;
}

/**
 * JSON.stringify turns these into null, or drops them, without a word. An absent member (`undefined`) is meant so.
 * Runs after JSON.stringify has refused cycles: a replacer would find them in one pass, several times slower.
 */
function refuseLossy(value: unknown, path: string): void {
  switch (typeof value) {
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${path} is not a finite number`);
      return;
    case 'function':
    case 'symbol':
      throw new TypeError(`${path} is not a JSON value`);
    case 'object':
      if (value === null) return;
      if (Array.isArray(value)) {
        for (let place = 0; place < value.length; place += 1) {
          if (value[place] === undefined) throw new TypeError(`${path} has a hole at ${place}`);
          refuseLossy(value[place], path);
        }
        return;
      }
      for (const key in value) {
        const member = (value as Record<string, unknown>)[key];
        if (typeof member !== 'string') refuseLossy(member, key);
      }
  }
}
