import { describe, expect, it } from 'vitest';
import { RequestParameters } from './request-parameters.js';

const of = (search: string, form?: string) =>
  RequestParameters.of(`/api/v1/query?${search}`, form === undefined ? undefined : new URLSearchParams(form));
const value = (name: string, text: string) => of(`${name}=${encodeURIComponent(text)}`);

describe('parameters of a request', () => {
  it('come from the form before the address', () => {
    const parameters = of('a=1&b=2&match[]=x', 'a=3&match[]=y');
    expect([parameters.text('a'), parameters.text('b'), parameters.text('c')]).toEqual(['3', '2', '']);
    expect(parameters.all('match[]')).toEqual(['y', 'x']);
  });

  it.each([
    ['1768471200', 1_768_471_200_000],
    ['1768471200.5', 1_768_471_200_500],
    ['1.7684712e9', 1_768_471_200_000],
    ['-1', -1_000],
    ['2026-01-15T10:00:00Z', 1_768_471_200_000],
    ['2026-01-15T11:00:00.250+01:00', 1_768_471_200_250],
  ])('read %s as a time', (text, ms) => {
    expect(value('time', text).requiredTime('time')).toBe(ms);
  });

  it.each(['noon', '', 'NaN', 'Infinity', '1e300', '2026-01-15', '2026-13-45T10:00:00Z', '0x10', '1_0'])(
    'refuse %j as a time',
    (text) => {
      expect(() => value('time', text).requiredTime('time')).toThrow(
        `invalid parameter "time": cannot parse "${text}" to a valid timestamp`,
      );
    },
  );

  it.each([
    ['15', 15_000],
    ['0.5', 500],
    ['0', 0],
    ['1h30m', 5_400_000],
    ['1y2w3d4h5m6s7ms', 365 * 86_400_000 + 17 * 86_400_000 + 4 * 3_600_000 + 306_007],
  ])('read %s as a duration', (text, ms) => {
    expect(value('step', text).duration('step')).toBe(ms);
  });

  it.each(['1m1h', 'm', '1 m', '-1m', '1e400', '1.5h'])('refuse %j as a duration', (text) => {
    expect(() => value('step', text).duration('step')).toThrow(/^invalid parameter "step": cannot parse/);
  });

  it('take a limit of 0 for none', () => {
    expect(of('').limit()).toBeUndefined();
    expect(of('limit=0').limit()).toBeUndefined();
    expect(of('limit=7').limit()).toBe(7);
    expect(() => of('limit=1.5').limit()).toThrow(/limit/);
  });

  it('tell the place of a mistake in bytes, from 1', () => {
    expect(() => value('query', '"ä" +').expression()).toThrow(
      'invalid parameter "query": 1:7: parse error: unexpected end of input',
    );
  });

  it('take selectors and nothing else for matchers', () => {
    expect(of('match[]=up').matchers()).toEqual([[{ name: '__name__', op: '=', value: 'up' }]]);
    for (const text of ['up offset 1m', 'up @ 0', '(up)', '1', 'up[5m]', '{}']) {
      expect(() => value('match[]', text).matchers()).toThrow(/^invalid parameter "match\[\]"/);
    }
  });
});
