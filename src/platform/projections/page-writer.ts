import type { Pool, PoolClient } from 'pg';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import { advance, advanced, type Advance } from './checkpoint-store.js';
import { databaseFault } from './database-fault.js';
import { setAside } from './dead-letter-store.js';
import type { OwnedProjection, PoisonEvent } from './owned-projection.js';
import { runStatements, StatementFailed, type Statement } from './statement.js';

/** A stretch of the log for one projection: the events that it consumes, and where it stands after them. */
export interface Work {
  readonly owned: OwnedProjection;
  readonly events: readonly RecordedEvent[];
  readonly to: LogPosition | undefined;
  /** When the last event of the stretch was recorded, consumed or not. */
  readonly recordedAt: Date | undefined;
  /** Events of the stretch, consumed or not. */
  readonly passed: number;
  readonly eventsPerSecond?: number | undefined;
  /** Goes into the same transaction, unless an event had to be set aside. */
  readonly extra?: readonly Statement[];
}

export type WriteOutcome =
  | { readonly kind: 'written'; readonly poison: ReadonlyMap<OwnedProjection, readonly PoisonEvent[]> }
  /** Their checkpoints were not where, or not whose, we thought. Nothing was written. */
  | { readonly kind: 'displaced'; readonly owned: readonly OwnedProjection[] }
  /** The code of a rebuild refused an event. Nothing was written. */
  | { readonly kind: 'poisoned'; readonly owned: OwnedProjection; readonly poison: PoisonEvent }
  /** The rows of one projection cannot be stored. Nothing was written. */
  | {
      readonly kind: 'refused';
      readonly owned: OwnedProjection;
      readonly error: unknown;
      readonly fault: 'data' | 'broken';
    };

export interface PageWriterOptions {
  readonly pool: Pool;
  readonly owner: string;
  readonly leaseMs: number;
}

/**
 * Applies work for several projections in one transaction with their checkpoints: all or nothing, and only while
 * every checkpoint is where it was and ours. Throws when the database is away; the work may then be given again.
 */
export class PageWriter {
  constructor(private readonly options: PageWriterOptions) {}

  async write(works: readonly Work[]): Promise<WriteOutcome> {
    const client = await this.options.pool.connect();
    let broken: Error | undefined;
    // A connection that breaks between two statements says so here; the next statement fails and is handled.
    const onError = (error: Error): void => void (broken = error);
    client.on('error', onError);
    try {
      const outcome = await this.writeOn(client, works);
      if (outcome.kind !== 'written') for (const { owned } of works) owned.aborted();
      return outcome;
    } catch (error) {
      for (const { owned } of works) owned.aborted();
      if (error instanceof StatementFailed) broken = error;
      throw error instanceof StatementFailed ? error.cause : error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  /** Moves past the one event of the work without applying it, which the database has refused. */
  setAside(work: Work, poison: PoisonEvent): Promise<WriteOutcome> {
    return this.write([{ ...work, events: [], extra: [setAside(work.owned.name, [poison])] }]);
  }

  private async writeOn(client: PoolClient, works: readonly Work[]): Promise<WriteOutcome> {
    const loaded = await this.fill(client, works);
    if (loaded !== undefined) return loaded;
    const poison = new Map<OwnedProjection, readonly PoisonEvent[]>();
    const rebuilding = works.every(({ owned }) => owned.target === 'rebuild');
    const statements: Statement[] = [
      { text: 'begin', values: [] },
      advance(this.options.owner, this.options.leaseMs, works.map(advanceOf)),
    ];
    // Of a rebuild, a page that a crash of the database takes back is taken back with its checkpoint, and applied
    // again. What readers have seen must stay.
    if (rebuilding) statements.push({ text: 'set local synchronous_commit = off', values: [] });
    const culprits: (OwnedProjection | undefined)[] = statements.map(() => undefined);
    for (const { owned, extra } of works) {
      const set = owned.fold();
      const first = set[0];
      if (first !== undefined && owned.target === 'rebuild') {
        return { kind: 'poisoned', owned, poison: first };
      }
      const own: Statement[] = [];
      try {
        own.push(...owned.writes());
      } catch (error) {
        const fault = databaseFault(error);
        if (fault === 'away') throw error;
        return { kind: 'refused', owned, error, fault };
      }
      if (first !== undefined) {
        own.push(setAside(owned.name, set));
        poison.set(owned, set);
      } else if (extra) own.push(...extra);
      statements.push(...own);
      for (let count = 0; count < own.length; count++) culprits.push(owned);
    }
    const failed = await this.transact(client, works, statements, culprits);
    if (failed !== undefined) return failed;
    for (const { owned, to } of works) owned.committed(to);
    return { kind: 'written', poison };
  }

  /** Reads the rows that the events touch. Outside the transaction: the epoch tells whether they still hold. */
  private async fill(client: PoolClient, works: readonly Work[]): Promise<WriteOutcome | undefined> {
    const loads = works.flatMap(({ owned, events }) => {
      owned.gather(events);
      return owned.loads().map((load) => ({ owned, load }));
    });
    if (loads.length === 0) return undefined;
    try {
      const answers = await runStatements(
        client,
        loads.map(({ load }) => load.statement),
      );
      answers.forEach((rows, index) => loads[index]?.load.accept(rows));
      return undefined;
    } catch (error) {
      return refusalOf(
        error,
        loads.map(({ owned }) => owned),
      );
    }
  }

  private async transact(
    client: PoolClient,
    works: readonly Work[],
    statements: readonly Statement[],
    culprits: readonly (OwnedProjection | undefined)[],
  ): Promise<WriteOutcome | undefined> {
    try {
      const answers = await runStatements(client, statements);
      const moved = answers[1] ?? [];
      const displaced = works.filter((work) => !advanced(moved, advanceOf(work))).map(({ owned }) => owned);
      if (displaced.length > 0) {
        await client.query('rollback');
        return { kind: 'displaced', owned: displaced };
      }
      await client.query('commit');
      return undefined;
    } catch (error) {
      const refusal = refusalOf(error, culprits);
      await client.query('rollback');
      return refusal;
    }
  }
}

function advanceOf({ owned, to, recordedAt, passed, eventsPerSecond }: Work): Advance {
  const { name, target, epoch, position } = owned;
  return { projection: name, target, epoch, from: position, to, recordedAt, events: passed, eventsPerSecond };
}

/** Whose rows were refused; throws on when nobody's were. */
function refusalOf(error: unknown, culprits: readonly (OwnedProjection | undefined)[]): WriteOutcome {
  if (!(error instanceof StatementFailed)) throw error;
  const owned = culprits[error.index];
  const fault = databaseFault(error.cause);
  if (owned === undefined || fault === 'away') throw error;
  return { kind: 'refused', owned, error: error.cause, fault };
}
