const bits = new BigUint64Array([0x7ff0000000000002n]);

/**
 * Prometheus' staleness marker: the series has ended here. It is a NaN of its own bits, which survive in a Float64Array
 * only: write and recognise it there, never through a number.
 */
export function markStale(values: Float64Array, index: number): void {
  new BigUint64Array(values.buffer, values.byteOffset + index * 8, 1)[0] = bits[0]!;
}

/** Whether the value at `index` is a staleness marker. */
export function isStale(values: Float64Array, index: number): boolean {
  if (!Number.isNaN(values[index])) return false;
  return new BigUint64Array(values.buffer, values.byteOffset + index * 8, 1)[0] === bits[0];
}
