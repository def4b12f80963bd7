import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import type { Clock } from '../../kernel/clock.js';
import { CLOCK, LOGGER, METRICS_REGISTRY } from '../../platform/runtime/tokens.js';
import type { Logger } from '../../platform/telemetry/logger.js';
import { RememberedReading } from '../../platform/telemetry/remembered-reading.js';
import { microUsd } from '../../pricing/cost.js';
import type { BudgetStatus } from './budgets/budget.response.js';
import { BudgetUses } from './budgets/budget-uses.service.js';
import { CurrentBudgets } from './budgets/current-budgets.service.js';
import { Calendar, calendarPeriods } from './calendar.js';
import { CurrentPrices } from './current-prices.service.js';
import { type CostSum, summedBy } from './usage/cost-sums.js';
import { type PricedSum, PricedUsage } from './usage/priced-usage.service.js';

const REMEMBERED_MS = 10_000;
/** What agents call a model is their own text, and epics come without end: beyond so many, they are shown as one. */
const MOST_MODELS = 50;
const MOST_EPICS = 20;
/** Of calls for which nobody named an epic. */
const NO_EPIC = 'none';
const MICRO = 1e6;
/** Of so many periods before the current one it is told that they are over: as long may nothing be told of a budget. */
const PAST_PERIODS = 7;

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
type Samples = Readonly<Record<'cost' | 'epicCost' | 'unpriced' | 'used' | 'projected' | 'period', readonly Sample[]>>;

const gauges: readonly {
  readonly of: keyof Samples;
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
}[] = [
  {
    of: 'cost',
    name: 'orchestrate_cost_usd',
    help: 'Spent in the current day, week or month, UTC, at the prices in force.',
    labelNames: ['period', 'model'],
  },
  {
    of: 'epicCost',
    name: 'orchestrate_epic_cost_usd',
    help: `Spent in the current day, week or month, UTC, on each of the ${MOST_EPICS} costliest epics of it; on the others together: other; on no epic: ${NO_EPIC}.`,
    labelNames: ['period', 'epic'],
  },
  {
    of: 'unpriced',
    name: 'orchestrate_cost_unpriced_calls',
    help: 'Calls in the current day, week or month, UTC, of models that nobody has a price of.',
    labelNames: ['period', 'model'],
  },
  {
    of: 'used',
    name: 'orchestrate_budget_used_ratio',
    help: 'Part of a budget that is used in its current period; more than 1 when it is exceeded.',
    labelNames: ['budget', 'since'],
  },
  {
    of: 'projected',
    name: 'orchestrate_budget_projected_ratio',
    help: 'Part of a budget that will be used at the end of its current period; none where there is not enough data.',
    labelNames: ['budget', 'since'],
  },
  {
    of: 'period',
    name: 'orchestrate_budget_period',
    help: `1: the current period of a budget; 0: one of the ${PAST_PERIODS} before it, which are over.`,
    labelNames: ['budget', 'since'],
  },
];

/** What is spent, as gauges. It is read from the read model, so every replica shows the same. */
@Injectable()
export class CostGauges {
  constructor(
    @Inject(METRICS_REGISTRY) registry: Registry,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
    private readonly prices: CurrentPrices,
    private readonly usage: PricedUsage,
    private readonly budgets: CurrentBudgets,
    private readonly uses: BudgetUses,
  ) {
    const samples = new RememberedReading({ of: 'costs', ms: REMEMBERED_MS }, clock, logger, () => this.read());
    for (const { of, name, help, labelNames } of gauges) {
      new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers: [registry],
        async collect() {
          const known = await samples.current();
          // What is not known any more has no sample.
          this.reset();
          for (const { labels, value } of known?.[of] ?? []) this.set({ ...labels }, value);
        },
      });
    }
  }

  private async read(): Promise<Samples> {
    const [spending, statuses] = await Promise.all([
      Promise.all(calendarPeriods.map((period) => this.spending(period))),
      this.budgets.read().then((budgets) => Promise.all([...budgets].map((known) => this.uses.now(...known)))),
    ]);
    return {
      cost: spending.flatMap(({ cost }) => cost),
      epicCost: spending.flatMap(({ epicCost }) => epicCost),
      unpriced: spending.flatMap(({ unpriced }) => unpriced),
      used: statuses.map((status) => ({ labels: budgetLabels(status), value: status.usedRatio })),
      projected: statuses.flatMap((status) => {
        const { projected, amount } = status;
        return projected ? [{ labels: budgetLabels(status), value: Number(projected.expected) / Number(amount) }] : [];
      }),
      period: statuses.flatMap(periodsOf),
    };
  }

  private async spending(period: (typeof calendarPeriods)[number]) {
    const { book } = await this.prices.choose();
    const range = new Calendar('UTC').periodAround(period, this.clock.now());
    const sums = await (await this.usage.of(range, book)).sum(['model', 'epic']);
    const priced = sums.filter(({ cost }) => cost !== null);
    const unpriced = sums.filter(({ cost }) => cost === null);
    const model = ({ keys }: PricedSum) => keys[0]!;
    const epic = ({ keys }: PricedSum) => keys[1] || NO_EPIC;
    return {
      cost: bounded({ period }, 'model', MOST_MODELS, valuesOf(priced, model, dollarsOf)),
      epicCost: bounded({ period }, 'epic', MOST_EPICS, valuesOf(priced, epic, dollarsOf)),
      unpriced: bounded(
        { period },
        'model',
        MOST_MODELS,
        valuesOf(unpriced, model, ({ calls }) => calls),
      ),
    };
  }
}

type Values = readonly (readonly [name: string, value: number])[];

function valuesOf(
  sums: readonly PricedSum[],
  nameOf: (sum: PricedSum) => string,
  valueOf: (sum: CostSum) => number,
): Values {
  return [...summedBy(sums, nameOf)].map(([name, sum]) => [name, valueOf(sum)]);
}

const dollarsOf = ({ cost }: CostSum): number => Number(microUsd(cost!)) / MICRO;

/** Each period is a series of its own, so that what is told of one is told anew of the next. */
function budgetLabels({ name, timeZone, from }: BudgetStatus): Sample['labels'] {
  return { budget: name, since: new Calendar(timeZone).date(new Date(from)) };
}

function periodsOf(status: BudgetStatus): Sample[] {
  const { period, timeZone, from } = status;
  const calendar = new Calendar(timeZone);
  return calendar
    .starts(period, calendar.lastPeriods(period, PAST_PERIODS + 1, new Date(from)))
    .map((start) => start.toISOString())
    .map((start) => ({ labels: budgetLabels({ ...status, from: start }), value: start === from ? 1 : 0 }));
}

/** The greatest by name, the rest as `other`. */
function bounded(labels: Sample['labels'], label: string, most: number, values: Values): Sample[] {
  const sorted = [...values].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  const rest = sorted.slice(most).reduce((sum, [, value]) => sum + value, 0);
  const shown: Values = sorted.length > most ? [...sorted.slice(0, most), ['other', rest]] : sorted;
  return shown.map(([name, value]) => ({ labels: { ...labels, [label]: name }, value }));
}
