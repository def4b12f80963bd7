import pg from 'pg';
import { RowRefused } from './database-fault.js';
import type { ColumnType } from './projection.js';

/** How values of one column type travel: out as elements of an array literal, back as the text the server sends. */
export interface ColumnCodec {
  /** Type of the `unnest` argument. */
  readonly arrayType: string;
  /** Cast of one unnested element, where the array cannot have the column's own type. */
  readonly cast?: string;
  /** Type of a single parameter. */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/* oxlint-disable-next-line no-control-regex -- Postgres text cannot hold NUL */
const nul = /\u0000/g;
// An escaped NUL, or half of a surrogate pair, which JSON.stringify escapes and jsonb refuses.
const unstorableJson = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

function quoted(text: string): string {
  let safe = text;
  if (safe.includes('\u0000')) safe = safe.replace(nul, '\ufffd');
  if (safe.includes('\\')) safe = safe.replaceAll('\\', '\\\\');
  if (safe.includes('"')) safe = safe.replaceAll('"', '\\"');
  return `"${safe}"`;
}

function refuse(value: unknown, wanted: string): never {
  const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 60)) : String(value);
  throw new RowRefused(`${shown} is not ${wanted}`);
}

/** Storable text: what JSON.stringify escapes and jsonb refuses becomes the replacement character. */
function storableString(text: string): string {
  return Buffer.from(text.replace(nul, '\ufffd'), 'utf8').toString('utf8');
}

function encodeJson(value: unknown): string {
  let json = JSON.stringify(value);
  if (json === undefined) refuse(value, 'JSON');
  if (unstorableJson.test(json)) {
    json = JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part === 'string') return storableString(part);
      if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
      return Object.fromEntries(Object.entries(part).map(([key, inner]) => [storableString(key), inner]));
    });
  }
  return quoted(json);
}

const text: ColumnCodec = {
  arrayType: 'text[]',
  encode: (value) => (typeof value === 'string' ? quoted(value) : refuse(value, 'text')),
  decode: (raw) => raw,
};

const parseTimestamp = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (raw: string) => Date;
const parseTextArray = pg.types.getTypeParser(1009 as number) as (raw: string) => string[];

const codecs: Readonly<Record<ColumnType, ColumnCodec>> = {
  text,
  inet: { ...text, arrayType: 'inet[]' },
  'text[]': {
    arrayType: 'text[]',
    cast: '::text[]',
    encode: (value) =>
      Array.isArray(value) ? quoted(`{${value.map((item) => text.encode(item)).join(',')}}`) : refuse(value, 'a list'),
    decode: parseTextArray,
  },
  bigint: {
    arrayType: 'bigint[]',
    encode: (value) => (Number.isSafeInteger(value) ? String(value) : refuse(value, 'a safe integer')),
    decode: Number,
  },
  integer: {
    arrayType: 'integer[]',
    encode: (value) =>
      typeof value === 'number' && (value | 0) === value ? String(value) : refuse(value, 'an integer'),
    decode: Number,
  },
  'double precision': {
    arrayType: 'double precision[]',
    encode: (value) => (typeof value === 'number' ? String(value) : refuse(value, 'a number')),
    decode: Number,
  },
  numeric: {
    arrayType: 'numeric[]',
    encode: (value) =>
      typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? value : refuse(value, 'a plain decimal string'),
    decode: (raw) => raw,
  },
  boolean: {
    arrayType: 'boolean[]',
    encode: (value) => (typeof value === 'boolean' ? (value ? 't' : 'f') : refuse(value, 'a boolean')),
    decode: (raw) => raw === 't',
  },
  timestamptz: {
    arrayType: 'timestamptz[]',
    encode: (value) =>
      value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : refuse(value, 'a valid Date'),
    decode: parseTimestamp,
  },
  jsonb: { arrayType: 'jsonb[]', encode: encodeJson, decode: (raw) => JSON.parse(raw) as unknown },
};

export function codecOf(type: ColumnType): ColumnCodec {
  return codecs[type];
}
