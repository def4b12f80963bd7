import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { EndedSilence } from './end-silence.response.js';

/** Ends a silence before its time. */
export class EndSilence extends Command<EndedSilence> {
  constructor(
    readonly silenceId: string,
    readonly context: CommandContext,
  ) {
    super();
  }
}
