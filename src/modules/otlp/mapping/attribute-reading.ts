import { plainDecimal } from '../../../events/reported-fields.js';
import { numberOf } from '../decoding/otlp-values.js';
import type { OtlpAttributes, OtlpValue } from '../otlp-records.js';

/** Agents send numbers as numbers or as texts; a finite one either way, undefined otherwise. */
export function numberIn(attributes: OtlpAttributes, name: string): number | undefined {
  return numberOf(attributes[name]);
}

/** A whole number of tokens, 0 or more; undefined otherwise. */
export function tokensIn(attributes: OtlpAttributes, name: string): number | undefined {
  const value = numberIn(attributes, name);
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Not empty; numbers and booleans as they are written. */
export function textIn(attributes: OtlpAttributes, name: string): string | undefined {
  return textOf(attributes[name]);
}

function textOf(value: OtlpValue | undefined): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** `true` and `false`, also as texts. */
export function booleanIn(attributes: OtlpAttributes, name: string): boolean | undefined {
  const value = attributes[name];
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** Milliseconds, 0 or more; a clock that ran backwards took no time. */
export function durationIn(attributes: OtlpAttributes, name: string): number | undefined {
  const value = numberIn(attributes, name);
  return value === undefined ? undefined : Math.max(0, value);
}

/** Millionths of a dollar as a decimal text in dollars. */
export function usdOfMicros(micros: number): string {
  const digits = String(Math.round(micros)).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '');
}

/** Dollars as a decimal text; undefined for what is no amount. */
export function usdIn(attributes: OtlpAttributes, name: string): string | undefined {
  const value = numberIn(attributes, name);
  return value === undefined || value < 0 || value > 1e12 ? undefined : plainDecimal(value);
}
