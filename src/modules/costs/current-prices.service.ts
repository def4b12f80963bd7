import { Inject, Injectable } from '@nestjs/common';
import type { PriceBookEvent } from '../../events/price-book.events.js';
import type { LogPosition } from '../../kernel/event.js';
import type { EventCatalog } from '../../platform/commands/event-factory.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../platform/runtime/tokens.js';
import { BASE_PRICES } from '../../pricing/base-prices.js';
import { PriceBook } from '../../pricing/price-book.js';
import { evolveKnownPrices, type KnownPrices } from './domain/known-prices.js';
import { priceBookDecider, type PriceBookState, priceBookStream } from './domain/price-book.decider.js';

export interface Prices {
  readonly state: PriceBookState;
  readonly known: KnownPrices;
  /** Last revision of the stream; undefined while nothing was set. */
  readonly revision: bigint | undefined;
  readonly position: LogPosition | undefined;
}

/** By which prices costs are reckoned, and how to say so. */
export interface ChosenPrices {
  readonly book: PriceBook;
  readonly name: {
    /** The bundled list. */
    readonly base: string;
    /** Revision of what was set; null: nothing was. */
    readonly revision: string | null;
    /** Prices as they were known then; null: as they are known now. */
    readonly asOf: string | null;
  };
}

/** The prices as they are in the log at this moment, however far projections are. Only what is new is read. */
@Injectable()
export class CurrentPrices {
  /** The same book as long as nothing changes, so that what follows from it can be remembered with it. */
  private chosen: ChosenPrices | undefined;
  private last: Prices = { state: priceBookDecider.initial, known: [], revision: undefined, position: undefined };

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
  ) {}

  async read(): Promise<Prices> {
    let { state, known, revision, position } = this.last;
    for await (const recorded of this.log.readStream(priceBookStream, { from: next(revision) })) {
      const { type, data } = this.catalog.upcast(recorded);
      const event = { type, data } as unknown as PriceBookEvent;
      state = priceBookDecider.evolve(state, event);
      known = evolveKnownPrices(known, event, recorded.recordedAt);
      ({ revision, position } = recorded);
    }
    const read = { state, known, revision, position };
    // Of several looks at once, the one that has come furthest counts.
    if (next(revision) > next(this.last.revision)) this.last = read;
    return read;
  }

  /** `asOf`: as they were known then; undefined: as was decided last for all reports. */
  async choose(asOf?: string | null): Promise<ChosenPrices> {
    const { state, known, revision } = await this.read();
    const at = asOf === undefined ? state.asOf : asOf;
    const name = { base: BASE_PRICES, revision: revision === undefined ? null : String(revision), asOf: at };
    if (this.chosen?.name.revision === name.revision && this.chosen.name.asOf === at) return this.chosen;
    const chosen = { book: new PriceBook(known, at === null ? undefined : Date.parse(at)), name };
    // A look into the past is one of its own.
    if (asOf === undefined) this.chosen = chosen;
    return chosen;
  }
}

function next(revision: bigint | undefined): bigint {
  return revision === undefined ? 0n : revision + 1n;
}
