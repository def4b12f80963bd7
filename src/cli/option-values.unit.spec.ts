import { afterEach, describe, expect, it, vi } from 'vitest';
import { count, given, instant } from './option-values.js';

describe('count', () => {
  it('takes whole numbers from 1', () => {
    expect(['1', '500', '100000'].map(count)).toEqual([1, 500, 100_000]);
  });

  it.each(['0', '-1', '1.5', '1e3', 'ten', '', '9999999999'])('refuses %j', (text) => {
    expect(() => count(text)).toThrow('whole number');
  });
});

describe('instant', () => {
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['now', '2026-01-15T12:00:00.000Z'],
    ['90s', '2026-01-15T11:58:30.000Z'],
    ['30m', '2026-01-15T11:30:00.000Z'],
    ['24h', '2026-01-14T12:00:00.000Z'],
    ['7d', '2026-01-08T12:00:00.000Z'],
    ['2w', '2026-01-01T12:00:00.000Z'],
  ])('%s is that long ago', (text, time) => {
    vi.useFakeTimers({ now: new Date('2026-01-15T12:00:00Z') });
    expect(instant(text)).toBe(time);
  });

  it('takes a date as its first instant and hands on a time with a zone', () => {
    expect(instant('2026-01-15')).toBe('2026-01-15T00:00:00Z');
    expect(instant('2026-01-15T14:32:00+02:00')).toBe('2026-01-15T14:32:00+02:00');
  });

  it.each(['yesterday', '2026-13-45', '2026-01-15T14:32:00', '14:32', '5y', ''])('refuses %j', (text) => {
    expect(() => instant(text)).toThrow('Give a time');
  });
});

describe('given', () => {
  it('leaves out what was not given, and nothing else', () => {
    expect(given({ a: 1, b: undefined, c: '', d: false })).toEqual({ a: 1, c: '', d: false });
    expect('b' in given({ b: undefined })).toBe(false);
  });
});
