import type { ExecutionContext } from '@nestjs/common';
import { lastValueFrom, type Observable, of, throwError } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../kernel/domain-error.js';
import { FaultsAsAnswer } from './faults-as-answer.interceptor.js';

const answered = (answer: Observable<unknown>) =>
  lastValueFrom(new FaultsAsAnswer().intercept({} as ExecutionContext, { handle: () => answer }));
const refused = (error: unknown) => answered(throwError(() => error));

describe('what is asked while somebody types', () => {
  it('answers each fault with its own place', async () => {
    const [first, second] = [
      { line: 1, column: 1, excerpt: 'a + b\n^' },
      { line: 1, column: 5, excerpt: 'a + b\n    ^' },
    ];
    const error = new DomainError('ALERT_RULE_INVALID', 'faulty', {
      fault: 'invalid',
      fields: [
        { field: 'condition', message: 'not this' },
        { field: 'for', message: 'not a time' },
        { field: 'condition', message: 'nor that' },
      ],
      details: {
        places: [
          { field: 'condition', ...first },
          { field: 'condition', ...second },
        ],
      },
    });
    expect(await refused(error)).toEqual({
      valid: false,
      problems: [
        { field: 'condition', message: 'not this', at: first },
        { field: 'for', message: 'not a time', at: null },
        { field: 'condition', message: 'nor that', at: second },
      ],
    });
  });

  it('lets everything else be: what is right, and errors that are not about fields', async () => {
    expect(await answered(of('right'))).toBe('right');
    const others = [
      new Error('a defect'),
      new DomainError('AWAY', 'away', { fault: 'unavailable', fields: [{ field: 'condition', message: 'away' }] }),
      new DomainError('BODY_INVALID', 'no JSON', { fault: 'invalid' }),
      new DomainError('VALIDATION_FAILED', 'no object', {
        fault: 'invalid',
        fields: [{ field: '$', message: 'no object' }],
      }),
    ];
    for (const error of others) await expect(refused(error)).rejects.toBe(error);
  });
});
