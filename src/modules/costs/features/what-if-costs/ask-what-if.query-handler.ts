import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import type { PricedModel } from '../../../../pricing/price-book.js';
import { Calendar, earlierOf } from '../../calendar.js';
import { CurrentPrices } from '../../current-prices.service.js';
import { atCacheRate } from '../../usage/cache-rate.js';
import { HypotheticalUsage } from '../../usage/hypothetical-usage.service.js';
import { onlyOf } from '../report-costs/report-costs.request.js';
import { AskWhatIf } from './ask-what-if.query.js';
import { rangeOf, type WhatIfCostsQuery } from './what-if-costs.request.js';
import type { WhatIfCosts } from './what-if-costs.response.js';
import { addChange, changesBy, presentChange, recordedCacheRate, unchanged, unpricedParts } from './what-if-rows.js';

@QueryHandler(AskWhatIf)
export class AskWhatIfHandler implements IQueryHandler<AskWhatIf> {
  constructor(
    private readonly prices: CurrentPrices,
    private readonly usage: HypotheticalUsage,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ asked }: AskWhatIf): Promise<WhatIfCosts> {
    const now = this.clock.now();
    const range = rangeOf(asked, now);
    const calendar = new Calendar(asked.tz);
    const { cacheRate } = asked;
    const { book, name } = await this.prices.choose();
    const usage = await this.usage.of({ ...range, only: onlyOf(asked) }, book, {
      modelOf: (model) => pricedAs(model, asked.to),
      usageOf: (recorded) => (cacheRate === undefined ? recorded : atCacheRate(recorded, cacheRate)),
    });
    const starts = calendar.starts('daily', range);
    const [models, types, days] = await Promise.all([
      usage.sum(['model']),
      usage.sum(['agentType']),
      usage.sum([], starts),
    ]);
    const byDay = starts.map(() => unchanged);
    for (const sum of days) byDay[sum.bucket] = addChange(byDay[sum.bucket]!, sum);
    return {
      from: range.from.toISOString(),
      // The quarter of an hour that has begun is in it, as far as it has come.
      to: earlierOf(range.to, now).toISOString(),
      timeZone: asked.tz,
      currency: 'USD',
      toModel: asked.to ?? null,
      cacheRate: cacheRate ?? null,
      recordedCacheRate: recordedCacheRate(models),
      assumption: assumptionOf(asked),
      ...presentChange(models.reduce(addChange, unchanged)),
      byModel: changesBy(models),
      byAgentType: changesBy(types),
      byDay: starts.map((from, index) => ({ from: from.toISOString(), ...presentChange(byDay[index]!) })),
      unpriced: unpricedParts(models),
      priceBook: name,
    };
  }
}

/** Whoever provides the other model is not known; of the same one it is. */
function pricedAs(recorded: PricedModel, to: string | undefined): PricedModel {
  if (to === undefined || to.toLowerCase() === recorded.model.toLowerCase()) return recorded;
  return { ...recorded, model: to, provider: '' };
}

function assumptionOf({ to, cacheRate }: WhatIfCostsQuery): string {
  const model =
    to === undefined ? '' : `${to} would have taken the same calls with the same tokens, in the same mode. `;
  const cache =
    cacheRate === undefined
      ? 'As much of the input as was recorded is read from a cache and written to one.'
      : `${cacheRate * 100} % of the input is read from a cache; what was written to one stays so, as far as input is left.`;
  return model + cache;
}
