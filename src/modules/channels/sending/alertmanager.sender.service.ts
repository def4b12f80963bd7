import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../../kernel/clock.js';
import { parseDuration } from '../../../kernel/duration-text.js';
import { OutboundHttp } from '../../../platform/outbound/outbound-http.js';
import { CLOCK } from '../../../platform/runtime/tokens.js';
import { alertmanagerConfig } from '../domain/channel-settings.js';
import { renderAlertmanagerAlerts } from '../domain/render-alertmanager.js';
import { ChannelSecrets } from '../secrets/channel-secrets.store.js';
import type { AttemptOutcome } from './answer-outcome.js';
import { attemptPost } from './http-attempt.js';
import type { Delivery, KindSender } from './kind-sender.js';

/** Hands alerts on to an Alertmanager, which routes, groups and repeats them by its own configuration. */
@Injectable()
export class AlertmanagerSender implements KindSender {
  readonly kind = 'alertmanager';

  constructor(
    private readonly http: OutboundHttp,
    private readonly secrets: ChannelSecrets,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async deliver(delivery: Delivery): Promise<AttemptOutcome> {
    const { channel, message, signal } = delivery;
    const { url, username, expiresAfter } = alertmanagerConfig.parse(channel.config);
    const [password = '', token] = await Promise.all(
      ['password', 'token'].map((field) => this.secrets.of(delivery, field)),
    );
    const basic = username === null ? undefined : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const authorization = token === undefined ? basic : `Bearer ${token}`;
    return attemptPost(this.http, this.clock, {
      url: alertsUrl(url),
      body: JSON.stringify(renderAlertmanagerAlerts(message, this.clock.now(), parseDuration(expiresAfter) ?? 0)),
      headers: authorization === undefined ? {} : { authorization },
      signal,
    });
  }
}

function alertsUrl(base: string): string {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v2/alerts`;
  return url.href;
}
