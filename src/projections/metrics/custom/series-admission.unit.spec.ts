import { expect, it } from 'vitest';
import { SeriesAdmission } from './series-admission.js';

it('shows the first series, and of the later ones that there are others', () => {
  const admission = new SeriesAdmission(2);
  const admit = (...values: string[]) => admission.admit('x_total', ['a', 'b'], values);
  expect([admit('1', '1'), admit('1', '2'), admit('2', '1'), admit('3', '1'), admit('other', '1')]).toEqual([
    ['1', '1'],
    ['1', '2'],
    ['other', 'other'],
    ['other', 'other'],
    ['other', 'other'],
  ]);
  expect([...admission.hidden()]).toEqual([
    ['x_total', 'a', 2],
    ['x_total', 'b', 1],
  ]);
});

it('has nothing to hide of a metric without labels', () => {
  expect(new SeriesAdmission(1).admit('x_total', [], [])).toEqual([]);
});
