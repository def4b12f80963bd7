import { hash } from 'node:crypto';
import type { Json, JsonObject } from '../../kernel/json.js';
import { redact } from '../../kernel/redaction.js';
import { isContentAttribute } from './mapping/content-attributes.js';
import type { OtlpExport, OtlpSignal, OtlpValue } from './otlp-records.js';

/** A text that is longer is cut: it is no name, no id and no number. */
const MAX_TEXT_CHARS = 1_000;
/** A record that is larger is not kept. */
const MAX_BYTES = 16_384;

/** A record as it may be kept. */
export interface UnknownRecord {
  /** The same for the same record, sent again. */
  readonly digest: string;
  readonly signal: OtlpSignal;
  readonly source: string;
  readonly name: string;
  readonly record: JsonObject;
  readonly bytes: number;
}

/**
 * The record without secrets, and without what people and models wrote: attributes of content, and a body that is no
 * name. Undefined for one that is too large to be kept.
 */
export function unknownRecord(
  signal: OtlpSignal,
  record: OtlpExport['records'][number],
  { source, name }: { readonly source: string; readonly name: string },
): UnknownRecord | undefined {
  // Members that are undefined are not there; what is left is JSON.
  const plain = JSON.parse(JSON.stringify({ ...record, ...bodyOf(record) })) as OtlpValue;
  const clean = redact('record', withoutContent(plain)).value as JsonObject;
  const text = JSON.stringify(clean);
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) return undefined;
  return { digest: hash('sha256', `${signal}\n${text}`, 'base64url'), signal, source, name, record: clean, bytes };
}

function bodyOf(record: OtlpExport['records'][number]): { readonly body?: OtlpValue } {
  if (!('body' in record) || typeof record.body !== 'string') return {};
  return { body: /^[\w.:/-]{1,200}$/.test(record.body) ? record.body : null };
}

function withoutContent(value: OtlpValue): Json {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT_CHARS);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly OtlpValue[]).map(withoutContent);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isContentAttribute(name))
      .map(([name, item]) => [name, withoutContent(item)]),
  );
}
