import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/clock.js';
import { CLOCK, CONFIG, LOGGER } from '../../../platform/runtime/tokens.js';
import type { DeliveryOutcome, NotificationMessage } from '../../channels/index.js';
import { ChannelSender } from '../../channels/index.js';
import { countsAsFailing } from '../domain/failing-channel.js';
import { retryAt } from '../domain/retry-schedule.js';
import { dashboardUrl, type NotificationSettings } from '../notification-settings.js';
import type { AttemptJob } from './attempt-job.js';
import { NotificationJournal } from './notification-journal.service.js';
import { type StoredMessage, StoredMessages } from './stored-messages.service.js';

/** A receiver that takes longer is taken not to answer. */
const PATIENCE_MS = 30_000;

/**
 * Makes one attempt: sends the message and records what came of it. A crash in between sends it again, under the same
 * id; what is on record already is not sent again.
 */
@Injectable()
export class AttemptRunner {
  constructor(
    private readonly sender: ChannelSender,
    private readonly journal: NotificationJournal,
    private readonly messages: StoredMessages,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: NotificationSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async run(job: AttemptJob): Promise<void> {
    const { notificationId, channelId, channelName, attempt } = job;
    if (await this.journal.knows(notificationId, attempt)) return;
    const stored = await this.messages.find(job.messageId);
    const began = this.now();
    const outcome: DeliveryOutcome = stored
      ? await this.sender.deliver(channelId, this.messageOf(stored, job), AbortSignal.timeout(PATIENCE_MS))
      : { status: 'refused', error: 'the message is not kept any more' };
    const at = this.now();
    const told = { notificationId, channelId, channelName, attempt };
    if (outcome.status === 'delivered') {
      const [durationMs, latencyMs] = [Math.max(0, at - began), Math.max(0, at - job.since)];
      return this.journal.recordOutcome({ type: 'NotificationSent', data: { ...told, durationMs, latencyMs } });
    }
    const retryAfterMs = outcome.status === 'retry' ? outcome.retryAfterMs : null;
    const next = outcome.status === 'retry' ? retryAt({ ...job, at, retryAfterMs }) : null;
    const again = next === null ? null : new Date(next).toISOString();
    this.logger.warn(
      { channel: channelName, attempt, retryAt: again, reason: outcome.error },
      'a message was not taken',
    );
    if (outcome.status === 'retry' && countsAsFailing({ ...job, at, retryAfterMs })) {
      await this.sender.noteFailing(channelId, outcome.error, notificationId);
    }
    await this.journal.recordOutcome({
      type: 'NotificationFailed',
      data: {
        ...told,
        error: outcome.error.slice(0, 2_000),
        retryAt: again,
        fallback: next === null ? job.fallback : null,
        ...(retryAfterMs !== null && again !== null ? { throttledUntil: again } : {}),
      },
    });
  }

  /** The message as it is stored, with the addresses that people reach us by. */
  private messageOf(stored: StoredMessage, { notificationId }: AttemptJob): NotificationMessage {
    const base = dashboardUrl(this.settings);
    return {
      ...stored,
      id: notificationId,
      alerts: stored.alerts.map((alert) => ({ ...alert, url: `${base}${alert.url}` })),
    };
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
