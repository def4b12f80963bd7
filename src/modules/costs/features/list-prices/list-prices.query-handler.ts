import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import { decodeCursor, toPage } from '../../../../platform/http/paging.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import { BASE_PRICES } from '../../../../pricing/base-prices.js';
import type { PriceBook, PriceOverride } from '../../../../pricing/price-book.js';
import { isPriceOf } from '../../../../pricing/price-match.js';
import { CurrentPrices } from '../../current-prices.service.js';
import { knownAt } from '../../domain/known-prices.js';
import type { PriceAnswer } from '../../price.response.js';
import { ListPrices, type PricesAnswer, type PricesFilter } from './list-prices.query.js';

@QueryHandler(ListPrices)
export class ListPricesHandler implements IQueryHandler<ListPrices> {
  constructor(
    private readonly prices: CurrentPrices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ filter }: ListPrices): Promise<PricesAnswer> {
    const { known, state } = await this.prices.read();
    const { book } = await this.prices.choose(filter.asOf);
    const all = knownAt(known, filter.asOf === undefined ? undefined : Date.parse(filter.asOf))
      .filter(({ model }) => filter.model === undefined || isPriceOf(model, filter.model))
      .map((override) => ({ override, key: keyOf(override) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const after = filter.cursor === undefined ? undefined : String(decodeCursor(filter.cursor, 1)[0]);
    const rest = all.filter(({ key }) => after === undefined || key > after);
    const notes = new Map([...state.prices].map(([id, { note }]) => [id, note]));
    const page = toPage(
      rest,
      filter.limit,
      all.length,
      ({ key }) => [key],
      ({ override }) => present(override, notes.get(override.priceId) ?? null),
    );
    return { ...page, items: [...page.items], base: BASE_PRICES, inForce: this.inForce(book, filter) };
  }

  private inForce(book: PriceBook, { model, provider = '', mode = '', at }: PricesFilter): PricesAnswer['inForce'] {
    if (model === undefined) return null;
    const moment = at === undefined ? this.clock.now() : new Date(at);
    const found = book.priceOf({ model, provider, mode, contextBand: 0 }, moment);
    return {
      at: moment.toISOString(),
      priced: found.priced,
      source: found.priced ? found.source : null,
      reason: found.priced ? null : found.reason,
      rates: found.priced ? { ...found.rates } : null,
    };
  }
}

/** By model, then by beginning; unique. */
function keyOf({ model, effectiveFrom, priceId }: PriceOverride): string {
  return JSON.stringify([model.toLowerCase(), new Date(effectiveFrom).toISOString(), priceId]);
}

function present(override: PriceOverride, note: string | null): PriceAnswer {
  const { priceId, model, provider, mode, rates, effectiveFrom, effectiveUntil } = override;
  const instant = (ms: number) => new Date(ms).toISOString();
  return {
    id: priceId,
    model,
    provider,
    mode,
    rates: { ...rates },
    effectiveFrom: instant(effectiveFrom),
    effectiveUntil: effectiveUntil === null ? null : instant(effectiveUntil),
    note,
  };
}
