import { describe, expect, it } from 'vitest';
import { failureReporter } from './failure-reporter.js';

describe('given a collector that stays away', () => {
  it('warns once in ten minutes and then says how often it kept quiet', () => {
    const warnings: object[] = [];
    let now = 0;
    const reporter = failureReporter({ warn: (fields: object) => void warnings.push(fields) }, () => now);
    for (let minute = 0; minute < 12; minute++, now += 60_000)
      reporter.error('{"stack":"Error: …","message":"connect ECONNREFUSED"}');
    expect(warnings).toEqual([
      { reason: 'connect ECONNREFUSED', keptBack: 0 },
      { reason: 'connect ECONNREFUSED', keptBack: 9 },
    ]);
  });

  it('says nothing of the SDK’s small talk', () => {
    const warnings: object[] = [];
    const reporter = failureReporter({ warn: (fields: object) => void warnings.push(fields) });
    reporter.info('hello');
    reporter.debug('hello');
    expect(warnings).toEqual([]);
  });
});
