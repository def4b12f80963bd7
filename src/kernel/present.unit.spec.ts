import { describe, expect, it } from 'vitest';
import { present } from './present.js';

describe('what is present', () => {
  it('leaves out what is undefined, and keeps what is null, false, empty or 0', () => {
    const value = present({ a: undefined, b: null, c: false, d: '', e: 0 });
    expect(value).toStrictEqual({ b: null, c: false, d: '', e: 0 });
  });

  it('is of several parts what the last of them knows', () => {
    expect(present({ a: 1, b: 1 }, { b: 2, c: undefined }, { a: undefined, d: 3 })).toStrictEqual({ a: 1, b: 2, d: 3 });
  });
});
