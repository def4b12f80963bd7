import { describe, expect, it } from 'vitest';
import type { ReportBudget } from './budget.response.js';
import { mostUsed } from './most-used.js';

const used = (name: string, usedRatio: number) => ({ name, usedRatio }) as ReportBudget;

describe('the budget that a report shows', () => {
  it('is the one of which the greatest part is used, so that none that is exceeded is hidden', () => {
    expect(mostUsed([used('a', 0.2), used('b', 1.3), used('c', 0.9)])?.name).toBe('b');
  });

  it('is the first by name where as much is used of several, and none where there is none', () => {
    expect(mostUsed([used('c', 0.5), used('a', 0.5), used('b', 0.5)])?.name).toBe('a');
    expect(mostUsed([])).toBeNull();
  });
});
