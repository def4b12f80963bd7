import type { NotificationReason } from '../../../../kernel/alert-vocabulary.js';
import type { AlertRow } from './routing-rows.js';
import type { GroupNews } from './group-news.js';
import type { RoutingTurn } from './routing-turn.js';

/** Most alerts that a message tells one by one; of more it tells how many. */
const MAX_ALERTS = 500;

export interface ToldGroup {
  readonly id: string;
  readonly reason: NotificationReason;
  readonly groupKey: string;
  readonly groupLabels: Readonly<Record<string, string>>;
  readonly parts: readonly GroupNews[];
}

/** The message as it is stored: what it tells does not change from one attempt to the next. */
export function messageOf({ at }: Pick<RoutingTurn, 'at'>, { parts, ...told }: ToldGroup) {
  const firing = parts.flatMap((part) => part.firing);
  const alerts = [...firing, ...parts.flatMap(({ resolved }) => resolved)];
  return {
    ...told,
    status: firing.length > 0 ? 'firing' : 'resolved',
    alerts: alerts.slice(0, MAX_ALERTS).map(alertMessage),
    omitted: Math.max(0, alerts.length - MAX_ALERTS),
    createdAt: new Date(at).toISOString(),
  } as const;
}

function alertMessage(alert: AlertRow) {
  const { alertId, fingerprint, ruleId, ruleName, severity, labels, annotations, value, acknowledgedBy } = alert;
  const { firedAt, resolvedAt, rule } = alert;
  return {
    ...{ alertId, fingerprint, ruleId, ruleName, severity, labels, annotations, value, acknowledgedBy, ...rule },
    status: resolvedAt === null ? ('firing' as const) : ('resolved' as const),
    triggeredAt: new Date(firedAt).toISOString(),
    resolvedAt: resolvedAt === null ? null : new Date(resolvedAt).toISOString(),
    /** Of its page, under wherever people reach the dashboard. */
    url: `/alerts/${encodeURIComponent(alertId)}`,
  };
}
