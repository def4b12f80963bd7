import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../../kernel/clock.js';
import { OutboundHttp } from '../../../platform/outbound/outbound-http.js';
import { CLOCK } from '../../../platform/runtime/tokens.js';
import { webhookConfig } from '../domain/channel-settings.js';
import { renderAlertmanagerWebhook } from '../domain/render-alertmanager.js';
import { renderWebhook } from '../domain/render-webhook.js';
import { ChannelSecrets } from '../secrets/channel-secrets.store.js';
import type { AttemptOutcome } from './answer-outcome.js';
import { attemptPost, secretMissing } from './http-attempt.js';
import type { Delivery, KindSender } from './kind-sender.js';

/** Posts JSON to an address of the user's, signed as Standard Webhooks asks for where the channel has a secret for it. */
@Injectable()
export class WebhookSender implements KindSender {
  readonly kind = 'webhook';

  constructor(
    private readonly http: OutboundHttp,
    private readonly secrets: ChannelSecrets,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async deliver(delivery: Delivery): Promise<AttemptOutcome> {
    const { name, channel, message, signal } = delivery;
    const [url, signingSecret, authorization] = await Promise.all(
      ['url', 'signingSecret', 'authorization'].map((field) => this.secrets.of(delivery, field)),
    );
    if (url === undefined) return secretMissing('url');
    const { format } = webhookConfig.parse(channel.config);
    const body = JSON.stringify(
      format === 'alertmanager' ? renderAlertmanagerWebhook(message, name) : renderWebhook(message, channel.templates),
    );
    const seconds = String(Math.floor(this.clock.now().getTime() / 1_000));
    const headers = {
      // The same over all attempts: by it a receiver knows that it has had this one.
      'webhook-id': message.id,
      'webhook-timestamp': seconds,
      ...(signingSecret === undefined
        ? {}
        : { 'webhook-signature': signature(signingSecret, `${message.id}.${seconds}.${body}`) }),
      ...(authorization === undefined ? {} : { authorization }),
    };
    return attemptPost(this.http, this.clock, { url, body, headers, signal });
  }
}

function signature(secret: string, signed: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key).update(signed, 'utf8').digest('base64')}`;
}
