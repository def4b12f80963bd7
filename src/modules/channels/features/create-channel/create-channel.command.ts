import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { CreateChannelRequest, WrittenChannel } from '../../channel.request.js';

/** Sets up a channel. */
export class CreateChannel extends Command<WrittenChannel> {
  constructor(
    readonly request: CreateChannelRequest,
    readonly context: CommandContext,
  ) {
    super();
  }
}
