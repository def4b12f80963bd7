import { describe, expect, it } from 'vitest';
import { readPercents, scopeWords, usedTone } from './budget-words';

describe('words of budgets', () => {
  it('are calm below the thresholds, warn from the least of them on, and are bad when all is used', () => {
    expect(usedTone(0.49, [50, 80])).toBe('ok');
    expect(usedTone(0.5, [50, 80])).toBe('warn');
    expect(usedTone(1, [])).toBe('bad');
  });

  it('name what counts', () => {
    expect(scopeWords({ kind: 'all', value: null })).toBe('All costs');
    expect(scopeWords({ kind: 'agent_type', value: 'explorer' })).toBe('Agent type explorer');
  });

  it('read thresholds in order, each once, and refuse what is none', () => {
    expect(readPercents(['100', '50 %', '50'])).toEqual([50, 100]);
    expect(readPercents(['0'])).toBeUndefined();
    expect(readPercents(['soon'])).toBeUndefined();
  });
});
