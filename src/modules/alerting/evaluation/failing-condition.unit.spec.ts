import { describe, expect, it } from 'vitest';
import { parsePromql } from '../../../promql/parse.js';
import { PromqlError } from '../../../promql/promql-error.js';
import type { ConditionRound } from './condition-source.js';
import { failingCondition } from './failing-condition.js';

const text = 'a + b';
const expr = parsePromql(text);
const asked = (query: ConditionRound['query'], signal = new AbortController().signal) =>
  failingCondition(text, expr, { late: null, query }, 0, signal);

describe('a condition that is tried', () => {
  it('is warned of when it has no answer, with the place', async () => {
    const span = { from: 4, to: 5 };
    const failing = asked(() => Promise.reject(new PromqlError('evaluate', 'many-to-many matching', span)));
    expect(await failing).toEqual([
      {
        field: 'condition',
        message: expect.stringContaining('its evaluation fails now: many-to-many matching'),
        at: expect.objectContaining({ line: 1, column: 5 }),
      },
    ]);
    expect(await asked(async () => [])).toEqual([]);
  });

  it('is let be when there was no time', async () => {
    const late = AbortSignal.abort();
    expect(await asked(() => Promise.reject(new PromqlError('limit', 'took too long')), late)).toEqual([]);
  });

  it('does not hide a fault of the store', async () => {
    await expect(asked(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  });
});
