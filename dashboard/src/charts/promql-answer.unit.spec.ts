import { describe, expect, it } from 'vitest';
import { type RangeAnswer, readMatrix, readVector, stepFor, stepsOf, withLastInstant } from './promql-answer';

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
    [86_400, 800, 300],
    [86_400, 480, 600],
    [86_400 * 7, 480, 3_600],
    [86_400 * 90, 480, 43_200],
  ])('a range of %s s on %s pixels has a point every %s s', (span, width, step) => {
    expect(stepFor(span, width)).toBe(step);
  });
});

describe('stepsOf', () => {
  it('are the same for a while, but for the last instant, which is the end', () => {
    const steps = { start: 0, end: 3_600, step: 600 };
    expect(stepsOf(37, 3_637, 600)).toEqual({ steps, last: { start: 3_637, end: 3_637, step: 600 } });
    expect(stepsOf(98, 3_698, 600)).toEqual({ steps, last: { start: 3_698, end: 3_698, step: 600 } });
  });

  it('have no last instant beside a step that is the end', () => {
    expect(stepsOf(0, 3_600, 600)).toEqual({ steps: { start: 0, end: 3_600, step: 600 }, last: undefined });
  });

  it('do not end before they start, as in a range that is yet to come', () => {
    expect(stepsOf(9_000, 1_000, 600).steps).toEqual({ start: 600, end: 600, step: 600 });
  });
});

describe('withLastInstant', () => {
  const steps: RangeAnswer = {
    times: [0, 60],
    series: [
      { labels: { type: 'a', epic: 'x' }, values: [1, 2] },
      { labels: { type: 'gone' }, values: [1, null] },
    ],
    stepSeconds: 60,
    warnings: ['cut'],
  };

  it('adds what is now to the series that it belongs to, and to new ones', () => {
    const last: RangeAnswer = {
      times: [75],
      series: [
        { labels: { type: 'new' }, values: [7] },
        { labels: { epic: 'x', type: 'a' }, values: [3] },
      ],
      stepSeconds: 60,
      warnings: ['cut'],
    };
    expect(withLastInstant(steps, last)).toEqual({
      times: [0, 60, 75],
      series: [
        { labels: { type: 'a', epic: 'x' }, values: [1, 2, 3] },
        { labels: { type: 'gone' }, values: [1, null, null] },
        { labels: { type: 'new' }, values: [null, null, 7] },
      ],
      stepSeconds: 60,
      warnings: ['cut'],
    });
  });
});
