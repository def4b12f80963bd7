import { describe, expect, it } from 'vitest';
import { EventLogError } from '../event-store/event-log.js';
import { problemOf } from './problem-document.js';
import { asDomainError } from '../runtime/known-failure.js';

const told = (error: unknown) => asDomainError(error)!;

describe('what the event log answers', () => {
  it('tells who lost every race to come again soon', () => {
    const error = told(new EventLogError('conflict', 'agent-a: expected 3, is 4'));
    expect(error).toMatchObject({ code: 'CONCURRENT_CHANGE', fault: 'unavailable', retryAfterSeconds: 1 });
    expect(problemOf(error)).toMatchObject({ status: 503, detail: expect.stringMatching(/again/) });
  });

  it('promises that nothing is recorded twice only to who named what was sent', () => {
    const { message, fault } = told(new EventLogError('outcome_unknown', 'timed out'));
    expect(fault).toBe('unavailable');
    expect(message).toMatch(/same ids or the same idempotency-key nothing is recorded twice, without either perhaps/);
  });
});

describe('what the database answers', () => {
  const cancelled = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });

  it.each([
    ['itself', cancelled],
    ['through the mapper', Object.assign(new Error('query failed'), { driverError: cancelled })],
  ])('is a statement that took too long, told %s: ask for less, or later', (_how, error) => {
    const known = told(error);
    expect(known).toMatchObject({ code: 'QUERY_TIMEOUT', fault: 'unavailable', retryAfterSeconds: 5, cause: error });
    expect(problemOf(known)).toMatchObject({ status: 503, detail: expect.stringMatching(/took too long/) });
  });
});
