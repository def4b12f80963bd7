import type { ChannelData } from '../../../events/channel.events.js';
import type { AlertMessage, NotificationMessage } from './notification-message.js';
import { truncated } from './template-filters.js';
import { leadingOf, tell } from './told-message.js';

const MAX_SUMMARY = 1_024;
const MAX_SOURCE = 255;
/** Of the body; with room for the routing key. */
const MAX_BYTES = 510 * 1_024;

/** An event of PagerDuty's Events API v2, but for its routing key. */
export interface PagerDutyEvent {
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve';
  readonly dedup_key: string;
  readonly [field: string]: unknown;
}

/** One event for each alert: they are incidents of their own, which PagerDuty groups by its own rules. */
export function renderPagerDuty(
  message: NotificationMessage,
  templates: ChannelData['templates'],
): readonly PagerDutyEvent[] {
  return message.alerts.map((alert) => eventOf(alert, message, templates));
}

function eventOf(
  alert: AlertMessage,
  message: NotificationMessage,
  templates: ChannelData['templates'],
): PagerDutyEvent {
  // Of an occurrence, not of a series: what fires anew after it was over is another incident.
  const dedup_key = truncated(alert.alertId, 255);
  if (alert.status === 'resolved') return { event_action: 'resolve', dedup_key };
  if (alert.acknowledgedBy !== null) return { event_action: 'acknowledge', dedup_key };
  return triggerOf(alert, message, templates, dedup_key);
}

function triggerOf(
  alert: AlertMessage,
  message: NotificationMessage,
  templates: ChannelData['templates'],
  dedup_key: string,
): PagerDutyEvent {
  const { title, body, description } = wordsOf(alert, message, templates);
  const { labels } = alert;
  const event = {
    event_action: 'trigger' as const,
    dedup_key,
    client: 'Orchestrate Monitor',
    client_url: alert.url,
    links: [
      { href: alert.url, text: 'View Dashboard' },
      ...(alert.runbookUrl === null ? [] : [{ href: alert.runbookUrl, text: 'Runbook' }]),
    ],
    payload: {
      summary: truncated(title ?? `${alert.ruleName}: ${description}`, MAX_SUMMARY),
      source: truncated(labels['instance'] ?? labels['agent'] ?? 'orchestrate', MAX_SOURCE) || 'orchestrate',
      // The four of PagerDuty are ours.
      severity: alert.severity,
      timestamp: alert.triggeredAt,
      component: labels['component'] ?? labels['service'] ?? null,
      group: message.groupKey,
      class: alert.ruleName,
      custom_details: {
        description: body ?? description,
        value: alert.value,
        threshold: alert.threshold,
        condition: alert.condition,
        labels,
        annotations: alert.annotations,
      },
    },
  };
  if (Buffer.byteLength(JSON.stringify(event)) <= MAX_BYTES) return event;
  const { custom_details: _tooMuch, ...payload } = event.payload;
  return { ...event, payload: { ...payload, custom_details: { omitted: 'more than PagerDuty takes; see the link' } } };
}

/** The alert in the words of the templates; the title null where there is none, but for tests, which say what they are. */
function wordsOf(alert: AlertMessage, message: NotificationMessage, templates: ChannelData['templates']) {
  const alone = { ...message, alerts: [alert], omitted: 0 };
  const told = tell(alone, templates, (text) => text);
  const own = templates.some(
    ({ severity, title }) => title !== null && (severity === null || severity === leadingOf(alone)?.severity),
  );
  const { body = null, description = '' } = told.alerts[0] ?? {};
  return { title: own || message.reason === 'test' ? told.title : null, body, description };
}
