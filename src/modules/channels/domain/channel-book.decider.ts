import type { ChannelData, ChannelEvent } from '../../../events/channel.events.js';
import { streams } from '../../../events/streams.js';
import { canonicalJson } from '../../../kernel/canonical-json.js';
import type { Decider } from '../../../kernel/decider.js';
import { exhaustive } from '../../../kernel/exhaustive.js';
import {
  assertFallback,
  assertKindKept,
  assertNameFree,
  assertNoFallbackOf,
  channelUnknown,
} from './channel-book.rules.js';

export const channelBookStream = streams.channels();

export type ChannelBookCommand =
  | { readonly type: 'create'; readonly channelId: string; readonly name: string; readonly channel: ChannelData }
  | { readonly type: 'change'; readonly channelId: string; readonly channel: ChannelData }
  /** `force`: channels that fall back on it do so no longer. */
  | { readonly type: 'delete'; readonly channelId: string; readonly force: boolean }
  | {
      readonly type: 'recordTest';
      readonly channelId: string;
      readonly succeeded: boolean;
      readonly detail: string;
    }
  /** `disable`: its receiver is gone for good, as HTTP 410 says. */
  | { readonly type: 'fail'; readonly channelId: string; readonly reason: string; readonly disable: boolean }
  | { readonly type: 'recover'; readonly channelId: string };

export interface BookedChannel {
  readonly channelId: string;
  readonly name: string;
  readonly channel: ChannelData;
  /** It refuses messages or has not taken any for long, until one gets through. */
  readonly failed: boolean;
}

/** The channels that there are, by id. */
export type ChannelBook = ReadonlyMap<string, BookedChannel>;

function decide(command: ChannelBookCommand, book: ChannelBook): readonly ChannelEvent[] {
  if (command.type === 'create') {
    const { channelId, name, channel } = command;
    assertNameFree(name, book);
    assertFallback(name, channel.fallback, book);
    return [{ type: 'ChannelCreated', data: { channelId, name, channel } }];
  }
  const { channelId } = command;
  const known = book.get(channelId);
  switch (command.type) {
    case 'change':
      if (!known) throw channelUnknown(channelId);
      assertKindKept(command.channel.kind, known);
      assertFallback(known.name, command.channel.fallback, book);
      return changed(known, command.channel);
    case 'delete':
      if (!known) throw channelUnknown(channelId);
      return [...releases(known.name, command.force, book), { type: 'ChannelDeleted', data: named(known) }];
    case 'recordTest': {
      if (!known) throw channelUnknown(channelId);
      const { succeeded, detail } = command;
      return [{ type: 'ChannelTested', data: { ...named(known), succeeded, detail } }];
    }
    // Of a channel that is gone, or that is so already, there is nothing to be told.
    case 'fail':
      if (!known) return [];
      return [
        ...(known.failed ? [] : [failed(known, command.reason)]),
        ...(command.disable ? changed(known, { ...known.channel, enabled: false }) : []),
      ];
    case 'recover':
      return known?.failed ? [{ type: 'ChannelRecovered', data: named(known) }] : [];
    default:
      return exhaustive(command);
  }
}

function changed(known: BookedChannel, channel: ChannelData): readonly ChannelEvent[] {
  if (canonicalJson(channel) === canonicalJson(known.channel)) return [];
  return [{ type: 'ChannelChanged', data: { ...named(known), channel, previous: known.channel } }];
}

function releases(name: string, force: boolean, book: ChannelBook): readonly ChannelEvent[] {
  if (!force) assertNoFallbackOf(name, book);
  return [...book.values()]
    .filter(({ channel }) => channel.fallback === name)
    .flatMap((known) => changed(known, { ...known.channel, fallback: null }));
}

const named = ({ channelId, name }: BookedChannel) => ({ channelId, name });

const failed = (known: BookedChannel, reason: string): ChannelEvent => ({
  type: 'ChannelFailed',
  data: { ...named(known), reason },
});

function evolve(book: ChannelBook, { type, data }: ChannelEvent): ChannelBook {
  const known = book.get(data.channelId);
  switch (type) {
    case 'ChannelCreated': {
      const { channelId, name, channel } = data;
      return new Map(book).set(channelId, { channelId, name, channel, failed: false });
    }
    case 'ChannelChanged':
      return known ? new Map(book).set(data.channelId, { ...known, channel: data.channel }) : book;
    case 'ChannelDeleted':
      return new Map([...book].filter(([id]) => id !== data.channelId));
    case 'ChannelFailed':
    case 'ChannelRecovered':
      return known ? new Map(book).set(data.channelId, { ...known, failed: type === 'ChannelFailed' }) : book;
    default:
      // A test says what was tried, not how the channel is; and a newer version may have appended other events.
      return book;
  }
}

/** All channels: names are unique among them, and one may be the fallback of another. */
export const channelBookDecider: Decider<ChannelBook, ChannelBookCommand, ChannelEvent> = {
  initial: new Map(),
  decide,
  evolve,
};
