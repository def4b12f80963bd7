import { describe, expect, it } from 'vitest';
import { csvOfReport } from './cost-report-csv.js';
import type { CostReport } from './cost-report.response.js';

describe('a report as CSV', () => {
  it('quotes what CSV needs quoted, and is nothing that a spreadsheet executes', () => {
    const row = (key: string | null) => ({ key, cost: '1.000000', share: 0.5, calls: 1, tokens: 10 });
    const report = {
      from: '2026-01-01T00:00:00.000Z',
      to: '2026-02-01T00:00:00.000Z',
      total: '2.000000',
      calls: 2,
      tokens: 20,
      byModel: [row('a, "b"\nc')],
      byAgentType: [row(null)],
      byEpic: [row('=1+1')],
      byStory: [],
      unattributed: { ...row(null), cost: '-1.000000', share: null },
      periods: [],
      series: null,
      groups: [{ keys: { model: 'm', epic: null }, cost: null, share: null, calls: 1, tokens: 1 }],
      otherGroups: { groups: 7, cost: '0.500000', share: 0.25, calls: 9, tokens: 90 },
      unpriced: { calls: 0, tokens: 0, models: [] },
    } as unknown as CostReport;
    expect(
      csvOfReport(report)
        .split('\r\n')
        .map((line) => line.replaceAll(/2026-0\d-01T00:00:00.000Z/g, 't')),
    ).toEqual([
      'section,key,from,to,cost_usd,share,calls,tokens',
      'total,,t,t,2.000000,,2,20',
      'model,"a, ""b""\nc",t,t,1.000000,0.5,1,10',
      'agent_type,,t,t,1.000000,0.5,1,10',
      "epic,'=1+1,t,t,1.000000,0.5,1,10",
      'unattributed,,t,t,-1.000000,,1,10',
      'model+epic,m+,t,t,,,1,1',
      'other_groups,,t,t,0.500000,0.25,9,90',
      '',
    ]);
  });
});
