import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { ConfigurationCommand } from '../../domain/configuration.decider.js';
import type { ChangedConfiguration } from './set-configuration.request.js';

/** Sets or deletes a key of the fleet's configuration. */
export class ChangeConfiguration extends Command<ChangedConfiguration> {
  constructor(
    readonly change: ConfigurationCommand,
    /** The revision that the caller saw; undefined: whatever it is. */
    readonly expectedRevision: bigint | undefined,
    readonly context: CommandContext,
  ) {
    super();
  }
}
