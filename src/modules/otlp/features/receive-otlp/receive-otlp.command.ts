import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { PartialSuccess } from '../../decoding/otlp-message.js';
import type { OtlpSignal } from '../../otlp-records.js';

/** Records what an export request tells of agents. Answers what was refused of it; undefined: nothing. */
export class ReceiveOtlp extends Command<PartialSuccess | undefined> {
  constructor(
    readonly signal: OtlpSignal,
    /** In the protocol's JSON shape, from either encoding; nothing of it is trusted. */
    readonly message: unknown,
    readonly context: CommandContext,
  ) {
    super();
  }
}
