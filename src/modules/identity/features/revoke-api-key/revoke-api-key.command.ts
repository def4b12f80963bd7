import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';

export interface RevokedApiKey {
  readonly id: string;
  readonly position: LogPosition;
}

/** Withdraws an API key, and with it every session that stands on it. Again: changes nothing. */
export class RevokeApiKey extends Command<RevokedApiKey> {
  constructor(
    readonly id: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
