import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../../../kernel/clock.js';
import { OutboundHttp } from '../../../platform/outbound/outbound-http.js';
import { CLOCK } from '../../../platform/runtime/tokens.js';
import { renderSlack } from '../domain/render-slack.js';
import { ChannelSecrets } from '../secrets/channel-secrets.store.js';
import type { AttemptOutcome } from './answer-outcome.js';
import { attemptPost, secretMissing } from './http-attempt.js';
import type { Delivery, KindSender } from './kind-sender.js';

/** What Slack calls what is wrong; shown, because it says what is to be done. */
const knownErrors = new Set(
  [
    'action_prohibited channel_is_archived channel_not_found invalid_blocks invalid_payload invalid_token',
    'msg_blocks_too_long no_active_hooks no_service no_service_id no_team no_text posting_to_general_channel_denied',
    'rate_limited rollup_error team_disabled too_many_attachments user_not_found',
  ]
    .join(' ')
    .split(' '),
);

/** Posts to an incoming webhook of Slack. Its address is the whole credential. */
@Injectable()
export class SlackSender implements KindSender {
  readonly kind = 'slack';

  constructor(
    private readonly http: OutboundHttp,
    private readonly secrets: ChannelSecrets,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async deliver(delivery: Delivery): Promise<AttemptOutcome> {
    const { channel, message, signal } = delivery;
    const url = await this.secrets.of(delivery, 'url');
    if (url === undefined) return secretMissing('url');
    const body = JSON.stringify(renderSlack(message, channel.templates));
    return attemptPost(this.http, this.clock, { url, body, signal, codeOf: slackError });
  }
}

function slackError(body: string): string {
  const word = /^\s*([a-z_]{2,50})\s*$/.exec(body)?.[1] ?? /"error"\s*:\s*"([a-z_]{2,50})"/.exec(body)?.[1] ?? '';
  return knownErrors.has(word) ? word : '';
}
