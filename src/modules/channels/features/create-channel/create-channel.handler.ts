import { randomBytes } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Ids } from '../../../../kernel/ids.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { OutboundPolicy } from '../../../../platform/outbound/outbound-policy.js';
import { IDS } from '../../../../platform/runtime/tokens.js';
import type { CreateChannelRequest, WrittenChannel } from '../../channel.request.js';
import { assertAddresses } from '../../channel-addresses.js';
import { channelBookDecider, channelBookStream } from '../../domain/channel-book.decider.js';
import { checkedConfig, checkSecrets } from '../../domain/channel-settings.js';
import { checkTemplates } from '../../domain/checked-templates.js';
import { SecretsChange } from '../../secrets/secrets-change.service.js';
import { CreateChannel } from './create-channel.command.js';

@CommandHandler(CreateChannel)
export class CreateChannelHandler implements ICommandHandler<CreateChannel> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly secrets: SecretsChange,
    private readonly policy: OutboundPolicy,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async execute({ request, context }: CreateChannel): Promise<WrittenChannel> {
    const { name, kind, config: givenConfig, secrets: given, ...settings } = request;
    const config = checkedConfig(kind, givenConfig);
    checkSecrets(kind, given, []);
    checkTemplates(settings.templates);
    assertAddresses(kind, config, given, this.policy);
    const issued = issuedFor(request, config);
    const channelId = this.ids.next();
    const change = await this.secrets.prepare(channelId, { ...given, ...issued });
    const channel = { kind, config, secrets: change.versions, ...settings };
    const { position } = await this.secrets.around(change, () =>
      this.executor.execute(
        channelBookDecider,
        channelBookStream,
        { type: 'create', channelId, name, channel },
        context,
      ),
    );
    if (position === undefined) throw new Error('a created channel has no position');
    return { id: channelId, name, kind, enabled: channel.enabled, changed: true, issued, position };
  }
}

/** Our own webhooks are always signed: who gives no secret is given one. */
function issuedFor({ kind, secrets }: CreateChannelRequest, config: Readonly<Record<string, unknown>>) {
  const issued: Record<string, string> = {};
  if (kind === 'webhook' && config['format'] === 'standard' && secrets['signingSecret'] === undefined) {
    issued['signingSecret'] = `whsec_${randomBytes(32).toString('base64')}`;
  }
  return issued;
}
