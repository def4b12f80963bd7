import type { ChannelData } from '../../../events/channel.events.js';
import type { ChannelKind } from '../../../kernel/alert-vocabulary.js';
import { exhaustive } from '../../../kernel/exhaustive.js';
import type { NotificationMessage } from './notification-message.js';
import { renderAlertmanagerAlerts, renderAlertmanagerWebhook } from './render-alertmanager.js';
import { renderEmail } from './render-email.js';
import { renderPagerDuty } from './render-pagerduty.js';
import { renderSlack } from './render-slack.js';
import { renderWebhook } from './render-webhook.js';

const HALF_A_DAY_MS = 43_200_000;

export interface RenderOptions {
  readonly templates: ChannelData['templates'];
  readonly format: 'standard' | 'alertmanager';
  readonly now: Date;
}

/** What would be sent over a channel of the kind, without anything secret. */
export function renderKind(
  kind: ChannelKind,
  message: NotificationMessage,
  { templates, format, now }: RenderOptions,
): unknown {
  switch (kind) {
    case 'slack':
      return renderSlack(message, templates);
    case 'email':
      return renderEmail(message, templates);
    case 'pagerduty':
      return renderPagerDuty(message, templates);
    case 'webhook':
      return format === 'alertmanager'
        ? renderAlertmanagerWebhook(message, 'preview')
        : renderWebhook(message, templates);
    case 'alertmanager':
      return renderAlertmanagerAlerts(message, now, HALF_A_DAY_MS);
    default:
      return exhaustive(kind);
  }
}
