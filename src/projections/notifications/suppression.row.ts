import type { NotificationEvent } from '../../events/notification.events.js';
import type { SuppressionReason } from '../../kernel/alert-vocabulary.js';
import type { InsertOutput } from '../../platform/projections/projection.js';

/** Why nobody was told of a change of an alert. */
export interface SuppressionRow {
  readonly id: string;
  readonly at: Date;
  readonly alert_id: string;
  readonly rule_name: string;
  readonly channel_name: string | null;
  readonly reason: SuppressionReason;
  readonly because: string | null;
}

export const suppressions: InsertOutput<SuppressionRow> = {
  kind: 'insert',
  table: {
    name: 'notification_suppressions',
    columns: {
      id: 'text',
      at: 'timestamptz',
      alert_id: 'text',
      rule_name: 'text',
      channel_name: 'text',
      reason: 'text',
      because: 'text',
    },
    key: ['id'],
    nullable: ['channel_name', 'because'],
    indexes: ['(at desc, id desc)', '(alert_id)'],
  },
  rows(recorded) {
    const { type, data } = recorded as unknown as NotificationEvent;
    if (type !== 'NotificationSuppressed') return [];
    const { alertId, ruleName, channelName, reason, because } = data;
    return [
      {
        id: recorded.position,
        at: recorded.recordedAt,
        alert_id: alertId,
        rule_name: ruleName,
        channel_name: channelName,
        reason,
        because,
      },
    ];
  },
};
