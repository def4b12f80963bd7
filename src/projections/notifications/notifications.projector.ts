import type { Projection } from '../../platform/projections/projection.js';
import { notificationRows } from './notification.row.js';
import { notificationAttempts } from './notification-attempt.row.js';
import { suppressions } from './suppression.row.js';

/** What was told over which channel, with every attempt, and what was not told and why. */
export const notificationsProjection: Projection = {
  name: 'notifications',
  version: 2,
  types: ['NotificationQueued', 'NotificationSent', 'NotificationFailed', 'NotificationSuppressed'],
  outputs: [notificationRows, notificationAttempts, suppressions],
};
