import { describe, expect, it } from 'vitest';
import { readMatrix, readVector, stepFor } from './promql-answer';

describe('readMatrix', () => {
  it('puts all series on one row of times, with gaps where they have no sample', () => {
    const answer = {
      data: {
        resultType: 'matrix',
        result: [
          {
            metric: { type: 'a' },
            values: [
              [100, '1'],
              [160, '3'],
            ],
          },
          { metric: { type: 'b' }, values: [[130, 'NaN']] },
        ],
      },
      warnings: ['cut'],
    };
    expect(readMatrix(answer, { start: 100, end: 160, step: 30 })).toEqual({
      times: [100, 130, 160],
      series: [
        { labels: { type: 'a' }, values: [1, null, 3] },
        { labels: { type: 'b' }, values: [null, null, null] },
      ],
      stepSeconds: 30,
      warnings: ['cut'],
    });
  });
});

describe('readVector', () => {
  it('reads samples and scalars', () => {
    const vector = { data: { resultType: 'vector', result: [{ metric: { state: 'x' }, value: [1, '2.5'] }] } };
    expect(readVector(vector)).toEqual([{ labels: { state: 'x' }, value: 2.5 }]);
    expect(readVector({ data: { resultType: 'scalar', result: [1, '+Inf'] } })[0]?.value).toBeNaN();
  });
});

describe('stepFor', () => {
  it.each([
    [900, 800, 15],
    [86_400, 800, 600],
    [86_400 * 90, 480, 86_400],
  ])('a range of %s s on %s pixels has a point every %s s', (span, width, step) => {
    expect(stepFor(span, width)).toBe(step);
  });
});
