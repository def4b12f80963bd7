import { describe, expect, it } from 'vitest';
import { differingLabels } from './lines-of-answer';

describe('the labels that name lines', () => {
  it('are those in which the series differ', () => {
    expect(
      differingLabels([
        { type: 'a', instance: 'x' },
        { type: 'b', instance: 'x' },
      ]),
    ).toEqual(['type']);
  });

  it('are all of a single series but where it comes from', () => {
    expect(differingLabels([{ __name__: 'up', type: 'a', instance: 'x' }])).toEqual(['type']);
    expect(differingLabels([{}])).toBeUndefined();
  });

  it('are not enough when the metrics differ, or a line would have no name', () => {
    expect(
      differingLabels([
        { __name__: 'a', type: 'x' },
        { __name__: 'b', type: 'y' },
      ]),
    ).toBeUndefined();
    expect(differingLabels([{ type: 'a' }, {}])).toBeUndefined();
  });
});
