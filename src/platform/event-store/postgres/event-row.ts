import type { EventMeta, RecordedEvent } from '../../../kernel/event.js';
import type { JsonObject } from '../../../kernel/json.js';
import { toLogPosition } from './log-position.js';

/** The columns that `eventFromRow` takes, in its order; `e` are the events, `s` their streams. */
export const eventColumns = `e.position, s.name, e.revision, e.recorded_at, e.event_id, e.schema_version, e.type, e.data, e.meta`;

export type EventRow = readonly [
  position: string,
  stream: string,
  revision: string,
  recordedAt: string,
  id: string,
  schemaVersion: string,
  type: string,
  data: string,
  meta: string,
];

/** One decoder per result: the events of one commit share their instant, which is parsed once. */
export function eventDecoder(): (row: EventRow) => RecordedEvent {
  let lastText = '';
  let lastTime = 0;
  return ([position, stream, revision, recordedAt, id, schemaVersion, type, data, meta]) => {
    if (recordedAt !== lastText) {
      lastText = recordedAt;
      lastTime = parseInstant(recordedAt);
    }
    return {
      id,
      type,
      schemaVersion: Number(schemaVersion),
      data: JSON.parse(data) as JsonObject,
      meta: JSON.parse(meta) as EventMeta,
      stream,
      revision: BigInt(revision),
      position: toLogPosition(position),
      recordedAt: new Date(lastTime),
    };
  };
}

/** `2026-11-24 19:46:17.12+00` (or `+05:30`), as Postgres prints in ISO style, to milliseconds. */
function parseInstant(text: string): number {
  const time = Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));
  if (Number.isNaN(time)) throw new SyntaxError(`not an instant: ${text}`);
  return time;
}
