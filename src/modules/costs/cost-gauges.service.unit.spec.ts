import { pino } from 'pino';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { Calendar } from './calendar.js';
import { CostGauges } from './cost-gauges.service.js';

type Parts = ConstructorParameters<typeof CostGauges>;

/** A budget of which so much is used and foreseen in whatever month it is. */
function gaugesAt(clock: { now(): Date }, timeZone: string): Registry {
  const registry = new Registry();
  const uses = {
    now: async () => {
      const range = new Calendar(timeZone).periodAround('monthly', clock.now());
      const from = range.from.toISOString();
      return { name: 'team', timeZone, from, amount: '100', usedRatio: 0.5, projected: { expected: '120' } };
    },
  };
  new CostGauges(
    registry,
    clock,
    pino({ level: 'silent' }),
    { choose: async () => ({}) } as unknown as Parts[3],
    { of: async () => ({ sum: async () => [] }) } as unknown as Parts[4],
    { read: async () => new Map([['id', {}]]) } as unknown as Parts[5],
    uses as unknown as Parts[6],
  );
  return registry;
}

describe('the gauges of a budget', () => {
  it('are of one period, by its first day in the time zone of the budget: the next one has series of its own', async () => {
    let now = new Date('2026-11-30T22:59:00Z');
    const registry = gaugesAt({ now: () => now }, 'Europe/Berlin');
    const budgets = async () =>
      (await registry.metrics()).split('\n').filter((line) => line.startsWith('orchestrate_budget_'));
    expect(await budgets()).toEqual([
      'orchestrate_budget_used_ratio{budget="team",since="2026-11-01"} 0.5',
      'orchestrate_budget_projected_ratio{budget="team",since="2026-11-01"} 1.2',
    ]);
    now = new Date('2026-11-30T23:01:00Z');
    expect(await budgets()).toEqual([
      'orchestrate_budget_used_ratio{budget="team",since="2026-12-01"} 0.5',
      'orchestrate_budget_projected_ratio{budget="team",since="2026-12-01"} 1.2',
    ]);
  });
});
