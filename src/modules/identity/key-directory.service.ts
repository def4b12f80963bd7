import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Clock } from '../../kernel/clock.js';
import type { Role } from '../../kernel/principal.js';
import type { EventCatalog } from '../../platform/commands/event-factory.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { CLOCK, EVENT_CATALOG, EVENT_LOG, LOGGER } from '../../platform/runtime/tokens.js';
import type { ApiKeyEvent } from '../../events/api-key.events.js';
import { keyringStream } from './domain/keyring.decider.js';

/** A key that opens doors. */
export interface ActiveKey {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** Another replica's revocation is noticed within this time. */
const FRESH_MS = 2_000;
/** A key that nobody here has heard of may be another replica's newest: looked for at most this often. */
const MISS_RECHECK_MS = 250;
/** While the log cannot be reached nobody can revoke through it; for this long, the keys last seen go on counting. */
const STALE_LIMIT_MS = 5 * 60_000;

/**
 * The active keys, by hash and by id, followed from the keyring's stream itself and not from a read model: a key
 * counts from the moment it is recorded, whatever the lag of projections, and in processes that run none. Following
 * costs one read of a stream's end per two seconds of use.
 */
@Injectable()
export class KeyDirectory {
  private readonly byHashes = new Map<string, ActiveKey>();
  private readonly byIds = new Map<string, ActiveKey & { readonly hash: string }>();
  private readonly revokedHashes = new Set<string>();
  private nextRevision = 0n;
  /** Start of the last read that answers from now on may stand on. */
  private refreshedAt = Number.NEGATIVE_INFINITY;
  /** Start of the last read that succeeded. */
  private confirmedAt = Number.NEGATIVE_INFINITY;
  /** Counts the changes made in this process; `readGeneration` of them have been read back. */
  private generation = 0;
  private readGeneration = -1;
  private refreshing: Promise<void> | undefined;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * `revoked` when it once was a key; undefined for what never was one. Rejects when that cannot be known.
   * A plain look-up by hash reveals nothing by its timing: who does not know the key cannot steer its hash.
   */
  async byHash(hash: string): Promise<ActiveKey | 'revoked' | undefined> {
    const find = () => this.byHashes.get(hash) ?? (this.revokedHashes.has(hash) ? ('revoked' as const) : undefined);
    await this.ensureFresh(FRESH_MS);
    const known = find();
    if (known !== undefined) return known;
    // Not merely tolerated staleness: an unknown key is called false only by a log that answered.
    if (this.age() >= MISS_RECHECK_MS) await this.refresh();
    return find();
  }

  async byId(id: string): Promise<ActiveKey | undefined> {
    await this.ensureFresh(FRESH_MS);
    return this.byIds.get(id);
  }

  /**
   * What is known may be out of date: the next look-up reads the log again. For whoever has just changed the keyring;
   * nothing can fail here, so that a change that is recorded is also answered.
   */
  expire(): void {
    this.generation++;
    this.refreshedAt = Number.NEGATIVE_INFINITY;
  }

  private async ensureFresh(maxAgeMs: number): Promise<void> {
    if (this.age() < maxAgeMs) return;
    try {
      await this.refresh();
    } catch (error) {
      const changedHere = this.readGeneration < this.generation;
      if (changedHere || this.clock.now().getTime() - this.confirmedAt > STALE_LIMIT_MS) throw error;
      this.logger.warn({ err: error }, 'the event log cannot be reached: keys are checked as last seen');
    }
  }

  private async refresh(): Promise<void> {
    const wanted = this.generation;
    // A read under way may have begun before the change that made this one necessary.
    do {
      this.refreshing ??= this.follow().finally(() => (this.refreshing = undefined));
      await this.refreshing;
    } while (this.readGeneration < wanted);
  }

  private async follow(): Promise<void> {
    const { generation } = this;
    const startedAt = this.clock.now().getTime();
    for await (const recorded of this.log.readStream(keyringStream, { from: this.nextRevision })) {
      const { type, data } = this.catalog.upcast(recorded);
      this.apply({ type, data } as unknown as ApiKeyEvent);
      this.nextRevision = recorded.revision + 1n;
    }
    this.confirmedAt = startedAt;
    this.readGeneration = generation;
    if (generation === this.generation) this.refreshedAt = startedAt;
  }

  private apply(event: ApiKeyEvent): void {
    switch (event.type) {
      case 'ApiKeyCreated': {
        const { keyId: id, name, role, hash } = event.data;
        this.byHashes.set(hash, { id, name, role });
        this.byIds.set(id, { id, name, role, hash });
        break;
      }
      case 'ApiKeyRevoked': {
        const key = this.byIds.get(event.data.keyId);
        if (!key) break;
        this.byIds.delete(key.id);
        this.byHashes.delete(key.hash);
        this.revokedHashes.add(key.hash);
        break;
      }
    }
  }

  private age(): number {
    const age = this.clock.now().getTime() - this.refreshedAt;
    // A clock that was set back must not make what is known look fresh until it has caught up.
    return age < 0 ? Number.POSITIVE_INFINITY : age;
  }
}
