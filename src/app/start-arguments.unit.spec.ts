import { describe, expect, it } from 'vitest';
import { startArguments } from './start-arguments.js';

describe('the arguments of npm start', () => {
  it.each([
    [[], undefined],
    [['--demo'], { historyDays: 1 }],
    [['--demo', '--history', '1h'], { historyDays: 1 / 24 }],
    [['--demo', '--history', '2w'], { historyDays: 14 }],
    [['--demo', '--history', '90s'], { historyDays: 90 / 86_400 }],
    [['--demo', '--history', '30d', '--seed', '9'], { historyDays: 30, seed: 9 }],
  ])('%j ask for %j', (args, wanted) => {
    expect(startArguments(args)).toEqual(wanted);
  });

  it.each([
    [['--history', '3d'], /go with --demo/],
    [['--demo', '--history', '30'], /as in 30d/],
    [['--demo', '--history', '400d'], /up to 366d/],
    [['--demo', '--history', '9000h'], /up to 366d/],
    [['--demo', '--history', '1 hour'], /as in 30d or 1h/],
    [['--demo', '--seed', 'x'], /whole number/],
    [['--port', '1'], /--port/],
    [['demo'], /demo/],
  ])('%j are refused, and why', (args, message) => {
    expect(() => startArguments(args)).toThrow(message);
  });
});
