import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import type { Ids } from '../../../../kernel/ids.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { CLOCK, IDS } from '../../../../platform/runtime/tokens.js';
import { ChannelSender } from '../../channel-sender.service.js';
import { CurrentChannels } from '../../current-channels.service.js';
import { channelBookDecider, channelBookStream } from '../../domain/channel-book.decider.js';
import { sampleMessage } from '../../domain/sample-message.js';
import { TestChannel, type TestedChannel } from './test-channel.command.js';

/** Who waits for the answer waits no longer than this. */
const TEST_MS = 25_000;

@CommandHandler(TestChannel)
export class TestChannelHandler implements ICommandHandler<TestChannel> {
  constructor(
    private readonly channels: CurrentChannels,
    private readonly sender: ChannelSender,
    private readonly executor: CommandExecutor,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async execute({ idOrName, url, context }: TestChannel): Promise<TestedChannel> {
    const booked = await this.channels.find(idOrName);
    const { channelId, name } = booked;
    const message = sampleMessage({
      id: this.ids.next(),
      now: this.clock.now(),
      severity: 'info',
      status: 'firing',
      reason: 'test',
      description: `This is a test of the channel ${name}, sent by ${context.actor.name}. Nothing is wrong.`,
      url,
    });
    const outcome = await this.sender.attempt(booked, message, AbortSignal.timeout(TEST_MS));
    const succeeded = outcome.status === 'delivered';
    const detail = outcome.status === 'delivered' ? outcome.detail : outcome.error;
    const { position } = await this.executor.execute(
      channelBookDecider,
      channelBookStream,
      { type: 'recordTest', channelId, succeeded, detail },
      context,
    );
    if (position === undefined) throw new Error('a tested channel has no position');
    return { id: channelId, name, delivered: succeeded, detail, position };
  }
}
