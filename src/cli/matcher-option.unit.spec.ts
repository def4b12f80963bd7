import { describe, expect, it } from 'vitest';
import { matcher } from './matcher-option.js';

describe('a condition on a label, on the command line', () => {
  it.each([
    ['queue=pr_queue', 'queue', '=', 'pr_queue'],
    ['team!=core', 'team', '!=', 'core'],
    ['host=~"web.*"', 'host', '=~', 'web.*'],
    ['host!~a=b', 'host', '!~', 'a=b'],
    ['empty=', 'empty', '=', ''],
  ])('%s', (text, name, op, value) => {
    expect(matcher(text)).toEqual({ name, op, value });
  });

  it.each(['', 'queue', '=x', '~x'])('is not %j', (text) => {
    expect(() => matcher(text)).toThrow(/Give a label/);
  });
});
