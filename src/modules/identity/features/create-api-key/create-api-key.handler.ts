import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Ids } from '../../../../kernel/ids.js';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { IDS } from '../../../../platform/runtime/tokens.js';
import { hashOfSecret, newApiKeySecret, shownPrefixOf } from '../../api-key-secret.js';
import { keyringDecider, keyringStream } from '../../domain/keyring.decider.js';
import { KeyDirectory } from '../../key-directory.service.js';
import { CreateApiKey, type CreatedApiKey } from './create-api-key.command.js';

@CommandHandler(CreateApiKey)
export class CreateApiKeyHandler implements ICommandHandler<CreateApiKey> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly keys: KeyDirectory,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  async execute({ name, role, context }: CreateApiKey): Promise<CreatedApiKey> {
    const key = newApiKeySecret(role);
    const id = this.ids.next();
    const prefix = shownPrefixOf(key);
    const { position } = await this.executor.execute(
      keyringDecider,
      keyringStream,
      { type: 'create', key: { keyId: id, name, role, hash: hashOfSecret(key), prefix } },
      context,
    );
    if (position === undefined) throw new Error('a created key has no position');
    this.keys.expire();
    return { id, name, role, prefix, key, position };
  }
}
