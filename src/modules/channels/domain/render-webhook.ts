import type { ChannelData } from '../../../events/channel.events.js';
import { shownValue } from './shown-value.js';
import { valueNow } from './value-now.js';
import type { NotificationMessage } from './notification-message.js';
import { tell } from './told-message.js';

/**
 * The body of our own webhooks, in the shape of Standard Webhooks: `type`, `timestamp`, `data`. Templates fill its
 * `title` and the `text` of each alert, which are values of JSON like any other.
 */
export function renderWebhook(message: NotificationMessage, templates: ChannelData['templates']) {
  const told = tell(message, templates, (text) => text);
  const { id, reason, status, groupKey, groupLabels, omitted, createdAt } = message;
  return {
    type: `alert.${status}`,
    timestamp: createdAt,
    data: {
      id,
      reason,
      status,
      groupKey,
      groupLabels,
      title: told.title,
      alerts: told.alerts.map(({ alert, body, description, values }) => ({
        ...alert,
        text: body ?? [description, ...values].join('\n'),
        shownValue: valueNow(alert),
        shownThreshold: alert.threshold === null ? null : shownValue(alert.threshold, alert.unit),
      })),
      omitted,
    },
  };
}
