import type { DisplayUnit } from '../../../kernel/alert-vocabulary.js';
import { durationText } from '../../../kernel/duration-text.js';

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** A value as people read it; null, which is a value that is not known, says so. */
export function shownValue(value: string | null, unit: DisplayUnit): string {
  if (value === null) return 'no data';
  const number = Number(value);
  // What is no number to us, such as `+Inf`, is shown as it is.
  return Number.isFinite(number) && value.trim() !== '' ? shownNumber(number, unit) : value;
}

function shownNumber(number: number, unit: DisplayUnit): string {
  switch (unit) {
    case 'ratio':
      return `${rounded(number * 100)}%`;
    case 'percent':
      return `${rounded(number)}%`;
    case 'seconds':
      return span(number * 1_000);
    case 'milliseconds':
      return span(number);
    case 'bytes':
      return bytes(number);
    case 'usd':
      return `${number < 0 ? '-' : ''}$${grouped(Math.abs(number).toFixed(Math.abs(number) < 0.01 && number !== 0 ? 6 : 2))}`;
    case 'tokens':
      return `${grouped(rounded(number))} tokens`;
    case 'per_second':
      return `${rounded(number)}/s`;
    default:
      return rounded(number);
  }
}

/** Six digits tell values apart; more are noise of binary fractions. */
function rounded(number: number): string {
  const short = Number(number.toPrecision(6));
  return Math.abs(short) < 1e15
    ? short.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 12 })
    : String(short);
}

const grouped = (digits: string) => digits.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',');

function span(ms: number): string {
  if (Math.abs(ms) < 1_000) return `${rounded(ms)}ms`;
  // Milliseconds of hours tell nothing.
  const precision = Math.abs(ms) < 60_000 ? 1 : 1_000;
  return `${ms < 0 ? '-' : ''}${durationText(Math.round(Math.abs(ms) / precision) * precision)}`;
}

function bytes(number: number): string {
  let size = number;
  let unit = 0;
  while (Math.abs(size) >= 1_024 && unit < BINARY_UNITS.length - 1) {
    size /= 1_024;
    unit += 1;
  }
  return `${rounded(Number(size.toPrecision(4)))} ${BINARY_UNITS[unit]}`;
}
