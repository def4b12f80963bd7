import type { ChannelKind } from '../../../kernel/alert-vocabulary.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { BookedChannel, ChannelBook } from './channel-book.decider.js';

/** The refusal of an id or name that no channel has. */
export function channelUnknown(idOrName: string): DomainError {
  return new DomainError('CHANNEL_UNKNOWN', `there is no channel ${idOrName}`, { fault: 'not_found' });
}

export function assertNameFree(name: string, book: ChannelBook): void {
  const other = byName(name, book);
  if (!other) return;
  throw new DomainError(
    'CHANNEL_EXISTS',
    `name: there is a channel ${name} already, a ${other.channel.kind} one; change that one or choose another name`,
    { fault: 'conflict', fields: [{ field: 'name', message: 'is taken' }] },
  );
}

/** Secrets and templates are those of a kind: another kind is another channel. */
export function assertKindKept(kind: ChannelKind, known: BookedChannel): void {
  if (kind === known.channel.kind) return;
  throw invalid('kind', `${known.name} is a ${known.channel.kind} channel; delete it and create another one`);
}

/** A fallback is another channel that there is, and following fallbacks never comes back. */
export function assertFallback(name: string, fallback: string | null, book: ChannelBook): void {
  const passed = new Set([name]);
  for (let next = fallback; next !== null;) {
    if (passed.has(next)) throw invalid('fallback', `leads back to ${next}; name a channel that does not`);
    passed.add(next);
    const known = byName(next, book);
    if (!known) throw invalid('fallback', `there is no channel ${next}; create it first`);
    next = known.channel.fallback;
  }
}

export function assertNoFallbackOf(name: string, book: ChannelBook): void {
  const users = [...book.values()].filter(({ channel }) => channel.fallback === name).map((known) => known.name);
  if (users.length === 0) return;
  throw new DomainError(
    'CHANNEL_IN_USE',
    `${name} is the fallback of ${users.join(', ')}; give them another one, or delete it with force`,
    { fault: 'conflict', details: { channels: users } },
  );
}

function byName(name: string, book: ChannelBook): BookedChannel | undefined {
  return [...book.values()].find((known) => known.name === name);
}

function invalid(field: string, message: string): DomainError {
  return new DomainError('CHANNEL_INVALID', `${field}: ${message}`, {
    fault: 'invalid',
    fields: [{ field, message }],
  });
}
