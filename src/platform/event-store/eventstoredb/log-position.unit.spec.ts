import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LogPosition } from '../../../kernel/event.js';
import { fromLogPosition, toLogPosition } from './log-position.js';

const offset = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

describe('positions of EventStoreDB', () => {
  it('come back as they went in, and are as wide as any other', () => {
    fc.assert(
      fc.property(offset, offset, (commit, prepare) => {
        const position = toLogPosition({ commit, prepare });
        expect(fromLogPosition(position)).toEqual({ commit, prepare });
        expect(position).toHaveLength(41);
      }),
    );
  });

  it('order as text the way their offsets order', () => {
    fc.assert(
      fc.property(offset, offset, (one, other) => {
        const [a, b] = [toLogPosition({ commit: one, prepare: one }), toLogPosition({ commit: other, prepare: other })];
        expect(a < b).toBe(one < other);
      }),
    );
  });

  it.each(['', '42', '00000000000000000042', '0:0', `${'9'.repeat(20)}:${'x'.repeat(20)}`])('are not "%s"', (text) => {
    expect(() => fromLogPosition(text as LogPosition)).toThrow(expect.objectContaining({ kind: 'wrong_log' }));
  });
});
