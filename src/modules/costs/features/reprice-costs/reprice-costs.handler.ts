import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import { microUsd, usdText } from '../../../../pricing/cost.js';
import type { PriceBook } from '../../../../pricing/price-book.js';
import { type TimeRange, wholeQuarters } from '../../calendar.js';
import { CurrentPrices } from '../../current-prices.service.js';
import { priceBookDecider, priceBookStream } from '../../domain/price-book.decider.js';
import { addUsage, costText, type CostSum, nothing, summedBy } from '../../usage/cost-sums.js';
import { PricedUsage } from '../../usage/priced-usage.service.js';
import { RepriceCosts } from './reprice-costs.command.js';
import type { RepriceCostsRequest, RepricedCosts } from './reprice-costs.request.js';

const USUAL_MS = 366 * 86_400_000;

@CommandHandler(RepriceCosts)
export class RepriceCostsHandler implements ICommandHandler<RepriceCosts> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly prices: CurrentPrices,
    private readonly usage: PricedUsage,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ request, context }: RepriceCosts): Promise<RepricedCosts> {
    const now = this.clock.now();
    const asOf = request.asOf === null ? null : new Date(request.asOf).toISOString();
    if (asOf !== null && Date.parse(asOf) > now.getTime())
      throw invalid('asOf', 'must not be in the future; null means the prices as they are known now');
    const range = rangeOf(request, now);
    const [before, after] = await Promise.all([this.prices.choose(), this.prices.choose(asOf)]);
    const [old, fresh] = await Promise.all([this.sums(range, before.book), this.sums(range, after.book)]);
    const { position, changed } = request.dryRun
      ? { position: (await this.prices.read()).position, changed: false }
      : await this.executor
          .execute(priceBookDecider, priceBookStream, { type: 'reprice', asOf }, context)
          .then(({ position: at, events }) => ({ position: at, changed: events.length > 0 }));
    return {
      asOf,
      previousAsOf: before.name.asOf,
      dryRun: request.dryRun,
      changed,
      from: range.from.toISOString(),
      to: range.to.toISOString(),
      total: changeOf(old.total, fresh.total),
      byModel: changesOf(old.models, fresh.models),
      byStory: changesOf(old.stories, fresh.stories),
      position: position ?? null,
    };
  }

  private async sums(range: TimeRange, book: PriceBook) {
    const sums = await (await this.usage.of(range, book)).sum(['model', 'story']);
    return {
      total: sums.reduce(addUsage, nothing),
      models: summedBy(sums, ({ keys }) => keys[0] ?? ''),
      stories: summedBy(sums, ({ keys }) => keys[1] ?? ''),
    };
  }
}

function rangeOf({ from, to }: RepriceCostsRequest, now: Date): TimeRange {
  const end = to === undefined ? now : new Date(to);
  const start = from === undefined ? new Date(end.getTime() - USUAL_MS) : new Date(from);
  if (start >= end) throw invalid('from', `must be before to, ${end.toISOString()}`);
  return wholeQuarters({ from: start, to: end });
}

function changeOf({ cost: before }: CostSum, { cost: after }: CostSum) {
  return {
    before: costText(before),
    after: costText(after),
    difference: before === null || after === null ? null : usdText(microUsd(after) - microUsd(before)),
  };
}

/** Of the same usage at two prices: only what differs, the greatest difference first. */
function changesOf(old: ReadonlyMap<string, CostSum>, fresh: ReadonlyMap<string, CostSum>) {
  return [...old]
    .map(([key, sum]) => ({ key: key === '' ? null : key, ...changeOf(sum, fresh.get(key) ?? nothing) }))
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => Math.abs(Number(b.difference)) - Math.abs(Number(a.difference)));
}

function invalid(field: string, message: string): DomainError {
  return new DomainError('VALIDATION_FAILED', `${field} ${message}`, {
    fault: 'invalid',
    fields: [{ field, message }],
  });
}
