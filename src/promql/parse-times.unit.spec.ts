import { describe, expect, it } from 'vitest';
import { shape } from '../../test/support/expressions.js';
import { parsePromql } from './parse.js';

describe('times', () => {
  it.each<[string, number, number]>([
    ['a[5m]', 300_000, 0],
    ['a[ 5m ]', 300_000, 0],
    ['a[300]', 300_000, 0],
    ['a[4.018]', 4018, 0],
    ['a[1001ms]', 1001, 0],
    ['a[.5]', 500, 0],
    ['a[0x10]', 16_000, 0],
    ['a[5m*2]', 600_000, 0],
    ['a[(5s)]', 5000, 0],
    ['a[11s+10s-5*2^2]', 1000, 0],
    ['a[-(10s-5s)+20s]', 15_000, 0],
    ['a[-10s+15s]', 5000, 0],
    ['a[2^3^2]', 512_000, 0],
    ['a[10-5-2]', 3000, 0],
    ['a[7%4]', 3000, 0],
    ['a[1h/4]', 900_000, 0],
    ['a[+5m]', 300_000, 0],
    ['a[min_of(5m, 1m+1m)]', 120_000, 0],
    ['a[MAX_OF(5m, 1m)]', 300_000, 0],
    ['a[5m # comment\n]', 300_000, 0],
    ['a[5m] offset 1m', 300_000, 60_000],
    ['a[5m] OFFSET 1h30m', 300_000, 5_400_000],
    ['a[5m] offset -7m', 300_000, -420_000],
    ['a[5m] offset +7m', 300_000, 420_000],
    ['a[5m] offset 3600', 300_000, 3_600_000],
    ['a[5m] offset (5s-8)', 300_000, -3000],
    ['a[5m] offset -(5s-8)', 300_000, 3000],
    ['a[5m] offset +(5)', 300_000, 5000],
    ['a[5m] offset (-1^2)', 300_000, -1000],
    ['a[5m] offset -min_of(1m, 2m)', 300_000, -60_000],
    ['a[5m] offset (5m) + 1m', 300_000, 360_000],
    ['a[5m] offset --5m', 300_000, 300_000],
    ['a[5m] offset --5m * 2', 300_000, 600_000],
    ['a[5m] offset -+-2 ^ 2', 300_000, 4000],
    ['a[5m] offset 0s', 300_000, 0],
    ['a[5m] offset 0 offset 5m', 300_000, 300_000],
  ])('%s', (text, rangeMs, offsetMs) => {
    expect(parsePromql(text)).toMatchObject({ kind: 'matrix_selector', rangeMs, selector: { offsetMs } });
  });

  it.each<[string, number, number | undefined]>([
    ['a[5m:]', 300_000, undefined],
    ['a[5m:1m]', 300_000, 60_000],
    ['a[4s+4s:1s*2]', 8000, 2000],
    ['a[10m5s:1h6ms]', 605_000, 3_600_006],
    ['a[5m:0.0001]', 300_000, undefined],
  ])('%s', (text, rangeMs, stepMs) => {
    expect(parsePromql(text)).toMatchObject({ kind: 'subquery', rangeMs, stepMs });
  });

  it.each<[string, unknown]>([
    ['a @ 1603774568', { kind: 'time', ms: 1_603_774_568_000 }],
    ['a @ -100', { kind: 'time', ms: -100_000 }],
    ['a @ +.3', { kind: 'time', ms: 300 }],
    ['a @ 3.', { kind: 'time', ms: 3000 }],
    ['a @ 3.3335', { kind: 'time', ms: 3334 }],
    ['a @ -3.3335', { kind: 'time', ms: -3334 }],
    ['a @ 3e-1', { kind: 'time', ms: 300 }],
    ['a @ 0xA', { kind: 'time', ms: 10_000 }],
    ['a @ 1m', { kind: 'time', ms: 60_000 }],
    ['a @ start()', { kind: 'start' }],
    ['a @ END ( )', { kind: 'end' }],
  ])('%s', (text, at) => {
    expect(parsePromql(text)).toMatchObject({ at });
    expect(parsePromql(text.replace('a', 'a[5m]'))).toMatchObject({ selector: { at } });
    expect(parsePromql(text.replace('a', 'a[5m:1m]'))).toMatchObject({ kind: 'subquery', at });
  });

  it.each<[string, string]>([
    ['a offset 5s-8', '{a~5 - 8}'],
    ['a offset -2^2', '{a~-2 ^ 2}'],
    ['a offset -(5s)-8', '{a~-5 - 8}'],
    ['a + b offset 5m', '{a + b~300}'],
    ['a offset 5m + b', '{a~300 + b}'],
    ['-a offset 5m', '{-a~300}'],
    ['a ^ b @ 5', '{a ^ b@}'],
    ['a @ 5 offset 5m', 'a~300@'],
    ['a offset 5m @ 5', 'a~300@'],
    ['a offset 5m [1h:]', 'a~300[3600:]'],
    ['a[1h:] offset 5m', 'a[3600:~300]'],
    ['rate(a[5m])[1h:]', 'rate(a[300])[3600:]'],
    ['max_over_time((a + b)[1h:] offset 5m)', 'max_over_time({a + b}[3600:~300])'],
    ['sum(a)[1h:]', 'sum(a)[3600:]'],
  ])('%s binds as %s', (text, expected) => {
    expect(shape(parsePromql(text))).toBe(expected);
  });
});
