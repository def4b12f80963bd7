import type { NotificationPolicy } from '../../../events/notification.events.js';

const HOUR_MS = 3_600_000;

/**
 * What holds until somebody decides: the first message of a group waits for nothing, so that whatever fires is told
 * within a second of its evaluation; further ones are a round apart. See docs/adr/0015.
 */
export const defaultPolicy: NotificationPolicy = {
  groupBy: 'rule',
  groupWaitMs: 0,
  groupIntervalMs: 15_000,
  repeatIntervalMs: 4 * HOUR_MS,
  immediate: ['critical'],
  inhibitions: [],
};
