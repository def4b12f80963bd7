import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandExecutor } from '../../../../platform/commands/command-executor.js';
import { keyringDecider, keyringStream } from '../../domain/keyring.decider.js';
import { KeyDirectory } from '../../key-directory.service.js';
import { RevokeApiKey, type RevokedApiKey } from './revoke-api-key.command.js';

@CommandHandler(RevokeApiKey)
export class RevokeApiKeyHandler implements ICommandHandler<RevokeApiKey> {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly keys: KeyDirectory,
  ) {}

  async execute({ id, context }: RevokeApiKey): Promise<RevokedApiKey> {
    const { position } = await this.executor.execute(
      keyringDecider,
      keyringStream,
      { type: 'revoke', keyId: id },
      context,
    );
    if (position === undefined) throw new Error('a revoked key has no position');
    this.keys.expire();
    return { id, position };
  }
}
