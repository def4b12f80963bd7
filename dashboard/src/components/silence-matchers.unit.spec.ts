import { describe, expect, it } from 'vitest';
import { type Matcher, matcherParameter, matchersOf, matcherText, parseMatcher } from './silence-matchers';

describe('matchers of a silence', () => {
  it('mean one alert, whatever its severity becomes', () => {
    const labels = { alertname: 'slow', severity: 'error', type: 'a' };
    expect(matchersOf({ ruleName: 'slow', labels }).map(matcherText)).toEqual(['alertname="slow"', 'type="a"']);
  });

  it.each<Matcher>([
    { name: 'team', op: '=', value: 'core' },
    { name: 'team', op: '!=', value: '' },
    { name: 'queue', op: '=~', value: 'a=b|c' },
    { name: 'queue', op: '!~', value: '~x' },
    { name: 'path', op: '=', value: '~root' },
    { name: 'path', op: '=', value: '"quoted"' },
  ])('go through an address as they are: %j', (matcher) => {
    expect(parseMatcher(matcherParameter(matcher))).toEqual(matcher);
  });

  it('are none without a comparison', () => {
    expect(parseMatcher('team')).toBeUndefined();
    expect(parseMatcher('=core')).toBeUndefined();
  });
});
