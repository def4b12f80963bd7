import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams } from '../../../../events/streams.js';
import type { Clock } from '../../../../kernel/clock.js';
import type { Ids } from '../../../../kernel/ids.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { CLOCK, IDS } from '../../../../platform/runtime/tokens.js';
import { silenceDecider } from '../../domain/silence.decider.js';
import { CreateSilence } from './create-silence.command.js';
import type { CreatedSilence } from './create-silence.request.js';

@CommandHandler(CreateSilence)
export class CreateSilenceHandler implements ICommandHandler<CreateSilence> {
  constructor(
    private readonly executor: CommandExecutor,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async execute({ silence, context }: CreateSilence): Promise<CreatedSilence> {
    const at = this.clock.now();
    const silenceId = this.ids.next();
    const { startsAt = at.toISOString(), until, ...rest } = silence;
    const from = Math.max(at.getTime(), Date.parse(startsAt));
    const endsAt = 'endsAt' in until ? until.endsAt : new Date(from + until.durationMs).toISOString();
    const { events, position } = await this.executor.execute(
      silenceDecider,
      streams.silence(silenceId),
      { type: 'create', silenceId, ...rest, startsAt, endsAt, at: at.toISOString() },
      context,
      { expectedRevision: 'none', occurredAt: at.toISOString() },
    );
    const [created] = events;
    if (created?.type !== 'SilenceCreated' || position === undefined) throw new Error('the silence was not recorded');
    const { silenceId: id, ...data } = created.data;
    return { id, ...data, position };
  }
}
