import { Command } from '@nestjs/cqrs';
import type { SilenceEvent } from '../../../../events/silence.events.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { CreatedSilence } from './create-silence.request.js';

type Created = Extract<SilenceEvent, { type: 'SilenceCreated' }>['data'];

/** What is to be silenced, and when: until an instant, or for a time. */
export interface WantedSilence extends Pick<Created, 'matchers' | 'comment' | 'recurrence'> {
  /** Undefined: now. */
  readonly startsAt: string | undefined;
  readonly until: { readonly endsAt: string } | { readonly durationMs: number };
}

/** Holds back notifications of alerts that match. */
export class CreateSilence extends Command<CreatedSilence> {
  constructor(
    readonly silence: WantedSilence,
    readonly context: CommandContext,
  ) {
    super();
  }
}
