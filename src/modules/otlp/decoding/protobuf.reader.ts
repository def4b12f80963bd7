import protobuf from 'protobufjs';
import type { OtlpValue } from '../otlp-records.js';
import { Attributes, DecodedValue, doubleOf, MAX_VALUE_DEPTH } from './otlp-values.js';
import { RecurringTexts } from './recurring-texts.js';

type Message = Record<string, unknown>;

/** Reads the value of one field into the message that has it. */
type ReadField = (reader: protobuf.Reader, into: Message, depth: number) => void;

interface Field {
  readonly wireType: number;
  readonly read: ReadField;
}

/** By the number of the field. */
type Layout = readonly (Field | undefined)[];

/** As deep as protobufjs itself goes. */
const MAX_DEPTH = 100;
const VARINT = 0;
const FIXED64 = 1;
const DELIMITED = 2;
const FIXED32 = 5;

const common = '.opentelemetry.proto.common.v1';

/**
 * Reads a message into the protocol's JSON shape in one pass, attributes and values into what they mean: half of the time
 * and a fraction of the objects of decoding it into protobufjs' messages, turning those into plain objects, and reading
 * these. Absent fields stay absent, unknown ones are skipped.
 */
export function readMessage(type: protobuf.Type, bytes: Uint8Array): Message {
  const reader = protobuf.Reader.create(bytes);
  return readInto({}, layoutOf(type), reader, bytes.length, 0);
}

function readInto(into: Message, layout: Layout, reader: protobuf.Reader, end: number, depth: number): Message {
  if (depth > MAX_DEPTH) throw new Error('nested too deeply');
  while (reader.pos < end) {
    const tag = reader.uint32();
    const field = layout[tag >>> 3];
    if (field !== undefined && field.wireType === (tag & 7)) field.read(reader, into, depth);
    else skip(reader, tag);
  }
  if (reader.pos !== end) throw new RangeError('a message ends within one of its fields');
  return into;
}

function skip(reader: protobuf.Reader, tag: number): void {
  if (tag >>> 3 === 0) throw new Error('a field has the number 0');
  reader.skipType(tag & 7);
}

/** Where a message within this one ends. */
function endOf(reader: protobuf.Reader): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > reader.len) throw new RangeError(`index out of range: ${reader.pos} + ${length} > ${reader.len}`);
  return end;
}

const layouts = new Map<protobuf.Type, Layout>();

function layoutOf(type: protobuf.Type): Layout {
  const known = layouts.get(type);
  if (known) return known;
  const layout: (Field | undefined)[] = [];
  // Before its fields: a message may hold messages of its own kind.
  layouts.set(type, layout);
  for (const field of type.fieldsArray) layout[field.id] = fieldOf(field.resolve());
  return layout;
}

function fieldOf(field: protobuf.Field): Field | undefined {
  const { name, repeated, resolvedType } = field;
  if (resolvedType instanceof protobuf.Type) {
    if (resolvedType.fullName === `${common}.KeyValue` && repeated) {
      return { wireType: DELIMITED, read: (reader, into) => readAttribute(reader, attributesIn(into, name), 0) };
    }
    if (resolvedType.fullName === `${common}.AnyValue` && !repeated) {
      return {
        wireType: DELIMITED,
        read: (reader, into) => (into[name] = new DecodedValue(readValue(reader, endOf(reader), 0))),
      };
    }
    const layout = layoutOf(resolvedType);
    const read: ReadField = repeated
      ? (reader, into, depth) => listIn(into, name).push(readInto({}, layout, reader, endOf(reader), depth + 1))
      : (reader, into, depth) => {
          // Told in parts, they are one.
          const before = (into[name] ?? {}) as Message;
          into[name] = readInto(before, layout, reader, endOf(reader), depth + 1);
        };
    return { wireType: DELIMITED, read };
  }
  // Lists of numbers: buckets and bounds of histograms, which nothing here asks for.
  if (repeated) return undefined;
  const scalar = field.type in scalars ? scalars[field.type as keyof typeof scalars] : scalars.int32;
  const { wireType, value } = scalar;
  return { wireType, read: (reader, into) => (into[name] = value(reader)) };
}

function listIn(into: Message, name: string): unknown[] {
  return (into[name] ??= []) as unknown[];
}

function attributesIn(into: Message, name: string): Attributes {
  return (into[name] ??= new Attributes()) as Attributes;
}

/** Where a type is not here, it is an enum. */
const scalars = {
  string: { wireType: DELIMITED, value: (reader: protobuf.Reader) => reader.stringVerify() },
  bytes: { wireType: DELIMITED, value: (reader: protobuf.Reader) => reader.bytes() },
  bool: { wireType: VARINT, value: (reader: protobuf.Reader) => reader.bool() },
  int32: { wireType: VARINT, value: (reader: protobuf.Reader) => reader.int32() },
  uint32: { wireType: VARINT, value: (reader: protobuf.Reader) => reader.uint32() },
  sint32: { wireType: VARINT, value: (reader: protobuf.Reader) => reader.sint32() },
  int64: { wireType: VARINT, value: (reader: protobuf.Reader) => exact(reader.int64()) },
  uint64: { wireType: VARINT, value: (reader: protobuf.Reader) => exact(reader.uint64()) },
  fixed32: { wireType: FIXED32, value: (reader: protobuf.Reader) => reader.fixed32() },
  float: { wireType: FIXED32, value: (reader: protobuf.Reader) => reader.float() },
  fixed64: { wireType: FIXED64, value: (reader: protobuf.Reader) => exact(reader.fixed64()) },
  sfixed64: { wireType: FIXED64, value: (reader: protobuf.Reader) => exact(reader.sfixed64()) },
  double: { wireType: FIXED64, value: (reader: protobuf.Reader) => reader.double() },
} as const;

/** What a number holds exactly is one, the rest a text. */
function exact(long: { low: number; high: number; unsigned: boolean } | number): number | string {
  if (typeof long === 'number') return long;
  const high = long.unsigned ? long.high >>> 0 : long.high;
  const number = high * 0x1_0000_0000 + (long.low >>> 0);
  if (Number.isSafeInteger(number)) return number;
  return ((BigInt(high) << 32n) | BigInt(long.low >>> 0)).toString();
}

const names = new RecurringTexts(512);
const texts = new RecurringTexts(2_048);

function readAttribute(reader: protobuf.Reader, into: Attributes, depth: number): void {
  const end = endOf(reader);
  let key = '';
  let value: OtlpValue = null;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === ((1 << 3) | DELIMITED)) key = names.read(reader);
    else if (tag === ((2 << 3) | DELIMITED)) value = readValue(reader, endOf(reader), depth);
    else skip(reader, tag);
  }
  if (reader.pos !== end) throw new RangeError('a message ends within one of its fields');
  into[key] = value;
}

/** An `AnyValue` by the numbers of its fields. Of several the last counts. */
function readValue(reader: protobuf.Reader, end: number, depth: number): OtlpValue {
  if (depth > MAX_DEPTH) throw new Error('nested too deeply');
  let value: OtlpValue = null;
  while (reader.pos < end) {
    const tag = reader.uint32();
    switch (tag) {
      case (1 << 3) | DELIMITED:
        value = texts.read(reader);
        break;
      case (2 << 3) | VARINT:
        value = reader.bool();
        break;
      case (3 << 3) | VARINT:
        value = exact(reader.int64());
        break;
      case (4 << 3) | FIXED64:
        value = doubleOf(reader.double());
        break;
      case (5 << 3) | DELIMITED:
        value = readList(reader, endOf(reader), depth + 1);
        break;
      case (6 << 3) | DELIMITED:
        value = readMap(reader, endOf(reader), depth + 1);
        break;
      case (7 << 3) | DELIMITED:
        value = Buffer.from(reader.bytes()).toString('base64');
        break;
      default:
        skip(reader, tag);
    }
  }
  if (reader.pos !== end) throw new RangeError('a message ends within one of its fields');
  return depth > MAX_VALUE_DEPTH ? null : value;
}

function readList(reader: protobuf.Reader, end: number, depth: number): OtlpValue {
  const values: OtlpValue[] = [];
  readEach(reader, end, () => values.push(readValue(reader, endOf(reader), depth)));
  return values;
}

function readMap(reader: protobuf.Reader, end: number, depth: number): OtlpValue {
  const values = new Attributes();
  readEach(reader, end, () => readAttribute(reader, values, depth));
  return values;
}

/** The elements of a list, which are its field 1. */
function readEach(reader: protobuf.Reader, end: number, read: () => void): void {
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === ((1 << 3) | DELIMITED)) read();
    else skip(reader, tag);
  }
  if (reader.pos !== end) throw new RangeError('a message ends within one of its fields');
}
