import { MAX_USD, plainDecimal, tokenCount } from '../../../events/reported-fields.js';
import { numberOf } from '../decoding/otlp-values.js';
import type { OtlpAttributes, OtlpValue } from '../otlp-records.js';

/** Agents send numbers as numbers or as texts; a finite one either way, undefined otherwise. */
export function numberIn(attributes: OtlpAttributes, name: string): number | undefined {
  return numberOf(attributes[name]);
}

/** Tokens as they were told: a number that is no count of them is for the fact to refuse, which says why. */
export function tokensIn(attributes: OtlpAttributes, name: string): number | undefined {
  return numberIn(attributes, name);
}

/** Sum of what a call used; where a part is no count, that part, for no sum may hide it. */
export function tokensOf(...parts: readonly (number | undefined)[]): number {
  const told = parts.filter((part) => part !== undefined);
  return told.find((part) => !tokenCount.safeParse(part).success) ?? told.reduce((sum, part) => sum + part, 0);
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

/** Millionths of a dollar as dollars; see `usdIn`. */
export function usdOfMicrosIn(attributes: OtlpAttributes, name: string): OtlpValue | undefined {
  const micros = numberIn(attributes, name);
  if (micros === undefined) return usdIn(attributes, name);
  return Number.isSafeInteger(micros) && micros >= 0 ? usdOfMicros(micros) : micros / 1_000_000;
}

function usdOfMicros(micros: number): string {
  const digits = String(micros).padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '');
}

/** Dollars as a decimal text; what is no amount of them as it was told, for the fact to refuse, which says why. */
export function usdIn(attributes: OtlpAttributes, name: string): OtlpValue | undefined {
  const told = attributes[name];
  if (told === undefined || told === null || (typeof told === 'string' && told.trim() === '')) return undefined;
  const value = numberOf(told);
  return value !== undefined && value >= 0 && value <= MAX_USD ? plainDecimal(value) : (value ?? told);
}
