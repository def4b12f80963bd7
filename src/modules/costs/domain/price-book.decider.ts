import type { PriceBookEvent, PriceData } from '../../../events/price-book.events.js';
import { streams } from '../../../events/streams.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import type { Decider } from '../../../kernel/decider.js';
import { DomainError } from '../../../kernel/domain-error.js';
import { exhaustive } from '../../../kernel/exhaustive.js';
import { assertNoOverlap, assertPrice, sameSubject } from './price.rules.js';

export const priceBookStream = streams.priceBook();

export type PriceBookCommand =
  /** A price of the same model, provider, mode and beginning is changed; else the price is a new one of this id. */
  | { readonly type: 'set'; readonly priceId: string; readonly price: PriceData }
  | { readonly type: 'remove'; readonly priceId: string }
  /** `asOf`: costs are reckoned by the prices known then; null: by those known now. */
  | { readonly type: 'reprice'; readonly asOf: string | null };

export interface PriceBookState {
  readonly prices: ReadonlyMap<string, PriceData>;
  readonly asOf: string | null;
}

function decide(command: PriceBookCommand, { prices, asOf }: PriceBookState): readonly PriceBookEvent[] {
  switch (command.type) {
    case 'set': {
      const { price } = command;
      assertPrice(price);
      const priceId = priceIdOf(price, prices) ?? command.priceId;
      const previous = prices.get(priceId) ?? null;
      assertNoOverlap(
        price,
        [...prices].flatMap(([id, other]) => (id === priceId ? [] : [other])),
      );
      if (canonicalJson(previous) === canonicalJson(price)) return [];
      return [{ type: 'PriceChanged', data: { priceId, price, previous } }];
    }
    case 'remove': {
      const price = prices.get(command.priceId);
      if (!price) {
        throw new DomainError(
          'PRICE_UNKNOWN',
          `no price has the id ${command.priceId}; GET /api/cost/prices names those that were set`,
          { fault: 'not_found' },
        );
      }
      return [{ type: 'PriceRemoved', data: { priceId: command.priceId, price } }];
    }
    case 'reprice':
      return command.asOf === asOf ? [] : [{ type: 'CostsRepriced', data: { asOf: command.asOf, previousAsOf: asOf } }];
    default:
      return exhaustive(command);
  }
}

function evolve(state: PriceBookState, { type, data }: PriceBookEvent): PriceBookState {
  switch (type) {
    case 'PriceChanged':
      return { ...state, prices: new Map(state.prices).set(data.priceId, data.price) };
    case 'PriceRemoved':
      return { ...state, prices: new Map([...state.prices].filter(([id]) => id !== data.priceId)) };
    case 'CostsRepriced':
      return { ...state, asOf: data.asOf };
    default:
      // A newer version may have appended other events.
      return state;
  }
}

/** The id under which this price is known already. */
export function priceIdOf(price: PriceData, prices: ReadonlyMap<string, PriceData>): string | undefined {
  for (const [id, other] of prices)
    if (sameSubject(price, other) && Date.parse(other.effectiveFrom) === Date.parse(price.effectiveFrom)) return id;
  return undefined;
}

/** Every price that somebody set: they are judged against each other. */
export const priceBookDecider: Decider<PriceBookState, PriceBookCommand, PriceBookEvent> = {
  initial: { prices: new Map(), asOf: null },
  decide,
  evolve,
};
