import type { AlertEvent } from '../../../events/alert.events.js';
import type { AlertRuleEvent } from '../../../events/alert-rule.events.js';
import type { ChannelEvent } from '../../../events/channel.events.js';
import type { NotificationEvent } from '../../../events/notification.events.js';
import type { SilenceEvent } from '../../../events/silence.events.js';
import type { AuditAction, AuditMappings, RecordedType } from '../audit-mapping.js';

/** An entry of this action about the rule that the event names. */
function ofRule(action: AuditAction): RecordedType<{ readonly ruleId: string }> {
  return { actions: [action], entry: ({ ruleId }) => ({ action, resource: `alert_rule:${ruleId}` }) };
}

function ofAlert(action: AuditAction): RecordedType<{ readonly alertId: string }> {
  return { actions: [action], entry: ({ alertId }) => ({ action, resource: `alert:${alertId}` }) };
}

function ofChannel(action: AuditAction): RecordedType<{ readonly channelId: string }> {
  return { actions: [action], entry: ({ channelId }) => ({ action, resource: `channel:${channelId}` }) };
}

const steps = { leftOut: 'a step on the way to an alert, in its own history' };

export const alertRuleMappings: AuditMappings<AlertRuleEvent> = {
  AlertRuleCreated: ofRule('alert_rule.created'),
  AlertRuleChanged: ofRule('alert_rule.changed'),
  AlertRuleEnabled: ofRule('alert_rule.enabled'),
  AlertRuleDisabled: ofRule('alert_rule.disabled'),
  AlertRuleDeleted: ofRule('alert_rule.deleted'),
};

export const alertMappings: AuditMappings<AlertEvent> = {
  AlertPendingStarted: steps,
  AlertPendingEnded: steps,
  AlertConditionCleared: steps,
  AlertConditionReturned: steps,
  AlertPendingRestarted: steps,
  AlertEvaluationResumed: { leftOut: 'of the evaluation of a group, in the history of its alerts' },
  AlertFired: ofAlert('alert.fired'),
  AlertResolved: ofAlert('alert.resolved'),
  AlertAcknowledged: ofAlert('alert.acknowledged'),
  AlertAcknowledgementEnded: ofAlert('alert.acknowledgement_ended'),
  AlertRuleFailed: {
    actions: ['alert_rule.evaluation_failed'],
    entry: ({ ruleId }) => ({
      action: 'alert_rule.evaluation_failed',
      resource: `alert_rule:${ruleId}`,
      outcome: 'failure',
    }),
  },
  AlertRuleRecovered: ofRule('alert_rule.evaluation_recovered'),
};

export const silenceMappings: AuditMappings<SilenceEvent> = {
  SilenceCreated: {
    actions: ['alert.silenced'],
    entry: ({ silenceId }) => ({ action: 'alert.silenced', resource: `silence:${silenceId}` }),
  },
  SilenceEnded: {
    actions: ['alert.silence_ended'],
    entry: ({ silenceId }) => ({ action: 'alert.silence_ended', resource: `silence:${silenceId}` }),
  },
};

export const channelMappings: AuditMappings<ChannelEvent> = {
  ChannelCreated: ofChannel('channel.created'),
  ChannelChanged: ofChannel('channel.changed'),
  ChannelDeleted: ofChannel('channel.deleted'),
  ChannelTested: {
    actions: ['channel.tested'],
    entry: ({ channelId, succeeded }) => ({
      action: 'channel.tested',
      resource: `channel:${channelId}`,
      outcome: succeeded ? 'success' : 'failure',
    }),
  },
  ChannelFailed: {
    actions: ['channel.failed'],
    entry: ({ channelId }) => ({ action: 'channel.failed', resource: `channel:${channelId}`, outcome: 'failure' }),
  },
  ChannelRecovered: ofChannel('channel.recovered'),
};

export const notificationMappings: AuditMappings<NotificationEvent> = {
  NotificationQueued: { leftOut: 'the message itself has its entry when it is sent or given up' },
  NotificationSent: {
    actions: ['notification.sent'],
    entry: ({ channelId }) => ({ action: 'notification.sent', resource: `channel:${channelId}` }),
  },
  NotificationFailed: {
    actions: ['notification.failed'],
    entry: ({ channelId }) => ({
      action: 'notification.failed',
      resource: `channel:${channelId}`,
      outcome: 'failure',
    }),
  },
  NotificationSuppressed: { leftOut: 'nothing was sent: the history of the alert says why' },
  NotificationPolicyChanged: {
    actions: ['notification_policy.changed'],
    entry: () => ({ action: 'notification_policy.changed', resource: 'notification_policy:settings' }),
  },
};
