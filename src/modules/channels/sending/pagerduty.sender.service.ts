import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../../kernel/clock.js';
import { OutboundHttp } from '../../../platform/outbound/outbound-http.js';
import { CLOCK } from '../../../platform/runtime/tokens.js';
import { pagerDutyConfig } from '../domain/channel-settings.js';
import { type PagerDutyEvent, renderPagerDuty } from '../domain/render-pagerduty.js';
import { ChannelSecrets } from '../secrets/channel-secrets.store.js';
import type { AttemptOutcome } from './answer-outcome.js';
import { attemptPost, secretMissing } from './http-attempt.js';
import type { Delivery, KindSender } from './kind-sender.js';
import { OpenIncidents } from './open-incidents.store.js';

const EVENTS_API = {
  us: 'https://events.pagerduty.com/v2/enqueue',
  eu: 'https://events.eu.pagerduty.com/v2/enqueue',
} as const;

const FIELD = 'routingKey';

/** Sends an event for each alert. Those that were taken already are sent again with the rest: PagerDuty knows their key. */
@Injectable()
export class PagerDutySender implements KindSender {
  readonly kind = 'pagerduty';

  constructor(
    private readonly http: OutboundHttp,
    private readonly secrets: ChannelSecrets,
    private readonly incidents: OpenIncidents,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async deliver(delivery: Delivery): Promise<AttemptOutcome> {
    const events = renderPagerDuty(delivery.message, delivery.channel.templates);
    // A test leaves no incident behind.
    const closing = delivery.message.reason === 'test' ? events.map(resolveOf) : [];
    for (const event of [...events, ...closing]) {
      const outcome = await this.send(event, delivery);
      if (outcome.status !== 'delivered') return outcome;
    }
    return { status: 'delivered', detail: `${events.length} ${events.length === 1 ? 'event' : 'events'}` };
  }

  /** An incident is told of by the key that opened it; where that is not taken any more, by the key of now. */
  private async send(event: PagerDutyEvent, delivery: Delivery): Promise<AttemptOutcome> {
    const { channelId, channel } = delivery;
    const opened = await this.incidents.secretVersionOf(channelId, event.dedup_key);
    let outcome = secretMissing(FIELD);
    for (const version of new Set([opened, channel.secrets[FIELD]])) {
      const key = version && (await this.secrets.read({ channelId, field: FIELD, version }));
      if (!version || !key) continue;
      outcome = await this.sendWith({ version, key }, event, delivery);
      if (outcome.status !== 'refused') return outcome;
    }
    return outcome;
  }

  private async sendWith(
    { version, key }: { readonly version: string; readonly key: string },
    event: PagerDutyEvent,
    { channelId, channel, signal }: Delivery,
  ): Promise<AttemptOutcome> {
    const { dedup_key, event_action } = event;
    if (event_action === 'trigger') await this.incidents.opening(channelId, dedup_key, version);
    const { url, region } = pagerDutyConfig.parse(channel.config);
    const outcome = await attemptPost(this.http, this.clock, {
      url: url ?? EVENTS_API[region],
      body: JSON.stringify({ routing_key: key, ...event }),
      signal,
    });
    if (event_action === 'resolve' && outcome.status === 'delivered') await this.incidents.closed(channelId, dedup_key);
    return outcome;
  }
}

const resolveOf = ({ dedup_key }: PagerDutyEvent): PagerDutyEvent => ({ event_action: 'resolve', dedup_key });
