import type { OtlpAttributes, OtlpValue } from '../otlp-records.js';

/** How deep a value may be nested; what is deeper is left out. */
export const MAX_VALUE_DEPTH = 16;

type Raw = Readonly<Record<string, unknown>>;

/**
 * A list of attributes that is read already. No key can reach a prototype, and unlike objects without one V8 keeps these
 * as fast as any.
 */
export const Attributes = function Attributes() {} as unknown as new () => Attributes;
export type Attributes = Record<string, OtlpValue>;
Attributes.prototype = Object.create(null) as Attributes;

/** An `AnyValue` that is read already. */
export class DecodedValue {
  constructor(readonly value: OtlpValue) {}
}

export function objectOf(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A finite number; undefined for anything else. Protobuf gives 64-bit integers as texts, JSON either way. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** An `AnyValue`. Total: what is not one is null. */
export function valueOf(any: unknown, depth = 0): OtlpValue {
  if (any instanceof DecodedValue) return any.value;
  const raw = objectOf(any);
  if (depth > MAX_VALUE_DEPTH) return null;
  if (typeof raw['stringValue'] === 'string') return raw['stringValue'];
  if (typeof raw['boolValue'] === 'boolean') return raw['boolValue'];
  if (raw['intValue'] !== undefined) return integerOf(raw['intValue']);
  if (raw['doubleValue'] !== undefined) return doubleOf(raw['doubleValue']);
  if (raw['bytesValue'] !== undefined) return base64Of(raw['bytesValue']);
  if (raw['arrayValue'] !== undefined) {
    return listOf(objectOf(raw['arrayValue'])['values']).map((value) => valueOf(value, depth + 1));
  }
  if (raw['kvlistValue'] !== undefined) return attributesOf(objectOf(raw['kvlistValue'])['values'], depth + 1);
  return null;
}

const notFinite: readonly unknown[] = ['NaN', 'Infinity', '-Infinity'];

/** What is not finite by its name: it counts for nothing, and whoever refuses it says what it was. */
export function doubleOf(value: unknown): OtlpValue {
  const number = numberOf(value);
  if (number !== undefined) return number;
  const name = typeof value === 'number' ? String(value) : value;
  return notFinite.includes(name) ? (name as string) : null;
}

function integerOf(value: unknown): OtlpValue {
  const number = numberOf(value);
  if (number === undefined) return null;
  return Number.isSafeInteger(number) ? number : String(value);
}

function base64Of(value: unknown): OtlpValue {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return typeof value === 'string' ? value : null;
}

/** A list of `KeyValue`; of a key given twice, the last counts. No key can reach the prototype. */
export function attributesOf(list: unknown, depth = 0): OtlpAttributes {
  if (list instanceof Attributes) return list;
  const found = new Attributes();
  for (const item of listOf(list)) {
    const { key, value } = objectOf(item);
    if (typeof key === 'string') found[key] = valueOf(value, depth);
  }
  return found;
}

/** The last moment that `Date` knows. */
const LAST_MS = 8.64e15;

/** Nanoseconds since 1970 to milliseconds; undefined for none, for 0, which the protocol uses for unknown, and beyond time. */
export function timeOf(nanoseconds: unknown): number | undefined {
  if (typeof nanoseconds !== 'string' && typeof nanoseconds !== 'number') return undefined;
  const text = String(nanoseconds);
  if (!/^\d{1,20}$/.test(text)) {
    // JSON writers that use numbers send 1.7e18.
    const number = numberOf(nanoseconds);
    return number === undefined || number <= 0 || number / 1e6 > LAST_MS ? undefined : number / 1e6;
  }
  if (/^0+$/.test(text)) return undefined;
  const digits = text.padStart(7, '0');
  const milliseconds = Number(`${digits.slice(0, -6)}.${digits.slice(-6)}`);
  return milliseconds > LAST_MS ? undefined : milliseconds;
}

const ids = { 8: /^(?!0+$)[0-9a-f]{16}$/, 16: /^(?!0+$)[0-9a-f]{32}$/ } as const;

/** An id of so many bytes as lower-case hexadecimal; undefined when it has another length or is all zero. */
export function idOf(value: unknown, bytes: keyof typeof ids): string | undefined {
  if (value === undefined) return undefined;
  const hex = value instanceof Uint8Array ? Buffer.from(value).toString('hex') : textOf(value).toLowerCase();
  return ids[bytes].test(hex) ? hex : undefined;
}
