import { Inject, Injectable } from '@nestjs/common';
import type { CustomMetricEvent } from '../../events/custom-metric.events.js';
import type { EventCatalog } from '../../platform/commands/event-factory.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../platform/runtime/tokens.js';
import {
  type CustomMetricBook,
  customMetricBookDecider,
  customMetricBookStream,
} from './domain/custom-metric-book.decider.js';

/**
 * The custom metrics as they are in the log at this moment, however far projections are: what was just registered can
 * be pushed. Only what is new since the last look is read.
 */
@Injectable()
export class CurrentCustomMetrics {
  private known: { readonly book: CustomMetricBook; readonly next: bigint } = {
    book: customMetricBookDecider.initial,
    next: 0n,
  };

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
  ) {}

  async book(): Promise<CustomMetricBook> {
    let { book, next } = this.known;
    for await (const recorded of this.log.readStream(customMetricBookStream, { from: next })) {
      const { type, data } = this.catalog.upcast(recorded);
      book = customMetricBookDecider.evolve(book, { type, data } as unknown as CustomMetricEvent);
      next = recorded.revision + 1n;
    }
    // Of several looks at once, the one that has come furthest counts.
    if (next > this.known.next) this.known = { book, next };
    return book;
  }
}
