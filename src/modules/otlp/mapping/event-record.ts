import * as crypto from 'node:crypto';
import { msOfUtcText } from '../../../kernel/utc-text.js';
import type { OtlpAttributes, OtlpLogRecord } from '../otlp-records.js';
import { textIn } from './attribute-reading.js';

const MAX_ERROR_CHARS = 2_000;

/** The event's full name, wherever the build at hand puts it. */
export function eventNameOf({ eventName, attributes }: OtlpLogRecord): string {
  return textIn(attributes, 'event.name') ?? textIn(attributes, 'event_name') ?? eventName;
}

/** The session that a record belongs to: its own word before its resource's. */
export function sessionOf({
  attributes,
  resource,
}: Pick<OtlpLogRecord, 'attributes' | 'resource'>): string | undefined {
  return textIn(attributes, 'session.id') ?? textIn(resource, 'session.id');
}

/** When it happened, in milliseconds since 1970: what the event states itself, else the time of its record. */
export function momentMsOf({ attributes, timeMs }: OtlpLogRecord): number | undefined {
  const text = textIn(attributes, 'event.timestamp');
  if (text !== undefined) {
    const inUtc = msOfUtcText(text);
    const stated = Number.isNaN(inUtc) ? Date.parse(text) : inUtc;
    if (!Number.isNaN(stated)) return stated;
  }
  // What no date can hold is no time.
  const time = new Date(timeMs ?? Number.NaN).getTime();
  return Number.isNaN(time) ? undefined : time;
}

/** The same as RFC 3339. */
export function momentOf(record: OtlpLogRecord): string | undefined {
  const stated = record.attributes['event.timestamp'];
  if (typeof stated === 'string' && !Number.isNaN(msOfUtcText(stated))) return stated;
  const time = momentMsOf(record);
  return time === undefined ? undefined : new Date(time).toISOString();
}

/**
 * Identity of a record without one of its own: its moment, and all by which it differs from others of that moment. It is
 * within the agent that the record is about. Undefined for a record without a time, which nothing tells apart.
 */
export function recordIdentity(
  source: string,
  occurredAt: string | undefined,
  parts: readonly (string | number | boolean | undefined)[],
): string | undefined {
  if (occurredAt === undefined) return undefined;
  return `${source}/${crypto.hash('sha256', JSON.stringify([occurredAt, ...parts]), 'base64url').slice(0, 32)}`;
}

/** The first of these attributes that has a text, cut to what is worth keeping. */
export function errorIn(attributes: OtlpAttributes, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = textIn(attributes, name);
    if (text !== undefined) return text.slice(0, MAX_ERROR_CHARS);
  }
  return undefined;
}
