import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { ServiceSecrets } from '../../../platform/postgres/service-secrets.js';
import { CONFIG, PG_POOL } from '../../../platform/runtime/tokens.js';
import type { ChannelsSettings } from '../channels-settings.js';
import { type MasterKey, masterKey } from './secret-envelope.js';

const OWN_KEY = 'channel-secrets';

/** The keys that wrap the keys of secrets: that of the operator, the one before it, and the one that we made ourselves. */
@Injectable()
export class MasterKeys {
  private readonly given: MasterKey | undefined;
  private readonly previous: MasterKey | undefined;
  private readonly own: ServiceSecrets;

  constructor(@Inject(PG_POOL) pool: pg.Pool, @Inject(CONFIG) { secretsKey, secretsKeyPrevious }: ChannelsSettings) {
    this.given = fromHex(secretsKey);
    this.previous = fromHex(secretsKeyPrevious);
    this.own = new ServiceSecrets(pool);
  }

  /** What secrets are sealed with now. */
  async current(): Promise<MasterKey> {
    return this.given ?? masterKey(await this.own.get(OWN_KEY));
  }

  /** Undefined for the key of an operator who no longer names it. */
  async byId(id: string): Promise<MasterKey | undefined> {
    const named = [this.given, this.previous].find((key) => key?.id === id);
    if (named) return named;
    const own = masterKey(await this.own.get(OWN_KEY));
    return own.id === id ? own : undefined;
  }
}

const fromHex = (hex: string | undefined) => (hex === undefined ? undefined : masterKey(Buffer.from(hex, 'hex')));
