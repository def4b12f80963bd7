/**
 * Arrays in Postgres' binary format. As text, every quote of the JSON inside would be escaped here and unescaped
 * there, which costs more than the insert itself.
 *
 * Layout: dimensions, null flag, element type, length, lower bound (int32 each), then per element its byte length
 * (int32) and its bytes.
 */
const oid = { text: 25, uuid: 2950, int4: 23, int8: 20 } as const;
const headerBytes = 20;

function writeHeader(into: Buffer, elementType: number, length: number): void {
  into.writeInt32BE(1, 0);
  into.writeInt32BE(0, 4);
  into.writeInt32BE(elementType, 8);
  into.writeInt32BE(length, 12);
  into.writeInt32BE(1, 16);
}

/** Three bytes hold any UTF-16 unit; the part not needed is cut off. */
export function textArray(values: readonly string[]): Buffer {
  let most = headerBytes;
  for (const value of values) most += 4 + value.length * 3;
  const array = Buffer.allocUnsafe(most);
  writeHeader(array, oid.text, values.length);
  let at = headerBytes;
  for (const value of values) {
    const written = array.write(value, at + 4, 'utf8');
    array.writeInt32BE(written, at);
    at += 4 + written;
  }
  return array.subarray(0, at);
}

export function uuidArray(values: readonly string[]): Buffer {
  const array = Buffer.allocUnsafe(headerBytes + values.length * 20);
  writeHeader(array, oid.uuid, values.length);
  let at = headerBytes;
  for (const value of values) {
    array.writeInt32BE(16, at);
    array.write(value.replaceAll('-', ''), at + 4, 'hex');
    at += 20;
  }
  return array;
}

export function int4Array(values: readonly number[]): Buffer {
  const array = Buffer.allocUnsafe(headerBytes + values.length * 8);
  writeHeader(array, oid.int4, values.length);
  let at = headerBytes;
  for (const value of values) {
    array.writeInt32BE(4, at);
    array.writeInt32BE(value, at + 4);
    at += 8;
  }
  return array;
}

export function int8Array(values: readonly bigint[]): Buffer {
  const array = Buffer.allocUnsafe(headerBytes + values.length * 12);
  writeHeader(array, oid.int8, values.length);
  let at = headerBytes;
  for (const value of values) {
    array.writeInt32BE(8, at);
    array.writeBigInt64BE(value, at + 4);
    at += 12;
  }
  return array;
}
