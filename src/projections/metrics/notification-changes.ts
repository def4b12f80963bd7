import type { ChannelEvent } from '../../events/channel.events.js';
import type { NotificationEvent } from '../../events/notification.events.js';
import { metricFamilies as m } from './metric-families.js';
import { add, begin, type ChangesOf, observed, set } from './series-change.js';

type Told = Exclude<NotificationEvent, { type: 'NotificationPolicyChanged' }>;
type Channels = Exclude<ChannelEvent, { type: 'ChannelChanged' | 'ChannelTested' }>;

/** What notifications and the health of channels do to the series. */
export const notificationChanges: ChangesOf<Told | Channels> = {
  NotificationQueued: ({ channelName }) => [
    add(m.notifications, [channelName, 'queued']),
    ...(['sent', 'retrying', 'failed'] as const).map((outcome) => begin(m.notifications, [channelName, outcome])),
  ],

  NotificationSent: ({ channelName, latencyMs }) => [
    add(m.notifications, [channelName, 'sent']),
    ...observed(m.notificationLatency, [channelName], latencyMs === undefined ? undefined : latencyMs / 1_000),
  ],

  NotificationFailed: ({ channelName, retryAt, throttledUntil }) => [
    add(m.notifications, [channelName, retryAt === null ? 'failed' : 'retrying']),
    add(m.notificationFailures, [
      channelName,
      retryAt === null ? 'given_up' : throttledUntil === undefined ? 'unreachable' : 'throttled',
    ]),
  ],

  NotificationSuppressed: ({ reason }) => [add(m.notificationsSuppressed, [reason])],

  ChannelCreated: ({ name }) => [
    set(m.channelUnhealthy, [name], 0),
    ...(['given_up', 'unreachable', 'throttled'] as const).map((reason) =>
      begin(m.notificationFailures, [name, reason]),
    ),
  ],

  ChannelDeleted: ({ name }) => [set(m.channelUnhealthy, [name], 0)],

  ChannelFailed: ({ name }) => [set(m.channelUnhealthy, [name], 1)],

  ChannelRecovered: ({ name }) => [set(m.channelUnhealthy, [name], 0)],
};
