import { describe, expect, it } from 'vitest';
import { listAlertsQuery } from './list-alerts.query.js';

describe('the filter of alerts', () => {
  it('takes one status or several', () => {
    expect(listAlertsQuery.parse({ status: 'pending,active' })).toMatchObject({ status: ['pending', 'active'] });
  });

  it.each([
    ['firing', 'must be one of pending, active, acknowledged, silenced, resolved; what fires is `active`'],
    ['open', /^must be one of pending, active, acknowledged, silenced, resolved$/],
  ])('says which statuses there are, instead of %s', (status, message) => {
    const { error } = listAlertsQuery.safeParse({ status });
    expect(error?.issues.map((issue) => issue.message)).toEqual([
      typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
    ]);
  });
});
