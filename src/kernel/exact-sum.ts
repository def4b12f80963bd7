const decimal = /^-?\d+(?:\.\d+)?$/;

/** Sum of whole numbers as text: exact beyond 2^53, and quick below it. */
export function addWhole(sum: string, amount: number): string {
  const quick = Number(sum) + amount;
  return Number.isSafeInteger(quick) ? String(quick) : String(BigInt(sum) + BigInt(amount));
}

export function isDecimal(text: string): boolean {
  return decimal.test(text);
}

/** Sum of two plain decimals, with as many places as the finer one has; never rounded. */
export function addDecimals(one: string, other: string): string {
  const places = Math.max(placesOf(one), placesOf(other));
  const sum = scaled(one, places) + scaled(other, places);
  if (places === 0) return String(sum);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function placesOf(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

function scaled(text: string, places: number): bigint {
  return BigInt(text.replace('.', '') + '0'.repeat(places - placesOf(text)));
}
