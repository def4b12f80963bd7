import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';

export interface DeletedChannel {
  readonly id: string;
  readonly name: string;
  readonly position: LogPosition;
}

/** Deletes a channel with its secrets; one that is in use only by force. */
export class DeleteChannel extends Command<DeletedChannel> {
  constructor(
    readonly idOrName: string,
    readonly force: boolean,
    readonly context: CommandContext,
  ) {
    super();
  }
}
