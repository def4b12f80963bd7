import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { ChangeChannelRequest, WrittenChannel } from '../../channel.request.js';

/** Changes a channel; what is not named stays as it is. */
export class ChangeChannel extends Command<WrittenChannel> {
  constructor(
    readonly idOrName: string,
    readonly change: ChangeChannelRequest,
    readonly context: CommandContext,
  ) {
    super();
  }
}
