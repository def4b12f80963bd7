import { DomainError } from './domain-error.js';
import type { JsonObject } from './json.js';

/**
 * A beginning reported again: the same content is a repetition, other content is a conflict that names both.
 * `what` is the subject in words, `code` that of the refusal.
 */
export function assertSameContent(
  what: string,
  code: string,
  id: string,
  recorded: JsonObject,
  sent: JsonObject,
): void {
  const differing = [...new Set([...Object.keys(recorded), ...Object.keys(sent)])].filter(
    (field) => JSON.stringify(recorded[field]) !== JSON.stringify(sent[field]),
  );
  if (differing.length === 0) return;
  const list = differing.map((field) => `${field} is ${shown(recorded[field])}, sent was ${shown(sent[field])}`);
  throw new DomainError(
    code,
    `${what} ${id} is recorded already with other content: ${list.join('; ')}. Give a new one an id of its own`,
    { fault: 'conflict', details: { id, recorded, sent, differing } },
  );
}

/** Whether both have the very same members in the same order; those that are objects must be the same object. */
export function hasSameMembers(one: JsonObject, other: JsonObject): boolean {
  if (one === other) return true;
  const names = Object.keys(one);
  const others = Object.keys(other);
  if (names.length !== others.length) return false;
  for (let n = 0; n < names.length; n += 1) {
    const name = names[n]!;
    if (name !== others[n] || !Object.is(one[name], other[name])) return false;
  }
  return true;
}

function shown(value: unknown): string {
  if (value === undefined) return 'not set';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
