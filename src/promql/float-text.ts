/** A number in plain digits, never with an exponent: the shortest text that reads back as the same number. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  const [mantissa, exponent] = String(value).split('e');
  return exponent === undefined ? mantissa! : shifted(mantissa!, Number(exponent));
}

/** The decimal with its point moved to the right by `places`. */
function shifted(decimal: string, places: number): string {
  const sign = decimal.startsWith('-') ? '-' : '';
  const [whole, fraction = ''] = decimal.slice(sign.length).split('.');
  const digits = whole! + fraction;
  const point = whole!.length + places;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  // Exponents stand only where a number has 22 digits or more, which is more than it has of its own.
  return `${sign}${digits.padEnd(point, '0')}`;
}
