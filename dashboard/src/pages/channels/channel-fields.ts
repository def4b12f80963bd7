import type { ApiItem } from '../../api/api-types';

export type Channel = ApiItem<'/api/channels'>;
export type ChannelKind = Channel['kind'];

/** A setting of one kind of channel, as docs/channels.md names it. */
export interface ChannelField {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly input: 'text' | 'number' | 'switch' | 'list' | readonly { readonly value: string; readonly label: string }[];
  /** What holds when it is left alone. */
  readonly fallback?: string | number | boolean;
  readonly required?: boolean;
}

interface KindOfChannel {
  readonly label: string;
  /** How to come by what is asked for. */
  readonly hint: string;
  readonly config: readonly ChannelField[];
  /** Written, never shown. */
  readonly secrets: readonly Omit<ChannelField, 'input' | 'fallback'>[];
}

export const channelKinds: Readonly<Record<ChannelKind, KindOfChannel>> = {
  slack: {
    label: 'Slack',
    hint: 'In Slack, create an app with Incoming Webhooks for the channel, and copy the webhook’s address.',
    config: [],
    secrets: [
      { name: 'url', label: 'Webhook address', placeholder: 'https://hooks.slack.com/services/…', required: true },
    ],
  },
  email: {
    label: 'E-mail',
    hint: 'Mails are text and HTML; those of one group of alerts make a thread.',
    config: [
      { name: 'host', label: 'Mail server', placeholder: 'smtp.example.com', input: 'text', required: true },
      { name: 'port', label: 'Port', input: 'number', fallback: 587 },
      {
        name: 'security',
        label: 'Encryption',
        input: [
          { value: 'starttls', label: 'after the greeting (STARTTLS)' },
          { value: 'tls', label: 'from the start (TLS)' },
          { value: 'none', label: 'none: in clear' },
        ],
        fallback: 'starttls',
      },
      { name: 'verifyCertificate', label: 'Its certificate must be trusted', input: 'switch', fallback: true },
      { name: 'from', label: 'From', placeholder: 'Alerts <alerts@example.com>', input: 'text', required: true },
      { name: 'to', label: 'To', placeholder: 'ops@example.com', input: 'list', required: true },
      { name: 'username', label: 'User name', description: 'Where the server asks for one.', input: 'text' },
    ],
    secrets: [{ name: 'password', label: 'Password', description: 'For the user name.' }],
  },
  pagerduty: {
    label: 'PagerDuty',
    hint: 'In PagerDuty, add an Events API V2 integration to a service, and copy its integration key.',
    config: [
      {
        name: 'region',
        label: 'Region',
        input: [
          { value: 'us', label: 'US' },
          { value: 'eu', label: 'EU' },
        ],
        fallback: 'us',
      },
      {
        name: 'url',
        label: 'Other address',
        description: 'Where events go instead, as through a proxy.',
        placeholder: 'https://…',
        input: 'text',
      },
    ],
    secrets: [{ name: 'routingKey', label: 'Integration key', placeholder: '32 letters and digits', required: true }],
  },
  webhook: {
    label: 'Webhook',
    hint: 'Requests are signed as Standard Webhooks has it; a signing secret is made when none is given.',
    config: [
      {
        name: 'format',
        label: 'Body',
        input: [
          { value: 'standard', label: 'standard' },
          { value: 'alertmanager', label: 'as Alertmanager sends it' },
        ],
        fallback: 'standard',
      },
    ],
    secrets: [
      { name: 'url', label: 'Address', placeholder: 'https://…', required: true },
      { name: 'signingSecret', label: 'Signing secret', placeholder: 'whsec_…' },
      {
        name: 'authorization',
        label: 'Authorization',
        placeholder: 'Bearer …',
        description: 'The value of that header.',
      },
    ],
  },
  alertmanager: {
    label: 'Alertmanager',
    hint: 'Alerts are posted to its /api/v2/alerts, firing and resolved.',
    config: [
      { name: 'url', label: 'Address', placeholder: 'http://alertmanager:9093', input: 'text', required: true },
      { name: 'username', label: 'User name', description: 'For basic authentication.', input: 'text' },
      {
        name: 'expiresAfter',
        label: 'Over after',
        description: 'After how long without a message it takes a firing alert for over.',
        input: 'text',
        fallback: '12h',
      },
    ],
    secrets: [
      { name: 'password', label: 'Password', description: 'For the user name.' },
      { name: 'token', label: 'Bearer token', description: 'Instead of name and password.' },
    ],
  },
};

export const kindOptions = Object.entries(channelKinds).map(([value, { label }]) => ({ value, label }));
