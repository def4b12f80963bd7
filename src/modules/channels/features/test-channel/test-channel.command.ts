import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';

export interface TestedChannel {
  readonly id: string;
  readonly name: string;
  readonly delivered: boolean;
  /** What the receiver said, as far as it may be told. */
  readonly detail: string;
  readonly position: LogPosition;
}

/** Sends a test message over a channel, also over a disabled one. */
export class TestChannel extends Command<TestedChannel> {
  constructor(
    readonly idOrName: string,
    /** Where the link of the message leads. */
    readonly url: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
