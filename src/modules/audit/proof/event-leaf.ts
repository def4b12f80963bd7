import type { RecordedEvent } from '../../../kernel/event.js';
import type { Json } from '../../../kernel/json.js';
import { leafHash } from './hash-tree.js';

/**
 * The leaf of an event: what the log holds of it, as canonical JSON (RFC 8785). Its position is left out, being another
 * one in every kind of log; the order of the leaves stands for it. Of an event as it was stored, never of an upcast one.
 */
export function leafOf({ id, stream, revision, type, schemaVersion, data, meta, recordedAt }: RecordedEvent): Buffer {
  const stored: Json = {
    id,
    stream,
    revision: String(revision),
    type,
    schemaVersion,
    data,
    meta: meta as unknown as Json,
    recordedAt: recordedAt.toISOString(),
  };
  return leafHash(Buffer.from(canonicalJson(stored)));
}

/** RFC 8785: no white space, names in the order of their UTF-16 units, texts and numbers as ECMAScript writes them. */
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item as Json)).join(',')}]`;
  const object = value as { readonly [name: string]: Json };
  const members = Object.keys(object)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(object[name] as Json)}`);
  return `{${members.join(',')}}`;
}
