import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricFamilies as m } from './metric-families.js';
import { move, parseSeries, seriesOf } from './series-change.js';

const label = fc.string({ unit: 'binary', maxLength: 60 });

describe('the key of a series', () => {
  it('gives back the family and its label values, whatever they contain', () => {
    fc.assert(
      fc.property(label, label, (model, direction) => {
        const values = [model, direction];
        expect(parseSeries(seriesOf(m.tokens, ...values))).toEqual({ name: m.tokens.name, values });
      }),
    );
  });

  it('is another one for other values', () => {
    fc.assert(
      fc.property(fc.uniqueArray(label, { minLength: 2, maxLength: 2 }), ([one = '', other = '']) => {
        expect(seriesOf(m.queueDepth, one)).not.toBe(seriesOf(m.queueDepth, other));
        expect(seriesOf(m.tokens, one, other)).not.toBe(seriesOf(m.tokens, other, one));
      }),
    );
  });

  it('cuts a value that would bloat every scrape, never inside a character', () => {
    const [long] = parseSeries(seriesOf(m.queueDepth, 'x'.repeat(500))).values;
    expect(long).toBe('x'.repeat(120));
    const [emoji] = parseSeries(seriesOf(m.queueDepth, `${'x'.repeat(119)}😀😀`)).values;
    expect(emoji).toBe('x'.repeat(119));
  });
});

describe('a move', () => {
  it('takes from one series what it gives to another', () => {
    expect(move(m.stories, ['pending'], ['completed'])).toEqual([
      { op: 'add', series: seriesOf(m.stories, 'pending'), amount: -1 },
      { op: 'add', series: seriesOf(m.stories, 'completed'), amount: 1 },
    ]);
  });

  it('begins or ends where a side is missing', () => {
    expect(move(m.stories, undefined, ['pending'])).toHaveLength(1);
    expect(move(m.stories, ['pending'], undefined)).toHaveLength(1);
    expect(move(m.stories, undefined, undefined)).toEqual([]);
  });
});
