import { describe, expect, it } from 'vitest';
import { cutoffsOf } from './audit-cutoffs.js';
import { keepForEver, MAX_RETENTION_DAYS } from './audit-retention.decider.js';

const now = new Date('2026-03-01T12:00:00Z');
const families = ['agent', 'config', 'user'];

describe('what a retention policy no longer keeps', () => {
  it('is nothing while everything is kept for ever', () => {
    expect(cutoffsOf(keepForEver, families, now)).toEqual([]);
  });

  it('is what is older than so many days, by family', () => {
    expect(cutoffsOf({ default: 30, families: { agent: 1, user: null } }, families, now)).toEqual([
      { family: 'agent', before: '2026-02-28T12:00:00.000Z' },
      { family: 'config', before: '2026-01-30T12:00:00.000Z' },
    ]);
  });

  it('is nothing of a family that has no entries', () => {
    expect(cutoffsOf({ default: null, families: { other: 1 } }, families, now)).toEqual([]);
  });

  it('has an instant for the longest time that can be set', () => {
    expect(cutoffsOf({ default: MAX_RETENTION_DAYS, families: {} }, ['agent'], now)).toEqual([
      { family: 'agent', before: '1926-03-26T12:00:00.000Z' },
    ]);
  });
});
