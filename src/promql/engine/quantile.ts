/** The φ-quantile of values, between two of them by linear interpolation. The values are put in order on the way. */
export function quantile(phi: number, values: Float64Array): number {
  if (values.length === 0 || Number.isNaN(phi)) return Number.NaN;
  if (phi < 0) return Number.NEGATIVE_INFINITY;
  if (phi > 1) return Number.POSITIVE_INFINITY;
  // Typed arrays put NaN last; Prometheus puts it first.
  values.sort();
  const last = values.length - 1;
  let unknown = 0;
  while (unknown <= last && Number.isNaN(values[last - unknown])) unknown++;
  const at = (index: number): number => (index < unknown ? Number.NaN : values[index - unknown]!);
  const rank = phi * last;
  const lower = Math.max(0, Math.floor(rank));
  const upper = Math.min(last, lower + 1);
  const weight = rank - Math.floor(rank);
  return at(lower) * (1 - weight) + at(upper) * weight;
}
