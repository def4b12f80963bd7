import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DomainError } from '../../kernel/domain-error.js';
import { CommandExecutor } from '../../platform/commands/command-executor.js';
import { LOGGER } from '../../platform/runtime/tokens.js';
import { senderContext } from './channel-context.js';
import { CurrentChannels } from './current-channels.service.js';
import {
  type BookedChannel,
  type ChannelBookCommand,
  channelBookDecider,
  channelBookStream,
} from './domain/channel-book.decider.js';
import type { DeliveryOutcome, NotificationMessage } from './domain/notification-message.js';
import type { AttemptOutcome } from './sending/answer-outcome.js';
import { KIND_SENDERS, type KindSender } from './sending/kind-sender.js';

/** Delivers messages over channels: one attempt each, whose outcome says whether another one makes sense. */
@Injectable()
export class ChannelSender {
  constructor(
    private readonly channels: CurrentChannels,
    @Inject(KIND_SENDERS) private readonly senders: readonly KindSender[],
    private readonly executor: CommandExecutor,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Rejects only when a part of this service is away, such as the database; then nothing was sent. */
  async deliver(channelId: string, message: NotificationMessage, signal: AbortSignal): Promise<DeliveryOutcome> {
    const booked = await this.channels.byId(channelId);
    if (!booked) return { status: 'refused', error: 'the channel was deleted' };
    if (!booked.channel.enabled) return { status: 'refused', error: `channel ${booked.name} is disabled` };
    return this.attempt(booked, message, signal);
  }

  /** The same for a channel that is known already, also when it is disabled. Records how the channel is. */
  async attempt(booked: BookedChannel, message: NotificationMessage, signal: AbortSignal): Promise<DeliveryOutcome> {
    const sender = this.senders.find(({ kind }) => kind === booked.channel.kind);
    if (!sender) throw new Error(`no sender for channels of kind ${booked.channel.kind}`);
    const { gone = false, ...outcome } = await sender.deliver({ ...booked, message, signal }).catch(unreadableSecret);
    await this.recordHealth(booked, outcome, gone, message.id);
    return outcome;
  }

  /** Records that a channel fails although its receiver refuses nothing for good: it has not delivered for too long. */
  async noteFailing(channelId: string, reason: string, correlationId: string): Promise<void> {
    const booked = await this.channels.byId(channelId);
    if (!booked || booked.failed) return;
    await this.recordHow({ type: 'fail', channelId, reason, disable: false }, correlationId);
  }

  private async recordHealth(booked: BookedChannel, outcome: AttemptOutcome, gone: boolean, correlationId: string) {
    const { channelId } = booked;
    const command: ChannelBookCommand | undefined =
      outcome.status === 'refused'
        ? { type: 'fail', channelId, reason: outcome.error, disable: gone }
        : outcome.status === 'delivered' && booked.failed
          ? { type: 'recover', channelId }
          : undefined;
    if (command) await this.recordHow(command, correlationId);
  }

  private async recordHow(command: ChannelBookCommand & { readonly channelId: string }, correlationId: string) {
    try {
      await this.executor.execute(channelBookDecider, channelBookStream, command, senderContext(correlationId));
    } catch (error) {
      // The message is what counts: the next one over this channel records it.
      this.logger.warn({ err: error, channelId: command.channelId }, 'how a channel is could not be recorded');
    }
  }
}

/** A secret that no key opens is set again by somebody; until then nothing can be sent. */
function unreadableSecret(error: unknown): AttemptOutcome {
  if (error instanceof DomainError && error.code === 'SECRET_UNREADABLE') {
    return { status: 'refused', error: error.message };
  }
  throw error;
}
