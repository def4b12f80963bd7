import { describe, expect, it } from 'vitest';
import { clamped, moved, textOfWindow, ticksOf, wholeOf, windowOf, zoomed } from './time-window';

describe('the part of a trace that is seen', () => {
  it('comes from the address and goes back there', () => {
    expect(windowOf('1200-3400', 10_000)).toEqual({ from: 1_200, to: 3_400 });
    expect(textOfWindow({ from: 1_200, to: 3_400 }, 10_000)).toBe('1200-3400');
    expect(textOfWindow(wholeOf(10_000), 10_000)).toBeUndefined();
  });

  it.each([undefined, '', 'a-b', '5', '-1-2'])('is the whole when the address says %s', (text) => {
    expect(windowOf(text, 10)).toBeUndefined();
  });

  it('stays inside of the trace and is never empty', () => {
    expect(clamped({ from: 9_000, to: 12_000 }, 10_000)).toEqual({ from: 7_000, to: 10_000 });
    expect(clamped({ from: 5, to: 5 }, 10_000)).toEqual({ from: 5, to: 5.5 });
    expect(clamped({ from: -5, to: 50_000 }, 10_000)).toEqual({ from: 0, to: 10_000 });
    expect(wholeOf(0)).toEqual({ from: 0, to: 1 });
  });

  it('zooms around a moment, which stays where it is', () => {
    expect(zoomed({ from: 0, to: 1_000 }, 0.5, 250, 1_000)).toEqual({ from: 125, to: 625 });
    expect(zoomed({ from: 125, to: 625 }, 4, 250, 1_000)).toEqual({ from: 0, to: 1_000 });
  });

  it('moves by a part of what is seen', () => {
    expect(moved({ from: 100, to: 200 }, 0.5, 1_000)).toEqual({ from: 150, to: 250 });
    expect(moved({ from: 100, to: 200 }, -5, 1_000)).toEqual({ from: 0, to: 100 });
  });

  it('has marks at round times', () => {
    expect(ticksOf({ from: 0, to: 1_000 }, 5)).toEqual([0, 200, 400, 600, 800, 1_000]);
    expect(ticksOf({ from: 60_000, to: 300_000 }, 4)).toEqual([60_000, 120_000, 180_000, 240_000, 300_000]);
    expect(ticksOf({ from: 0.2, to: 1.1 }, 4)).toEqual([0.5, 1]);
  });
});
