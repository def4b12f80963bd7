/**
 * Amounts are decimal texts from the API to the screen. They are cut and grouped here as texts: a float would invent
 * cents, and sums are the API's business.
 */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** `1234.5678` as `$1,234.57`; amounts below a dollar keep three digits that count: `$0.00431`. */
export function moneyWords(amount: string): string {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(amount) ?? [];
  if (whole === undefined) return amount;
  const rounded = roundDecimal(whole, fraction, digitsOf(whole, fraction));
  return `${sign ? '−' : ''}$${rounded.whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${rounded.fraction}`;
}

function digitsOf(whole: string, fraction: string): number {
  if (/[1-9]/.test(whole)) return 2;
  const firstDigit = fraction.search(/[1-9]/);
  return firstDigit < 2 ? 2 : Math.min(firstDigit + 3, 8);
}

function roundDecimal(whole: string, fraction: string, digits: number): { whole: string; fraction: string } {
  const padded = fraction.padEnd(digits + 1, '0');
  let scaled = BigInt(whole + padded.slice(0, digits));
  if (padded.charCodeAt(digits) >= 53) scaled += 1n;
  const text = scaled.toString().padStart(digits + 1, '0');
  return { whole: text.slice(0, -digits), fraction: text.slice(-digits) };
}
