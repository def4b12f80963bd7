const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });
const fine = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** `12.4K`; small numbers as they are. */
export function compactWords(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 10_000) return compact.format(value);
  return Number.isInteger(value) ? whole.format(value) : fine.format(value);
}

/** Every digit: `12,431`. */
export const exactWords = (value: number) => exact.format(value);

/** A part of one as per cent: `0.034` is `3.4 %`. */
export function ratioWords(value: number): string {
  const percent = value * 100;
  const digits = Math.abs(percent) >= 10 || percent === 0 ? 0 : Math.abs(percent) >= 1 ? 1 : 2;
  return `${percent.toFixed(digits)} %`;
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

export function bytesWords(value: number): string {
  const step = value === 0 ? 0 : Math.min(Math.floor(Math.log2(Math.abs(value)) / 10), byteUnits.length - 1);
  const amount = value / 1024 ** Math.max(step, 0);
  return `${fine.format(amount)} ${byteUnits[Math.max(step, 0)]}`;
}
