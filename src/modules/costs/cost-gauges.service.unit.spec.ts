import { pino } from 'pino';
import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import type { ExactCost } from '../../pricing/cost.js';
import { Calendar } from './calendar.js';
import { CostGauges } from './cost-gauges.service.js';
import type { PricedSum } from './usage/priced-usage.service.js';

type Parts = ConstructorParameters<typeof CostGauges>;

/** A budget of which so much is used and foreseen in whatever month it is. */
function gaugesAt(clock: { now(): Date }, timeZone: string, sums: readonly Partial<PricedSum>[] = []): Registry {
  const registry = new Registry();
  const uses = {
    now: async () => {
      const range = new Calendar(timeZone).periodAround('monthly', clock.now());
      const from = range.from.toISOString();
      return {
        name: 'team',
        period: 'monthly',
        timeZone,
        from,
        amount: '100',
        usedRatio: 0.5,
        projected: { expected: '120' },
      };
    },
  };
  new CostGauges(
    registry,
    clock,
    pino({ level: 'silent' }),
    { choose: async () => ({}) } as unknown as Parts[3],
    { of: async () => ({ sum: async () => sums }) } as unknown as Parts[4],
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
      (await registry.metrics()).split('\n').filter((line) => /^orchestrate_budget_\w+_ratio/.test(line));
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

  it('say which period is the current one, and which are over', async () => {
    const registry = gaugesAt({ now: () => new Date('2026-04-30T22:01:00Z') }, 'Europe/Berlin');
    const periods = (await registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith('orchestrate_budget_period{'))
      .map((line) => line.replace('orchestrate_budget_period{budget="team",since=', ''));
    expect(periods).toEqual([
      ...['2025-10-01', '2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01'].map(
        (day) => `"${day}"} 0`,
      ),
      '"2026-05-01"} 1',
    ]);
  });
});

describe('the gauges of what epics cost', () => {
  const spent = (epic: string, dollars: number, calls = 1): Partial<PricedSum> => ({
    keys: ['a-model', epic],
    cost: BigInt(dollars * 1e15) as ExactCost,
    calls,
    tokens: 0n,
  });
  const lines = async (sums: readonly Partial<PricedSum>[]) =>
    (await gaugesAt({ now: () => new Date('2026-11-26T12:00:00Z') }, 'UTC', sums).metrics())
      .split('\n')
      .filter((line) => line.startsWith('orchestrate_epic_cost_usd{period="monthly"'))
      .map((line) => line.replace('orchestrate_epic_cost_usd{period="monthly",', '{'));

  it('tell of each epic, and of work on none', async () => {
    const unpriced = { ...spent('dear', 0), cost: null };
    expect(await lines([spent('cheap', 1), spent('dear', 3), spent('', 2), spent('dear', 0.5), unpriced])).toEqual([
      '{epic="dear"} 3.5',
      '{epic="none"} 2',
      '{epic="cheap"} 1',
    ]);
  });

  it('tell of the costliest twenty by name, and of the others together', async () => {
    const many = Array.from({ length: 23 }, (_, index) => spent(`epic-${String(index).padStart(2, '0')}`, 100 - index));
    const told = await lines(many);
    expect(told).toHaveLength(21);
    expect(told.slice(-2)).toEqual(['{epic="epic-19"} 81', `{epic="other"} ${80 + 79 + 78}`]);
  });
});
