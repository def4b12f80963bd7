import { describe, expect, it } from 'vitest';
import { DomainError, type Fault } from '../../../kernel/domain-error.js';
import { rpcStatusOf } from './rpc-status-of.js';

describe('rpcStatusOf', () => {
  it.each<[Fault, number]>([
    ['invalid', 3],
    ['unauthenticated', 16],
    ['forbidden', 7],
    ['too_large', 8],
    ['too_many', 8],
    ['unavailable', 14],
    ['not_found', 5],
    ['conflict', 9],
    ['stale', 9],
  ])('a refusal as %s is the code %i', (fault, code) => {
    expect(rpcStatusOf(new DomainError('SOME_CODE', 'some words', { fault }))).toEqual({
      code,
      message: 'SOME_CODE: some words',
      retryAfterSeconds: undefined,
    });
  });

  it('keeps the time to come again', () => {
    const away = new DomainError('DATABASE_UNAVAILABLE', 'away', { fault: 'unavailable', retryAfterSeconds: 2 });
    expect(rpcStatusOf(away)).toMatchObject({ code: 14, retryAfterSeconds: 2 });
  });
});
