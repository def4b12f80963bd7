import { describe, expect, it } from 'vitest';
import { startArguments } from './start-arguments.js';

describe('the arguments of npm start', () => {
  it.each([
    [[], undefined],
    [['--demo'], { historyDays: 1 }],
    [['--demo', '--history', '30d', '--seed', '9'], { historyDays: 30, seed: 9 }],
  ])('%j ask for %j', (args, wanted) => {
    expect(startArguments(args)).toEqual(wanted);
  });

  it.each([
    [['--history', '3d'], /go with --demo/],
    [['--demo', '--history', '30'], /as in 30d/],
    [['--demo', '--history', '400d'], /up to 366d/],
    [['--demo', '--seed', 'x'], /whole number/],
    [['--port', '1'], /--port/],
    [['demo'], /demo/],
  ])('%j are refused, and why', (args, message) => {
    expect(() => startArguments(args)).toThrow(message);
  });
});
