import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { AcknowledgedAlert } from './acknowledge-alert.request.js';

export interface Acknowledging {
  readonly note: string | null;
  /** Null: until the alert is resolved. */
  readonly until: Date | null;
}

/** Takes an alert, or gives it back (`acknowledging` undefined). */
export class AcknowledgeAlert extends Command<AcknowledgedAlert> {
  constructor(
    readonly alertId: string,
    readonly acknowledging: Acknowledging | undefined,
    readonly context: CommandContext,
  ) {
    super();
  }
}
