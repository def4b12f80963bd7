import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';
import type { Principal } from '../../../../kernel/principal.js';

export interface SignedIn {
  readonly principal: Principal;
  /** For the cookie. */
  readonly token: string;
  readonly expiresAt: Date;
  readonly position: LogPosition;
}

/** Opens a session for whoever holds a key. */
export class SignIn extends Command<SignedIn> {
  constructor(
    readonly key: string,
    readonly ip: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
