import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { streams } from '../../../../events/streams.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { configurationDecider } from '../../domain/configuration.decider.js';
import { ChangeConfiguration } from './change-configuration.command.js';
import type { ChangedConfiguration } from './set-configuration.request.js';

@CommandHandler(ChangeConfiguration)
export class ChangeConfigurationHandler implements ICommandHandler<ChangeConfiguration> {
  constructor(private readonly executor: CommandExecutor) {}

  async execute({ change, expectedRevision, context }: ChangeConfiguration): Promise<ChangedConfiguration> {
    const { key } = change;
    const { events, state, revision, position } = await this.executor.execute(
      configurationDecider,
      streams.configuration(key),
      change,
      context,
      expectedRevision === undefined ? {} : { expectedRevision },
    );
    if (position === undefined || revision === undefined) throw new Error(`the configuration key ${key} has no events`);
    return {
      key,
      ...(state.status === 'set' ? { value: state.value } : {}),
      changed: events.length > 0,
      revision: String(revision),
      position,
    };
  }
}
