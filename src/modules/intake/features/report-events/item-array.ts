import { DomainError } from '../../../../kernel/domain-error.js';
import { type ReadItem, readable } from './read-item.js';

/** The items of a JSON body; throws when it is no array of as many as one request may carry. */
export function itemsOfArray(body: unknown, most: number): readonly ReadItem[] {
  if (!Array.isArray(body)) {
    throw new DomainError('VALIDATION_FAILED', `$: expected an array of items, not ${kindOf(body)}`, {
      fault: 'invalid',
      fields: [{ field: '$', message: 'expected an array of items, each with type and data' }],
    });
  }
  if (body.length > most) throw tooManyItems(most, body.length);
  return body.map(readable);
}

export function tooManyItems(most: number, sent?: number): DomainError {
  const found = sent === undefined ? 'more' : String(sent);
  return new DomainError('TOO_MANY_ITEMS', `one request carries at most ${most} items; this one has ${found}`, {
    fault: 'too_large',
    details: { maxItems: most },
  });
}

function kindOf(body: unknown): string {
  if (body === undefined) return 'an empty body';
  if (body === null) return 'null';
  return typeof body === 'object' ? 'a single object' : `a ${typeof body}`;
}
