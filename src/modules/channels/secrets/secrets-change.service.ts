import { Injectable } from '@nestjs/common';
import type { ChannelData } from '../../../events/channel.events.js';
import type { BookedChannel } from '../domain/channel-book.decider.js';
import { ChannelSecrets, type SecretPlace } from './channel-secrets.store.js';

export interface ChangedSecrets {
  readonly versions: ChannelData['secrets'];
  /** What was kept for this change, to be taken back when it comes to nothing. */
  readonly added: readonly SecretPlace[];
}

/** Keeps the secrets of a change before it is recorded, since the record names their versions. */
@Injectable()
export class SecretsChange {
  constructor(private readonly secrets: ChannelSecrets) {}

  /** A secret that is what it was is no other one. */
  async prepare(
    channelId: string,
    given: Readonly<Record<string, string | null>>,
    known?: BookedChannel,
  ): Promise<ChangedSecrets> {
    const versions: Record<string, string> = { ...known?.channel.secrets };
    const added: SecretPlace[] = [];
    for (const [field, value] of Object.entries(given)) {
      if (value === null) {
        delete versions[field];
      } else if (!known || !(await this.isSame(known, field, value))) {
        const version = await this.secrets.add(channelId, field, value);
        versions[field] = version;
        added.push({ channelId, field, version });
      }
    }
    return { versions, added };
  }

  /** Runs what records the change; when it fails, what was kept for it is taken back. */
  async around<T>({ added }: ChangedSecrets, record: () => Promise<T>): Promise<T> {
    try {
      return await record();
    } catch (error) {
      await this.secrets.remove(added).catch(() => undefined);
      throw error;
    }
  }

  /** One that cannot be read any more is replaced by whatever is given. */
  private async isSame(known: BookedChannel, field: string, value: string): Promise<boolean> {
    return (await this.secrets.of(known, field).catch(() => undefined)) === value;
  }
}
