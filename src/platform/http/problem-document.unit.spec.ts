import { describe, expect, it } from 'vitest';
import { EventLogError } from '../event-store/event-log.js';
import { asDomainError, problemOf } from './problem-document.js';

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
