import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { LogPosition } from '../../../../kernel/event.js';
import type { Role } from '../../../../kernel/principal.js';

export interface CreatedApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly prefix: string;
  /** The secret, known to nobody else from now on. */
  readonly key: string;
  readonly position: LogPosition;
}

/** Issues a new API key. */
export class CreateApiKey extends Command<CreatedApiKey> {
  constructor(
    readonly name: string,
    readonly role: Role,
    readonly context: CommandContext,
  ) {
    super();
  }
}
