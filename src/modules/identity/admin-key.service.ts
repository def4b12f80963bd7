import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { CommandContext } from '../../kernel/command-context.js';
import type { Ids } from '../../kernel/ids.js';
import { CommandExecutor } from '../../platform/commands/command-executor.js';
import { CONFIG, IDS, LOGGER } from '../../platform/runtime/tokens.js';
import { hashOfSecret, newApiKeySecret, shownPrefixOf } from './api-key-secret.js';
import { keyringDecider, keyringStream, type NewKey } from './domain/keyring.decider.js';
import type { IdentitySettings } from './identity-settings.js';
import { KeyDirectory } from './key-directory.service.js';

/** Sees to it that someone can administer this service. Runs at every start, in every replica. */
@Injectable()
export class AdminKeyService {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly keys: KeyDirectory,
    @Inject(CONFIG) private readonly settings: IdentitySettings,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * `created` is the new key, to be shown once; undefined when there was an admin key already or one is given by
   * ORCHESTRATE_ADMIN_KEY. Judged on the log: of replicas that start together on an empty one, one makes the key.
   */
  async ensureAdminKey(): Promise<{ readonly created: string | undefined }> {
    const { adminKey } = this.settings;
    if (adminKey !== undefined) await this.adopt(adminKey);
    const secret = newApiKeySecret('admin');
    const { events } = await this.executor.execute(
      keyringDecider,
      keyringStream,
      { type: 'ensureAdmin', key: this.newKey('first admin key', secret) },
      this.context(),
    );
    this.keys.expire();
    return { created: events.length > 0 ? secret : undefined };
  }

  private async adopt(secret: string): Promise<void> {
    const key = this.newKey('ORCHESTRATE_ADMIN_KEY', secret);
    const { events, state } = await this.executor.execute(
      keyringDecider,
      keyringStream,
      { type: 'adopt', key },
      this.context(),
    );
    const others = [...state.keys.values()].filter(({ hash }) => hash !== key.hash);
    if (events.length > 0 && others.length > 0) {
      this.logger.warn(
        { keyId: key.keyId },
        'ORCHESTRATE_ADMIN_KEY holds a key not seen before: it is an admin key from now on, beside those that exist',
      );
    }
    const kept = [...state.keys.values()].find(({ hash }) => hash === key.hash);
    if (kept?.status === 'revoked') {
      this.logger.warn('the key in ORCHESTRATE_ADMIN_KEY was revoked: it stays so; set another one');
    } else if (kept && kept.role !== 'admin') {
      this.logger.warn(`the key in ORCHESTRATE_ADMIN_KEY exists with the role ${kept.role}: it stays so`);
    }
  }

  private newKey(name: string, secret: string): NewKey {
    return { keyId: this.ids.next(), name, role: 'admin', hash: hashOfSecret(secret), prefix: shownPrefixOf(secret) };
  }

  private context(): CommandContext {
    return {
      actor: { type: 'system', id: 'system', name: 'system' },
      correlationId: this.ids.next(),
      source: 'system',
    };
  }
}
