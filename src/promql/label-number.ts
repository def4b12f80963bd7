/**
 * Bounds and quantiles as Prometheus 3 writes them in labels, whatever it was sent: `1.0`, `0.5`, `+Inf`, `1.2096e+06`.
 * An older one leaves them as they are; sent so, it has the same labels.
 */
export function labelNumber(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const exponential = value.toExponential();
  const exponent = Number(exponential.split('e')[1]);
  if (exponent < -4 || exponent >= 6) return exponential.replace(/e([+-])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? `${value}.0` : String(value);
}
