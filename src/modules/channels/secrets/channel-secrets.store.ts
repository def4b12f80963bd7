import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import type { Clock } from '../../../kernel/clock.js';
import { DomainError } from '../../../kernel/domain-error.js';
import type { Ids } from '../../../kernel/ids.js';
import { CLOCK, IDS, PG_POOL } from '../../../platform/runtime/tokens.js';
import type { BookedChannel } from '../domain/channel-book.decider.js';
import { MasterKeys } from './master-keys.store.js';
import { type Envelope, type MasterKey, openEnvelope, rewrapEnvelope, sealEnvelope } from './secret-envelope.js';

export interface SecretPlace {
  readonly channelId: string;
  readonly field: string;
  readonly version: string;
}

export interface SweepTimes {
  /** What was replaced earlier is kept no longer. */
  readonly replacedBefore: Date;
  /** What is older and named by no channel never will be. */
  readonly unnamedBefore: Date;
}

interface SecretRow {
  readonly key_id: string;
  readonly wrapped_key: Buffer;
  readonly sealed: Buffer;
}

/** Secrets of channels, encrypted. A value is never changed: another one is another version. */
@Injectable()
export class ChannelSecrets {
  constructor(
    @Inject(PG_POOL) private readonly pool: pg.Pool,
    private readonly keys: MasterKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Keeps the secret and answers its version. */
  async add(channelId: string, field: string, secret: string): Promise<string> {
    const place = { channelId, field, version: this.ids.next() };
    const { keyId, wrappedKey, sealed } = sealEnvelope(secret, textOf(place), await this.keys.current());
    await this.pool.query(
      `insert into channels.secrets (channel_id, field, version, key_id, wrapped_key, sealed, created_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [channelId, field, place.version, keyId, wrappedKey, sealed, this.clock.now()],
    );
    return place.version;
  }

  /** Undefined where it is not kept any more. Throws SECRET_UNREADABLE where no key that is known opens it. */
  async read(place: SecretPlace): Promise<string | undefined> {
    const { rows } = await this.pool.query<SecretRow>(
      'select key_id, wrapped_key, sealed from channels.secrets where channel_id = $1 and field = $2 and version = $3',
      parametersOf(place),
    );
    const [row] = rows;
    if (!row) return undefined;
    const envelope: Envelope = { keyId: row.key_id, wrappedKey: row.wrapped_key, sealed: row.sealed };
    const key = await this.keys.byId(envelope.keyId);
    if (!key) throw unreadable(place.field);
    const secret = opened(envelope, place, key);
    const current = await this.keys.current();
    if (current.id !== key.id) await this.replace(place, rewrapEnvelope(envelope, textOf(place), key, current));
    return secret;
  }

  /** The secret that holds for the channel now; undefined where it has none of this name. */
  async of({ channelId, channel }: BookedChannel, field: string): Promise<string | undefined> {
    const version = channel.secrets[field];
    return version === undefined ? undefined : this.read({ channelId, field, version });
  }

  /** Takes back versions that came to nothing. */
  async remove(places: readonly SecretPlace[]): Promise<void> {
    for (const place of places) {
      await this.pool.query(
        'delete from channels.secrets where channel_id = $1 and field = $2 and version = $3',
        parametersOf(place),
      );
    }
  }

  /** Marks all versions of the channel that hold no longer; they are kept for what was begun with them. */
  async retireAllBut(channelId: string, versions: readonly string[]): Promise<void> {
    await this.pool.query(
      `update channels.secrets set replaced_at = $3
       where channel_id = $1 and version <> all($2::text[]) and replaced_at is null`,
      [channelId, versions, this.clock.now()],
    );
  }

  /** Deletes what was replaced before `old`, and what is of no channel; `holding` are the versions that there are. */
  async sweep(holding: readonly Omit<SecretPlace, 'field'>[], times: SweepTimes): Promise<void> {
    const channels = holding.map(({ channelId }) => channelId);
    // What was left behind by a process that ended between a secret and the event that names it.
    await this.pool.query(
      `update channels.secrets s set replaced_at = $1
       where replaced_at is null and created_at < $2 and not exists (
         select from unnest($3::text[], $4::text[]) h (channel_id, version)
         where h.channel_id = s.channel_id and h.version = s.version)`,
      [this.clock.now(), times.unnamedBefore, channels, holding.map(({ version }) => version)],
    );
    await this.pool.query(
      `delete from channels.secrets
       where replaced_at < $1 or (replaced_at is not null and channel_id <> all($2::text[]))`,
      [times.replacedBefore, channels],
    );
    await this.pool.query('delete from channels.open_incidents where sent_at < $1', [times.replacedBefore]);
  }

  async removeChannel(channelId: string): Promise<void> {
    await this.pool.query('delete from channels.secrets where channel_id = $1', [channelId]);
    await this.pool.query('delete from channels.open_incidents where channel_id = $1', [channelId]);
  }

  private async replace(place: SecretPlace, { keyId, wrappedKey }: Envelope): Promise<void> {
    await this.pool.query(
      `update channels.secrets set key_id = $4, wrapped_key = $5
       where channel_id = $1 and field = $2 and version = $3`,
      [...parametersOf(place), keyId, wrappedKey],
    );
  }
}

const textOf = ({ channelId, field, version }: SecretPlace) => JSON.stringify([channelId, field, version]);
const parametersOf = ({ channelId, field, version }: SecretPlace) => [channelId, field, version];

function opened(envelope: Envelope, place: SecretPlace, key: MasterKey): string {
  try {
    return openEnvelope(envelope, textOf(place), key);
  } catch {
    // It is not what was kept, or not where: nothing more is to be said of it.
    throw unreadable(place.field);
  }
}

function unreadable(field: string): DomainError {
  return new DomainError(
    'SECRET_UNREADABLE',
    `secrets.${field} cannot be decrypted with the keys that are known here; name its key as ORCHESTRATE_SECRETS_KEY_PREVIOUS, or set the secret again`,
    { fault: 'conflict' },
  );
}
