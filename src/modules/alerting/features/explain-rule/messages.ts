import type { QueryBus } from '@nestjs/cqrs';
import { ListNotifications, ListSuppressions } from '../../../../projections/notifications/index.js';
import type { ExplainedMessage, ExplainedSuppression } from './explained-rule.response.js';

const ALERTS_LOOKED_AT = 10;
const SHOWN = 50;

/** What was told, and what was not, of a rule's alerts in a period, the earliest first. */
export async function messagesOf(
  queries: QueryBus,
  ruleName: string,
  alertIds: readonly string[],
  from: Date,
  to: Date,
): Promise<{ notifications: ExplainedMessage[]; suppressions: ExplainedSuppression[] }> {
  const period = { order: 'desc', from: from.toISOString(), to: to.toISOString(), limit: SHOWN } as const;
  const wanted = [...new Set(alertIds)].slice(0, ALERTS_LOOKED_AT);
  const pages = await Promise.all(wanted.map((alert) => queries.execute(new ListNotifications({ alert, ...period }))));
  // One message may tell of several of them.
  const sent = new Map(pages.flatMap(({ items }) => items.map((item) => [item.id, item] as const)));
  const notifications = [...sent.values()]
    .sort((a, b) => (a.queuedAt < b.queuedAt ? -1 : 1))
    .map(({ id, channelName, reason, status, queuedAt, sentAt, error, alerts }): ExplainedMessage => {
      const fires = alerts.some(({ alertId, status: told }) => told === 'firing' && alertIds.includes(alertId));
      return { id, channelName, tells: fires ? 'firing' : 'resolved', reason, status, queuedAt, sentAt, error };
    });
  const { items } = await queries.execute(new ListSuppressions({ rule: [ruleName], ...period }));
  const suppressions = [...items]
    .reverse()
    .map(({ alertId, channelName, at, reason, because }): ExplainedSuppression => {
      return { alertId, channelName, at, reason, because };
    });
  return { notifications, suppressions };
}
