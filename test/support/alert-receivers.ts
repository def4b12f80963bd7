import { Webhook } from 'standardwebhooks';
import { type HttpReceiver, startHttpReceiver } from './http-receiver.js';
import { type SmtpReceiver, startSmtpReceiver } from './smtp-receiver.js';

/** A channel as the API takes it. */
interface Channel {
  readonly name: string;
  readonly kind: string;
  readonly config?: object;
  readonly secrets?: object;
}

const ROUTING_KEY = '0123456789abcdef0123456789abcdef';
const SIGNING_SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** One receiver of each kind on loopback, with what each understood of what it was sent. */
export class AlertReceivers {
  private constructor(
    readonly slack: HttpReceiver,
    readonly pagerDuty: HttpReceiver,
    readonly webhook: HttpReceiver,
    readonly mail: SmtpReceiver,
  ) {}

  static async start(): Promise<AlertReceivers> {
    const [slack, pagerDuty, webhook] = await Promise.all([
      startHttpReceiver(),
      startHttpReceiver(),
      startHttpReceiver(),
    ]);
    pagerDuty.answer((response) => response.writeHead(202).end('{"status":"success"}'));
    webhook.answer((response) => response.writeHead(204).end());
    return new AlertReceivers(slack, pagerDuty, webhook, await startSmtpReceiver());
  }

  get channels(): readonly Channel[] {
    return [
      { name: 'slack', kind: 'slack', secrets: { url: `${this.slack.url}/services/T0/B0/x` } },
      {
        name: 'email',
        kind: 'email',
        config: {
          host: '127.0.0.1',
          port: this.mail.port,
          security: 'none',
          from: 'alerts@example.com',
          to: ['sre@example.com'],
        },
      },
      {
        name: 'pagerduty',
        kind: 'pagerduty',
        config: { url: `${this.pagerDuty.url}/v2/enqueue` },
        secrets: { routingKey: ROUTING_KEY },
      },
      { name: 'webhook', kind: 'webhook', secrets: { url: `${this.webhook.url}/hook`, signingSecret: SIGNING_SECRET } },
    ];
  }

  slackTexts(): readonly string[] {
    return this.slack.received.map(({ body }) => (JSON.parse(body) as { text: string }).text);
  }

  mailSubjects(): readonly string[] {
    return this.mail.received.map(({ subject }) => subject ?? '');
  }

  /** Each action with its key, as PagerDuty would see it: repetitions of one change nothing there. */
  pagerDutyActions(): readonly { readonly action: string; readonly key: string }[] {
    return this.pagerDuty.received.map(({ body }) => {
      const { event_action: action, dedup_key: key } = JSON.parse(body) as { event_action: string; dedup_key: string };
      return { action, key };
    });
  }

  /** What was signed rightly, by id: a receiver that keeps to the standard takes each id once. */
  webhookMessages(): ReadonlyMap<string, { readonly status: string }> {
    const verifier = new Webhook(SIGNING_SECRET);
    return new Map(
      this.webhook.received.map(({ headers, body }) => {
        const signed = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
        return [String(headers['webhook-id']), (verifier.verify(body, signed) as { data: { status: string } }).data];
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([this.slack.close(), this.pagerDuty.close(), this.webhook.close(), this.mail.close()]);
  }
}
