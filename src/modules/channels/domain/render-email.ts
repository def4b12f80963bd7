import type { ChannelData } from '../../../events/channel.events.js';
import type { NotificationMessage } from './notification-message.js';
import { truncated } from './template-filters.js';
import { tell, type ToldAlert } from './told-message.js';

const MAX_SUBJECT = 200;

export interface EmailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const asIs = (text: string) => text;

export const escapeHtml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** Text and HTML of a mail. What templates say is text: in HTML it is escaped like what is filled in. */
export function renderEmail(message: NotificationMessage, templates: ChannelData['templates']): EmailMessage {
  const told = tell(message, templates, asIs);
  const one = told.alerts.length === 1;
  const more = told.omitted === 0 ? [] : [`… and ${told.omitted} more`];
  return {
    // A line break would begin another header.
    subject: truncated(told.title.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim(), MAX_SUBJECT),
    text: `${[
      told.title,
      ...told.alerts.flatMap((alert) => [...(one ? [] : [alert.title]), ...paragraphsOf(alert)]),
      ...more,
    ].join('\n\n')}\n`,
    html: [
      '<!doctype html>',
      '<html><body style="font-family: sans-serif; line-height: 1.4">',
      `<h2>${escapeHtml(told.title)}</h2>`,
      ...told.alerts.flatMap((alert) => [...(one ? [] : [`<h3>${escapeHtml(alert.title)}</h3>`]), ...htmlOf(alert)]),
      ...more.map((text) => `<p>${text}</p>`),
      '</body></html>',
    ].join('\n'),
  };
}

function paragraphsOf({ alert, body, description, values }: ToldAlert): string[] {
  if (body !== null) return [body];
  return [description, values.join('\n'), `View Dashboard: ${alert.url}`].filter((text) => text !== '');
}

function htmlOf({ alert, body, description, values }: ToldAlert): string[] {
  if (body !== null) return [paragraph(body)];
  const link = /^https?:\/\//i.test(alert.url) ? [`<p><a href="${escapeHtml(alert.url)}">View Dashboard</a></p>`] : [];
  return [paragraph(description), paragraph(values.join('\n')), ...link];
}

const paragraph = (text: string) => `<p>${escapeHtml(text).replaceAll('\n', '<br>\n')}</p>`;
