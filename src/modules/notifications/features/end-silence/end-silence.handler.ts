import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams } from '../../../../events/streams.js';
import type { Clock } from '../../../../kernel/clock.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { CLOCK } from '../../../../platform/runtime/tokens.js';
import { silenceDecider } from '../../domain/silence.decider.js';
import { EndSilence } from './end-silence.command.js';
import type { EndedSilence } from './end-silence.response.js';

@CommandHandler(EndSilence)
export class EndSilenceHandler implements ICommandHandler<EndSilence> {
  constructor(
    private readonly executor: CommandExecutor,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ silenceId, context }: EndSilence): Promise<EndedSilence> {
    const at = this.clock.now().toISOString();
    const { events, state, position } = await this.executor.execute(
      silenceDecider,
      streams.silence(silenceId),
      { type: 'end', silenceId, at },
      context,
      { occurredAt: at },
    );
    if (!state || position === undefined) throw new Error('a silence that was ended has no state');
    return { id: silenceId, endsAt: state.endsAt, changed: events.length > 0, position };
  }
}
