import { describe, expect, it } from 'vitest';
import { Labels } from '../promql/labels.js';
import { findingsOf, identityOf, valueText } from './alert-group-findings.js';

const rule = { name: 'high', labels: {}, annotations: {}, severity: 'error' } as const;
const sample = (labels: Record<string, string>, value = 1) => ({ labels: Labels.of(labels), value });

describe('the alerts of a result', () => {
  it('have the labels of the series, of the rule, and its name', () => {
    const own = { __name__: 'x', team: 'core', alertname: 'mine', severity: 'low', a: '' };
    const labels = { owner: 'team {{ $labels.team }}', team: '' };
    const [found] = findingsOf('r', { ...rule, labels, annotations: { about: 'is {{ $value }}' } }, [sample(own, 3)]);
    expect(found).toMatchObject({
      labels: { alertname: 'high', owner: 'team core', severity: 'error' },
      ...{ severity: 'error', value: '3', annotations: { about: 'is 3' } },
    });
    expect(Object.keys(found!.labels).sort()).toEqual(['alertname', 'owner', 'severity']);
  });

  it('are the same alert whatever the value, the annotations or the severity of the rule', () => {
    const of = (given: object, value = 1) => identityOf('r', { ...rule, ...given }, sample({ a: 'b' }, value));
    const { fingerprint } = of({});
    expect(of({ severity: 'critical' }, 2).fingerprint).toBe(fingerprint);
    expect(of({ labels: { severity: 'critical' } }).fingerprint).not.toBe(fingerprint);
    expect(of({ name: 'other' }).fingerprint).not.toBe(fingerprint);
    expect(identityOf('s', rule, sample({ a: 'b' })).fingerprint).not.toBe(fingerprint);
  });

  it('take the severity of a label that names one', () => {
    const of = (severity: string) => identityOf('r', { ...rule, labels: { severity } }, sample({})).severity;
    expect([of('critical'), of('page')]).toEqual(['critical', 'error']);
  });

  it('are an error where two have the same labels', () => {
    const twice = [sample({ __name__: 'x', a: '1' }), sample({ __name__: 'y', a: '1' })];
    expect(() => findingsOf('r', rule, twice)).toThrow('same labelset after applying alert labels');
  });

  it('are an error where there are too many', () => {
    const many = Array.from({ length: 10_001 }, (_, i) => sample({ i: `${i}` }));
    expect(() => findingsOf('r', rule, many)).toThrow('10000 are allowed');
    expect(findingsOf('r', rule, many.slice(1))).toHaveLength(10_000);
  });

  it.each([
    [0.35, '0.35'],
    [NaN, 'NaN'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [-0, '-0'],
    [1e300, '1e+300'],
  ])('tell %s as %s', (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});
