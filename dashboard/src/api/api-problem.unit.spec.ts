import { describe, expect, it } from 'vitest';
import { problemOf } from './api-problem';
import { explainError, faultOf } from './problem-words';

const answer = (body: unknown, status = 400) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/problem+json' } });

describe('problemOf', () => {
  it('reads a problem document with the faults of its fields', async () => {
    const problem = await problemOf(
      answer({
        code: 'VALIDATION_FAILED',
        title: 'Bad Request',
        detail: 'no',
        errors: [{ field: 'name', message: 'too long' }],
      }),
    );
    expect(problem).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect(faultOf(problem, 'name')).toBe('too long');
  });

  it('reads how the Prometheus paths refuse', async () => {
    const problem = await problemOf(answer({ status: 'error', errorType: 'bad_data', error: 'parse error' }));
    expect(problem).toMatchObject({ code: 'bad_data', detail: 'parse error' });
  });

  it('takes what is no answer of the service for none', async () => {
    expect(await problemOf(new Response('<h1>502</h1>', { status: 502 }))).toBeUndefined();
  });
});

describe('explainError', () => {
  it('has words for codes, and the detail for those it does not know', async () => {
    expect(explainError((await problemOf(answer({ code: 'FORBIDDEN', detail: 'x' }, 403)))!)).toMatch(/^Your key/);
    expect(explainError((await problemOf(answer({ code: 'NEW_ONE', detail: 'the day is over' })))!)).toBe(
      'The day is over.',
    );
  });
});
