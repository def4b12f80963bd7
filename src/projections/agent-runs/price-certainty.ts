import type { PricedModel } from '../../pricing/price-book.js';
import type { RunPricePeriod } from './list-run-models.query.js';
import { DAY_MS } from './whole-days.js';

/** A model of which some usage, or all of it, has no price. */
export interface DoubtfulModel extends PricedModel {
  /** Whether it has a price at times. */
  readonly atTimes: boolean;
}

/** UTC days on which a model has more than one price, so that sums by day do not tell what was used at which. */
export interface MixedDays extends PricedModel {
  readonly fromMs: number;
  readonly toMs: number;
}

export function doubtfulModels(periods: readonly RunPricePeriod[]): readonly DoubtfulModel[] {
  return byModel(periods)
    .filter((own) => own.some(({ priced }) => !priced))
    .map((own) => ({ ...own[0]!, atTimes: own.some(({ priced }) => priced) }));
}

/** Of models that always have a price; days that follow each other are one stretch. */
export function mixedDays(periods: readonly RunPricePeriod[]): readonly MixedDays[] {
  return byModel(periods)
    .filter((own) => own.every(({ priced }) => priced))
    .flatMap((own) => {
      const stretches: MixedDays[] = [];
      // A period follows upon the other; what is before the first, or after the last, was not used.
      for (const { toMs } of own.slice(0, -1)) {
        const day = Math.floor(toMs / DAY_MS) * DAY_MS;
        const last = stretches.at(-1);
        if (day === toMs || last?.toMs === day + DAY_MS) continue;
        if (last?.toMs === day) stretches[stretches.length - 1] = { ...last, toMs: day + DAY_MS };
        else stretches.push({ ...own[0]!, fromMs: day, toMs: day + DAY_MS });
      }
      return stretches;
    });
}

function byModel(periods: readonly RunPricePeriod[]): readonly (readonly RunPricePeriod[])[] {
  const found = new Map<string, RunPricePeriod[]>();
  for (const period of periods) {
    const key = JSON.stringify([period.model, period.provider, period.mode, period.contextBand]);
    const own = found.get(key);
    if (own) own.push(period);
    else found.set(key, [period]);
  }
  return [...found.values()];
}
