import { describe, expect, it } from 'vitest';
import { CliError } from './cli-error.js';
import { problemReport } from './problem-report.js';

describe('a problem for people', () => {
  it('says what and why, which fields, what else is known, what to do and what to quote', () => {
    const error = new CliError(
      {
        title: 'Bad Request',
        detail: 'two fields are wrong',
        code: 'VALIDATION_FAILED',
        status: 400,
        type: 'urn:x',
        instance: '/api/x',
        errors: [
          { field: 'limit', message: 'must be at least 1' },
          { field: 'state', message: 'is not a state' },
        ],
        known: ['a', 'b'],
        revision: 3,
        traceId: 'abc',
      },
      ['Do this.'],
    );
    expect(problemReport(error)).toBe(`error: Bad Request: two fields are wrong
  limit: must be at least 1
  state: is not a state
  known: a, b
  revision: 3
  Do this.
  (VALIDATION_FAILED, trace abc)
`);
  });

  it('names a field once', () => {
    const errors = [{ field: 'limit', message: 'must be at least 1' }];
    const error = new CliError({ title: 'Bad Request', detail: 'limit: must be at least 1', code: 'C', errors });
    expect(problemReport(error)).toBe('error: Bad Request: limit: must be at least 1\n  (C)\n');
  });

  it('lets no text of the service act upon the terminal', () => {
    const error = new CliError({ title: 'X', detail: 'a\u001b[2Jb\nc', code: 'C' });
    expect(problemReport(error)).toBe('error: X: a\\u001b[2Jb\\nc\n  (C)\n');
  });
});
