import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';
import type { Principal } from '../../../../kernel/principal.js';

export interface SignedOutAt {
  readonly position: LogPosition;
}

/** Ends the session of a token, everywhere and for good. */
export class SignOut extends Command<SignedOutAt> {
  constructor(
    readonly token: string,
    readonly principal: Principal,
    readonly context: CommandContext,
  ) {
    super();
  }
}
