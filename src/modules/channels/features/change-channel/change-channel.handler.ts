import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { present } from '../../../../kernel/present.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { OutboundPolicy } from '../../../../platform/outbound/outbound-policy.js';
import type { WrittenChannel } from '../../channel.request.js';
import { assertAddresses } from '../../channel-addresses.js';
import { CurrentChannels } from '../../current-channels.service.js';
import { channelBookDecider, channelBookStream } from '../../domain/channel-book.decider.js';
import { checkedConfig, checkSecrets } from '../../domain/channel-settings.js';
import { checkTemplates } from '../../domain/checked-templates.js';
import { ChannelSecrets } from '../../secrets/channel-secrets.store.js';
import { SecretsChange } from '../../secrets/secrets-change.service.js';
import { ChangeChannel } from './change-channel.command.js';

@CommandHandler(ChangeChannel)
export class ChangeChannelHandler implements ICommandHandler<ChangeChannel> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly channels: CurrentChannels,
    private readonly changes: SecretsChange,
    private readonly secrets: ChannelSecrets,
    private readonly policy: OutboundPolicy,
  ) {}

  async execute({ idOrName, change, context }: ChangeChannel): Promise<WrittenChannel> {
    const known = await this.channels.find(idOrName);
    const { channelId, name, channel: before } = known;
    const { kind = before.kind, config: givenConfig, secrets: given = {}, ...settings } = change;
    const config = givenConfig === undefined ? before.config : checkedConfig(before.kind, givenConfig);
    checkSecrets(before.kind, given, Object.keys(before.secrets));
    checkTemplates(settings.templates ?? []);
    assertAddresses(before.kind, config, given, this.policy);
    const secrets = await this.changes.prepare(channelId, given, known);
    const channel = { ...before, ...present(settings), kind, config, secrets: secrets.versions };
    const { events, position } = await this.changes.around(secrets, () =>
      this.executor.execute(channelBookDecider, channelBookStream, { type: 'change', channelId, channel }, context),
    );
    if (position === undefined) throw new Error('a changed channel has no position');
    await this.secrets.retireAllBut(channelId, Object.values(channel.secrets));
    return { id: channelId, name, kind, enabled: channel.enabled, changed: events.length > 0, issued: {}, position };
  }
}
