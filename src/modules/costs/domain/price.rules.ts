import type { PriceData } from '../../../events/price-book.events.js';
import { DomainError, type FieldProblem } from '../../../kernel/domain-error.js';
import { isRate } from '../../../pricing/cost.js';

const QUARTER_MS = 15 * 60_000;

/** Refuses what is no price. */
export function assertPrice({ rates, effectiveFrom, effectiveUntil }: PriceData): void {
  const problems: FieldProblem[] = [];
  for (const [part, rate] of Object.entries(rates)) {
    if (rate !== null && !isRate(rate))
      problems.push({
        field: `rates.${part}`,
        message: 'must be USD per million tokens as a plain decimal, as in 3.75',
      });
  }
  for (const [field, time] of [
    ['effectiveFrom', effectiveFrom] as const,
    ['effectiveUntil', effectiveUntil] as const,
  ]) {
    if (time !== null && !(Date.parse(time) % QUARTER_MS === 0))
      problems.push({ field, message: 'must be a whole quarter of an hour, as in 2026-01-15T14:15:00Z' });
  }
  if (effectiveUntil !== null && Date.parse(effectiveUntil) <= Date.parse(effectiveFrom))
    problems.push({ field: 'effectiveUntil', message: `must be after effectiveFrom, ${effectiveFrom}` });
  const [first] = problems;
  if (first)
    throw new DomainError('PRICE_INVALID', `${first.field} ${first.message}`, { fault: 'invalid', fields: problems });
}

/** Whether the two are about the same model of the same provider in the same mode. */
export function sameSubject(one: PriceData, other: PriceData): boolean {
  return (
    one.model.toLowerCase() === other.model.toLowerCase() && one.provider === other.provider && one.mode === other.mode
  );
}

/**
 * Refuses a price that says another thing than one that is in force at the same time. One without an end may be followed
 * by another, which counts from its own beginning on.
 */
export function assertNoOverlap(price: PriceData, others: readonly PriceData[]): void {
  const other = others.find((one) => sameSubject(price, one) && overlap(price, one));
  if (!other) return;
  const until = other.effectiveUntil === null ? 'on' : `until ${other.effectiveUntil}`;
  throw new DomainError(
    'PRICE_OVERLAPS',
    `a price of ${other.model} is set from ${other.effectiveFrom} ${until}; end one before the other begins, ` +
      'or set it again with the same effectiveFrom to change it',
    {
      fault: 'conflict',
      fields: [{ field: 'effectiveFrom', message: 'is in a time in which another price of the same is in force' }],
    },
  );
}

function overlap(one: PriceData, other: PriceData): boolean {
  const [earlier, later] = begin(one) <= begin(other) ? [one, other] : [other, one];
  if (begin(earlier) === begin(later)) return true;
  return earlier.effectiveUntil !== null && begin(later) < Date.parse(earlier.effectiveUntil);
}

const begin = ({ effectiveFrom }: PriceData): number => Date.parse(effectiveFrom);
