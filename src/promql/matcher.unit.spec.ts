import { describe, expect, it } from 'vitest';
import type { MatchOperator } from './ast.js';
import { compileMatcher } from './matcher.js';
import { PromqlError } from './promql-error.js';

function matches(op: MatchOperator, wanted: string, value: string): boolean {
  return compileMatcher({ name: 'label', op, value: wanted })(value);
}

describe('values', () => {
  it.each<[MatchOperator, string, string, boolean]>([
    ['=', 'a', 'a', true],
    ['=', 'a', 'A', false],
    ['=', '', '', true],
    ['!=', 'a', 'b', true],
    ['!=', 'a', 'a', false],
    ['!=', 'a', '', true],
  ])('%s %j on %j: %s', (op, wanted, value, expected) => {
    expect(matches(op, wanted, value)).toBe(expected);
  });
});

describe('regular expressions', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['', [''], ['a']],
    ['a', ['a'], ['', 'ab', 'ba', 'A']],
    ['a|b', ['a', 'b'], ['', 'ab', 'a|b']],
    ['(a|b)', ['a', 'b'], ['', 'ab', '(a|b)']],
    ['a|', ['a', ''], ['b']],
    ['()', [''], ['()']],
    ['(a)(b)', ['ab'], ['a', 'a)(b']],
    ['(?:a|b)c', ['ac', 'bc'], ['a', 'c']],
    ['a-1', ['a-1'], ['a1']],
    ['.*', ['', 'a', '\n', 'a\nb', '😀'], []],
    ['.+', ['a', '\n', '😀'], ['']],
    ['.', ['a', '\n', '😀'], ['', 'ab']],
    ['.+.+', ['ab', '😀😀'], ['', 'a', '😀']],
    ['a.*', ['a', 'ab', 'a\n'], ['', 'ba']],
    ['a.+', ['ab', 'a😀', 'a\n'], ['a', 'bab']],
    ['.*a', ['a', 'ba', '\na'], ['ab', '']],
    ['.+a', ['ba', 'aa', '😀a'], ['a', '']],
    ['.*a.*', ['a', 'bab', '\na\n'], ['', 'b']],
    ['.+a.+', ['bab', 'aaa', '😀a😀'], ['a', 'ab', 'ba', 'aa']],
    ['.+a.*', ['ba', 'bab', 'aa'], ['a', 'ab']],
    ['.*a.+', ['ab', 'bab', 'aa'], ['a', 'ba']],
    ['a.b', ['axb', 'a.b', 'a\nb'], ['ab', 'axxb']],
    ['a\\.b', ['a.b'], ['axb']],
    ['^a$', ['a'], ['', 'aa', 'a\n']],
    ['a|bc', ['a', 'bc'], ['abc', 'ac']],
    ['(?i)ab', ['ab', 'AB', 'aB'], ['a']],
    ['(?-s).', ['a'], ['\n']],
    ['[0-9]{2}', ['12'], ['1', '123']],
    ['agent-(1|2).*', ['agent-1', 'agent-23'], ['agent-3', 'xagent-1']],
  ])('%j', (pattern, yes, no) => {
    for (const value of yes) {
      expect(matches('=~', pattern, value), `${pattern} on ${value}`).toBe(true);
      expect(matches('!~', pattern, value)).toBe(false);
    }
    for (const value of no) {
      expect(matches('=~', pattern, value), `${pattern} on ${value}`).toBe(false);
      expect(matches('!~', pattern, value)).toBe(true);
    }
  });

  it('that RE2 does not know are refused', () => {
    const refused = expect.objectContaining({ kind: 'parse', message: expect.stringContaining('parsing regexp') });
    for (const pattern of ['(', 'a)', '[z-a]', '(?=a)', '\\1', 'a**', 'x{1001}', '('.repeat(2000) + ')'.repeat(2000)]) {
      expect(() => matches('=~', pattern, ''), pattern).toThrow(refused);
      expect(() => matches('!~', pattern, ''), pattern).toThrow(PromqlError);
    }
  });

  it('take time that grows with the text alone', () => {
    expect(matches('=~', '(a+)+', 'a'.repeat(5000) + 'b')).toBe(false);
  });

  it('are compiled once', () => {
    const one = compileMatcher({ name: 'a', op: '=~', value: 'x[0-9]+' });
    expect(compileMatcher({ name: 'b', op: '=~', value: 'x[0-9]+' })).toBe(one);
  });

  it('are forgotten, the oldest first, when they become many', () => {
    const keep = 'x'.repeat(5000);
    const first = compileMatcher({ name: 'a', op: '=~', value: keep });
    expect(compileMatcher({ name: 'a', op: '=~', value: keep })).toBe(first);
    for (let index = 0; index < 50; index++) expect(matches('=~', keep + index, keep + index)).toBe(true);
    expect(compileMatcher({ name: 'a', op: '=~', value: keep })).not.toBe(first);
  });

  it('may be so large, and alternatives of plain text larger', () => {
    const tooLarge = expect.objectContaining({ kind: 'limit', message: 'the regular expression is too large' });
    expect(() => matches('=~', '[a-z]'.repeat(2001), '')).toThrow(tooLarge);
    expect(() => matches('=~', '(abcdefghij){1,1000}', '')).toThrow(tooLarge);
    expect(matches('=~', '[a-z0-9]{1,63}', 'a'.repeat(63))).toBe(true);
    const agents = Array.from({ length: 10_000 }, (_, index) => `agent-${index}`);
    expect(matches('=~', agents.join('|'), 'agent-9999')).toBe(true);
  });
});
