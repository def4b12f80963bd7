import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { PushedSample } from '../../domain/pushed-samples.rules.js';
import type { RecordedSamples } from './push-custom-samples.request.js';

/** Records values of custom metrics, all of them or none. */
export class PushCustomSamples extends Command<RecordedSamples> {
  constructor(
    readonly samples: readonly PushedSample[],
    /** By which what was sent is known again; undefined: every time anew. */
    readonly pushId: string | undefined,
    readonly context: CommandContext,
  ) {
    super();
  }
}
