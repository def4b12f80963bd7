import { describe, expect, it } from 'vitest';
import type { RangeSeries } from '../../charts/promql-answer';
import { conditionParts, rangeAround, seriesOf } from './condition-series';

const side = (expression: string) => ({ expression, results: 1, samples: [], error: null });
const condition = side('a > 5');

describe('the parts of a condition', () => {
  it('are what it compares, and the number', () => {
    expect(conditionParts({ condition, comparison: { left: side('a'), operator: '>', right: side('5') } })).toEqual({
      ...{ measured: 'a', operator: '>', threshold: 5, limit: undefined },
    });
  });

  it('are turned where the number stands first', () => {
    expect(conditionParts({ condition, comparison: { left: side('5'), operator: '<=', right: side('a') } })).toEqual({
      ...{ measured: 'a', operator: '>=', threshold: 5, limit: undefined },
    });
  });

  it('are two expressions where it compares with a series', () => {
    expect(conditionParts({ condition, comparison: { left: side('a'), operator: '>', right: side('b * 2') } })).toEqual(
      { measured: 'a', operator: '>', threshold: undefined, limit: 'b * 2' },
    );
  });

  it('are the condition itself where it compares nothing', () => {
    expect(conditionParts({ condition: side('absent(a)'), comparison: null }).measured).toBe('absent(a)');
  });
});

describe('what is drawn of it', () => {
  it('is the series of the alert', () => {
    const series: RangeSeries[] = [
      { labels: { __name__: 'a', type: 'x' }, values: [1] },
      { labels: { type: 'y' }, values: [2] },
      { labels: {}, values: [3] },
    ];
    const answer = { times: [0], series, stepSeconds: 15, warnings: [] };
    expect(seriesOf(answer, { type: 'x', team: 'core' }).map(({ values }) => values)).toEqual([[1], [3]]);
  });

  it('has some time around the alert, but none to come', () => {
    const [begin, end] = ['2026-01-15T10:00:00Z', '2026-01-15T11:00:00Z'];
    const at = (text: string) => Date.parse(text) / 1000;
    expect(rangeAround(begin, end, Date.parse('2026-01-16T00:00:00Z'))).toEqual({
      start: at('2026-01-15T09:30:00Z'),
      end: at('2026-01-15T11:30:00Z'),
    });
    expect(rangeAround(begin, null, Date.parse('2026-01-15T10:01:00Z'))).toEqual({
      start: at('2026-01-15T09:45:00Z'),
      end: at('2026-01-15T10:01:00Z'),
    });
  });
});
