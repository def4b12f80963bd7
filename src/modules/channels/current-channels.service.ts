import { Inject, Injectable } from '@nestjs/common';
import type { ChannelEvent } from '../../events/channel.events.js';
import type { EventCatalog } from '../../platform/commands/event-factory.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../platform/runtime/tokens.js';
import {
  type BookedChannel,
  type ChannelBook,
  channelBookDecider,
  channelBookStream,
} from './domain/channel-book.decider.js';
import { channelUnknown } from './domain/channel-book.rules.js';

/**
 * The channels as they are in the log at this moment, however far projections are: what was just disabled must not
 * send any more. Only what is new since the last look is read.
 */
@Injectable()
export class CurrentChannels {
  private known: { readonly book: ChannelBook; readonly next: bigint } = { book: channelBookDecider.initial, next: 0n };

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
  ) {}

  async book(): Promise<ChannelBook> {
    let { book, next } = this.known;
    for await (const recorded of this.log.readStream(channelBookStream, { from: next })) {
      const { type, data } = this.catalog.upcast(recorded);
      book = channelBookDecider.evolve(book, { type, data } as unknown as ChannelEvent);
      next = recorded.revision + 1n;
    }
    // Of several looks at once, the one that has come furthest counts.
    if (next > this.known.next) this.known = { book, next };
    return book;
  }

  /** Undefined where there is none of this id. */
  async byId(channelId: string): Promise<BookedChannel | undefined> {
    return (await this.book()).get(channelId);
  }

  /** An id that is another's name as well means the id. Throws CHANNEL_UNKNOWN. */
  async find(idOrName: string): Promise<BookedChannel> {
    const book = await this.book();
    const found = book.get(idOrName) ?? [...book.values()].find(({ name }) => name === idOrName);
    if (!found) throw channelUnknown(idOrName);
    return found;
  }
}
