import { QueryFailedError } from 'typeorm';
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

  const gone = (code: string, message: string) => Object.assign(new Error(message), { code });

  it.each([
    ['table', 'select * from agent_usage_sums', gone('42P01', 'relation "agent_usage_sums" does not exist')],
    ['column', '  WITH runs AS (select team from agent_runs) select 1', gone('42703', 'column "team" does not exist')],
  ])('is a %s of a read model that is not built yet: later, and where to look', (_what, query, driverError) => {
    const error = new QueryFailedError(query, [], driverError);
    const known = told(error);
    expect(known).toMatchObject({
      code: 'READ_MODEL_REBUILDING',
      fault: 'unavailable',
      retryAfterSeconds: 10,
      cause: error,
    });
    expect(problemOf(known)).toMatchObject({
      status: 503,
      detail: expect.stringMatching(/`orchestrate projections list`/),
    });
  });

  it.each([
    ['of a store that is no read model', gone('42P01', 'relation "api_keys" does not exist')],
    ['in a change of tables', new QueryFailedError('alter table gone add x int', [], gone('42P01', 'no such table'))],
    ['that is wrong', new QueryFailedError('select 1 from from', [], gone('42601', 'syntax error'))],
  ])('stays a defect %s', (_what, error) => {
    expect(asDomainError(error)).toBeUndefined();
  });
});
