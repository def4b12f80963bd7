import { describe, expect, it } from 'vitest';
import { type AlertFilterValues, alertQuery, isLabel, labelChoices } from './alert-filters';

const none: AlertFilterValues = {
  ...{ view: undefined, status: [], severity: [], rule: undefined, label: [], order: undefined },
};
const range = { from: '2026-01-15T10:00:00Z', to: '2026-01-15T11:00:00Z' };
const asked = (values: Partial<AlertFilterValues>) => alertQuery({ ...none, ...values }, range);

describe('the filters of alerts', () => {
  it('ask for everything open, whenever it fired', () => {
    expect(asked({})).toEqual({ status: 'active', limit: 100 });
  });

  it('ask for what only fires, which is not all that is open', () => {
    expect(asked({ status: ['active'] }).status).toBe('active,active');
    expect(asked({ status: ['active', 'silenced'] }).status).toBe('active,silenced');
  });

  it('look for what is over in the range of time', () => {
    expect(asked({ view: 'resolved', status: ['active'] })).toEqual({ status: 'resolved', ...range, limit: 100 });
    expect(asked({ view: 'all' })).toEqual({ ...range, limit: 100 });
    expect(asked({ view: 'all', status: ['resolved'] }).status).toBe('resolved');
  });

  it('leave out a status that the view does not have', () => {
    expect(asked({ status: ['resolved'] }).status).toBe('active');
  });

  it('pass on severity, rule, labels and order', () => {
    expect(asked({ severity: ['critical', 'error'], rule: 'r', label: ['team=core', 'a=b'], order: 'asc' })).toEqual({
      ...{ status: 'active', severity: 'critical,error', rule: 'r', label: ['team=core', 'a=b'], order: 'asc' },
      limit: 100,
    });
  });

  it('take a label with its value', () => {
    expect([isLabel('team=core'), isLabel('team='), isLabel('team'), isLabel('=core')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('offer the labels that are there', () => {
    expect(
      labelChoices([{ labels: { alertname: 'a', severity: 'info', type: 'x' } }, { labels: { type: 'x', a: '1' } }]),
    ).toEqual(['a=1', 'type=x']);
  });
});
