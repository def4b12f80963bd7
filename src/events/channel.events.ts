import { z } from 'zod';
import { alertSeverities, channelKinds } from '../kernel/alert-vocabulary.js';
import { defineEvent, type EventOf } from './event-definition.js';

const channelId = z.string().min(1).max(200);
/** Unique for ever among channels that are not deleted; rules name channels by it. */
const name = z.string().min(1).max(200);

const template = z.object({
  /** Null: for every severity that has none of its own. */
  severity: z.enum(alertSeverities).nullable(),
  title: z.string().max(2_000).nullable(),
  body: z.string().max(20_000).nullable(),
});

/** A channel without its secrets: those are encrypted outside the log, and only named here. */
export const channelData = z.object({
  kind: z.enum(channelKinds),
  /** What may be shown, by the kind: addresses, hosts, a region. */
  config: z.record(z.string().max(100), z.unknown()),
  /** Names of the secrets that it has, with a version that changes whenever the secret does. */
  secrets: z.record(z.string().max(100), z.string().max(100)),
  enabled: z.boolean(),
  sendResolved: z.boolean(),
  templates: z.array(template).max(20),
  /** Most messages a minute; what is beyond becomes a digest. Null: the default of the kind. */
  messagesPerMinute: z.int().positive().nullable(),
  /** Name of the channel that is used when this one fails. */
  fallback: z.string().max(200).nullable(),
});
export type ChannelData = z.infer<typeof channelData>;

export const channelCreated = defineEvent({
  type: 'ChannelCreated',
  version: 1,
  summary: 'A channel was set up over which people are told of alerts.',
  category: 'channels',
  data: z.object({ channelId, name, channel: channelData }),
});

export const channelChanged = defineEvent({
  type: 'ChannelChanged',
  version: 1,
  summary: 'A channel was changed; it is told whole, with what it was before.',
  category: 'channels',
  data: z.object({ channelId, name, channel: channelData, previous: channelData }),
});

export const channelDeleted = defineEvent({
  type: 'ChannelDeleted',
  version: 1,
  summary: 'A channel was deleted, its secrets with it.',
  category: 'channels',
  data: z.object({ channelId, name }),
});

export const channelTested = defineEvent({
  type: 'ChannelTested',
  version: 1,
  summary: 'A test message was sent over a channel.',
  category: 'channels',
  data: z.object({ channelId, name, succeeded: z.boolean(), detail: z.string().max(2_000) }),
});

export const channelFailed = defineEvent({
  type: 'ChannelFailed',
  version: 1,
  summary: 'A channel refuses messages or has not taken any for a while: it needs somebody to look at it.',
  category: 'channels',
  data: z.object({ channelId, name, reason: z.string().max(2_000) }),
});

export const channelRecovered = defineEvent({
  type: 'ChannelRecovered',
  version: 1,
  summary: 'A channel that had failed delivers again.',
  category: 'channels',
  data: z.object({ channelId, name }),
});

export const channelEvents = [
  channelCreated,
  channelChanged,
  channelDeleted,
  channelTested,
  channelFailed,
  channelRecovered,
] as const;
export type ChannelEvent = EventOf<(typeof channelEvents)[number]>;
