import { describe, expect, it } from 'vitest';
import { plannedSilences } from './silence-plan';

const alerts = [
  { ruleName: 'slow', labels: { alertname: 'slow', severity: 'warning', type: 'a' } },
  { ruleName: 'slow', labels: { alertname: 'slow', severity: 'warning', type: 'b' } },
];

describe('silences of chosen alerts', () => {
  it('are one for each alert, which goes on when its severity changes', () => {
    expect(plannedSilences(alerts, 'alerts')).toEqual([
      {
        name: 'slow',
        matchers: [
          { name: 'alertname', op: '=', value: 'slow' },
          { name: 'type', op: '=', value: 'a' },
        ],
      },
      {
        name: 'slow',
        matchers: [
          { name: 'alertname', op: '=', value: 'slow' },
          { name: 'type', op: '=', value: 'b' },
        ],
      },
    ]);
  });

  it('are one for each rule', () => {
    expect(plannedSilences(alerts, 'rules')).toEqual([
      { name: 'slow', matchers: [{ name: 'alertname', op: '=', value: 'slow' }] },
    ]);
  });
});
