import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import { DomainError } from '../../../../kernel/domain-error.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import type { EventLog } from '../../../../platform/event-store/event-log.js';
import { ProjectionReads } from '../../../../platform/projections/projection-reads.js';
import { upToNow } from '../../../../platform/projections/up-to-now.js';
import { EVENT_LOG } from '../../../../platform/runtime/tokens.js';
import { alertRulesProjection, ListAlertRules } from '../../../../projections/alert-rules/index.js';
import { CurrentChannels } from '../../current-channels.service.js';
import { channelBookDecider, channelBookStream } from '../../domain/channel-book.decider.js';
import { ChannelSecrets } from '../../secrets/channel-secrets.store.js';
import { DeleteChannel, type DeletedChannel } from './delete-channel.command.js';

const SHOWN_RULES = 20;

@CommandHandler(DeleteChannel)
export class DeleteChannelHandler implements ICommandHandler<DeleteChannel> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly channels: CurrentChannels,
    private readonly secrets: ChannelSecrets,
    private readonly queries: QueryBus,
    private readonly reads: ProjectionReads,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ idOrName, force, context }: DeleteChannel): Promise<DeletedChannel> {
    const { channelId, name } = await this.channels.find(idOrName);
    if (!force) await this.assertUnused(name);
    const { position } = await this.executor.execute(
      channelBookDecider,
      channelBookStream,
      { type: 'delete', channelId, force },
      context,
    );
    if (position === undefined) throw new Error('a deleted channel has no position');
    await this.secrets.removeChannel(channelId);
    return { id: channelId, name, position };
  }

  private async assertUnused(name: string): Promise<void> {
    // Who has just written a rule knows it before the read model does.
    await upToNow(this.reads, this.log, [alertRulesProjection.name]);
    const { items, total } = await this.queries.execute(
      new ListAlertRules({ channel: name, sort: 'createdAt', order: 'asc', limit: SHOWN_RULES }),
    );
    if (total === 0) return;
    const rules = items.map((rule) => rule.name);
    const more = total > rules.length ? ` and ${total - rules.length} more` : '';
    throw new DomainError(
      'CHANNEL_IN_USE',
      `${name} is in use by the rules ${rules.join(', ')}${more}; take it out of them, or delete it with force`,
      { fault: 'conflict', details: { rules } },
    );
  }
}
