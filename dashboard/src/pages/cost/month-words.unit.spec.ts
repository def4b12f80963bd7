import { describe, expect, it } from 'vitest';
import { monthAt, monthsBefore, monthWords } from './month-words';

describe('months', () => {
  it('are written as people say them', () => expect(monthWords('2026-02')).toBe('February 2026'));

  it('begin at the midnight of the time zone', () => {
    const at = Date.parse('2026-10-31T23:30:00Z');
    expect(monthAt(at, 'UTC')).toBe('2026-10');
    expect(monthAt(at, 'Europe/Berlin')).toBe('2026-11');
  });

  it('go on over the end of the year', () => {
    expect(monthsBefore('2026-01', 1)).toBe('2025-12');
    expect(monthsBefore('2025-12', -1)).toBe('2026-01');
  });
});
