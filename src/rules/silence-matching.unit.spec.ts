import { describe, expect, it } from 'vitest';
import { type AlertMatcher, matcherOf, matcherProblem, matchesEverythingEmpty } from './silence-matching.js';

const labels = { alertname: 'queue-backup', queue: 'pr_queue', team: 'a' };
const matcher = (text: string): AlertMatcher => {
  const [, name = '', op = '=', value = ''] = /^(\w+)(=~|!~|!=|=)(.*)$/s.exec(text) ?? [];
  return { name, op: op as AlertMatcher['op'], value };
};

describe('matchers on the labels of an alert', () => {
  it.each([
    [['alertname=queue-backup'], true],
    [['alertname=queue-backup', 'queue=other'], false],
    [['queue!=pr_queue'], false],
    [['absent!=x'], true],
    [['absent='], true],
    [['team=~a|b'], true],
    [['team!~a|b'], false],
    // Anchored at both ends.
    [['alertname=~queue'], false],
    [['alertname=~queue.*'], true],
    // Own labels only, never what every object has.
    [['constructor=~.+'], false],
  ])('%j', (texts, expected) => {
    expect(matcherOf(texts.map(matcher))(labels)).toBe(expected);
  });

  it('lets a dot match a line break', () => {
    expect(matcherOf([matcher('text=~a.b')])({ text: 'a\nb' })).toBe(true);
  });

  it('tells what is wrong with a pattern', () => {
    expect(matcherProblem(matcher('a=~('))).toMatch(/regular expression/);
    expect(matcherProblem(matcher('a=~(?=x)'))).toMatch(/regular expression/);
    expect(matcherProblem(matcher('a=('))).toBeUndefined();
  });

  it('knows a set that leaves out nothing', () => {
    expect(matchesEverythingEmpty(['a=', 'b=~.*', 'c!=x'].map(matcher))).toBe(true);
    expect(matchesEverythingEmpty(['a=', 'b=~.+'].map(matcher))).toBe(false);
  });
});
