import type { RecordedEvent as StoredEvent } from '@eventstore/db-client';

import type { LogPosition } from '../../../kernel/event.js';
import type { EncodedEvent } from '../event-encoding.js';
import { EventLogError, type AppendOptions, type AppendResult, type ExpectedRevision } from '../event-log.js';
import { decideAppend } from './append-decision.js';
import { backoffMs, pause } from './backoff.js';
import { toEventData } from './event-codec.js';
import type { EventStoreDbConnection, StoredAppend } from './eventstoredb-connection.js';
import type { EventStoreDbTimings } from './eventstoredb-timings.js';
import { toLogPosition } from './log-position.js';
import { isWrongExpectedVersion, toEventLogError, wasNeverSent } from './store-failure.js';
import { StreamIdentities, StreamIdentityCache } from './stream-identities.js';
import { StreamLanes } from './stream-lanes.js';

const DEFAULT_TIMEOUT_MS = 10_000;
const PAGE = 1_000;
const FINAL = new Set(['stream_deleted', 'access_denied', 'too_large', 'invalid_event', 'wrong_log']);

interface Attempt {
  readonly stream: string;
  readonly events: readonly EncodedEvent[];
  readonly expected: ExpectedRevision;
  readonly fresh: boolean;
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  /** An earlier try may have been written, or may yet be. */
  uncertain: boolean;
  /** What it was judged by at its latest try: it knows all that came after. */
  judgedBy: StreamIdentities | undefined;
}

/**
 * Appends with an identity that lasts. The server remembers ids under `any` only for a while, and checks nothing but
 * the place under an exact revision; so the ids of a stream are read once, kept, and every append is sent with the
 * exact last revision they were judged against. When another process was faster, the server says so, the difference
 * is read, and the append is judged anew. For ids that were made for this very append the last revision is enough.
 *
 * An error that is no refusal leaves the outcome open. The same events with the same revision can be sent again
 * safely: whichever arrives first makes the other a repeat or a refusal.
 */
export class EventStoreDbAppender {
  private readonly lanes = new StreamLanes();
  private readonly cache: StreamIdentityCache;
  /** Position of the latest append of this process that was confirmed. */
  private newest: LogPosition | undefined;

  constructor(
    private readonly connection: EventStoreDbConnection,
    private readonly timings: EventStoreDbTimings,
    mostCachedIds: number,
  ) {
    this.cache = new StreamIdentityCache(mostCachedIds);
  }

  append(stream: string, events: readonly EncodedEvent[], options: AppendOptions): Promise<AppendResult> {
    const attempt: Attempt = {
      stream,
      events,
      expected: options.expected,
      fresh: options.fresh ?? false,
      deadline: Date.now() + (options.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      signal: options.signal,
      uncertain: false,
      judgedBy: undefined,
    };
    return this.lanes.run(stream, () => this.untilSettled(attempt));
  }

  /** Resolves when all appends handed in so far have their outcome. */
  idle(): Promise<void> {
    return this.lanes.idle();
  }

  private async untilSettled(attempt: Attempt): Promise<AppendResult> {
    let failure: unknown;
    let refresh = false;
    for (let round = 0; ; round += 1) {
      if (round > 1 || failure !== undefined) {
        const left = Math.max(0, attempt.deadline - Date.now());
        await pause(Math.min(left, backoffMs(round, this.timings.backoff)), attempt.signal);
      }
      if (attempt.signal?.aborted === true || Date.now() >= attempt.deadline) {
        if (attempt.uncertain) {
          this.cache.forget(attempt.stream);
        }
        throw gaveUp(attempt, failure);
      }
      try {
        const result = await this.once(attempt, refresh);
        if (result !== undefined) {
          return result;
        }
        failure = undefined;
      } catch (error) {
        const known = toEventLogError(error);
        if (known.kind === 'conflict' || FINAL.has(known.kind)) {
          throw known;
        }
        failure = error;
      }
      refresh = true;
    }
  }

  /** Undefined: another writer was faster; judge again by what it wrote. */
  private async once(attempt: Attempt, refresh: boolean): Promise<AppendResult | undefined> {
    const { stream, events, expected } = attempt;
    const cached = this.known(attempt);
    let identities = cached === undefined || refresh ? await this.read(attempt) : cached;
    const ids = events.map((event) => event.id);
    let decision = decideAppend(identities, ids, expected);
    if (decision.kind === 'conflict' && identities === cached && !refresh) {
      identities = await this.read(attempt);
      decision = decideAppend(identities, ids, expected);
    }
    if (decision.kind !== 'duplicate' && !attempt.fresh && (await this.recall(stream, identities, ids))) {
      decision = decideAppend(identities, ids, expected);
    }
    attempt.judgedBy = identities;
    switch (decision.kind) {
      case 'conflict':
        throw new EventLogError('conflict', `${stream}: ${decision.reason}`, { expected, actual: identities.last });
      case 'duplicate':
        return {
          revision: decision.revision,
          position: await this.positionOf(stream, decision.revision),
          // Found after a try of our own that was left open: this call wrote it.
          duplicate: !attempt.uncertain,
        };
      case 'write':
        return this.write(attempt, identities);
    }
  }

  private async write(attempt: Attempt, identities: StreamIdentities): Promise<AppendResult | undefined> {
    const { stream, events } = attempt;
    const left = attempt.deadline - Date.now();
    if (left <= 0 || attempt.signal?.aborted === true) {
      return undefined;
    }
    const newestBefore = this.newest;
    try {
      const written = await this.connection.append(
        stream,
        events.map(toEventData),
        identities.last,
        Math.min(left, this.timings.appendAttemptMs),
      );
      const first = written.lastRevision - BigInt(events.length - 1);
      events.forEach((event, index) => identities.add(event.id, first + BigInt(index)));
      this.cache.keep(stream, identities);
      return await this.confirmed(attempt, written, newestBefore);
    } catch (error) {
      if (isWrongExpectedVersion(error)) {
        return undefined;
      }
      if (!FINAL.has(toEventLogError(error).kind) && !wasNeverSent(error)) {
        attempt.uncertain = true;
      }
      throw error;
    }
  }

  /**
   * The server confirms a repeat like a first write, when another process wrote it after our last look. It shows by
   * a position that is missing, or older than what was confirmed before this was sent.
   */
  private async confirmed(
    attempt: Attempt,
    written: StoredAppend,
    newestBefore: LogPosition | undefined,
  ): Promise<AppendResult> {
    const position =
      written.position === undefined
        ? await this.positionOf(attempt.stream, written.lastRevision)
        : toLogPosition(written.position);
    const old = written.position === undefined || (newestBefore !== undefined && position <= newestBefore);
    if (this.newest === undefined || position > this.newest) {
      this.newest = position;
    }
    return { revision: written.lastRevision, position, duplicate: old && !attempt.uncertain };
  }

  /** What is known of the stream already, if it is enough to judge by: ids made just now are in no part left out. */
  private known({ stream, fresh, uncertain, judgedBy }: Attempt): StreamIdentities | undefined {
    // By now these ids may be there, after what they were judged by and before what has been learnt anew since.
    if (uncertain && judgedBy !== undefined) {
      return judgedBy;
    }
    const cached = this.cache.get(stream);
    return cached?.complete === true || fresh ? cached : undefined;
  }

  /** What is known of the stream, brought up to date from where it ended. */
  private async read(attempt: Attempt): Promise<StreamIdentities> {
    const { stream, fresh } = attempt;
    const known = this.known(attempt);
    if (known === undefined && fresh) {
      return this.readEnd(stream);
    }
    const identities = known ?? new StreamIdentities();
    let page: readonly StoredEvent[];
    try {
      do {
        const from = identities.last === undefined ? 'start' : identities.last + 1n;
        page = await this.connection.readStream(stream, from, 'forwards', PAGE);
        page.forEach((event) => identities.add(event.id.toLowerCase(), event.revision));
      } while (page.length === PAGE);
    } finally {
      // Also after a failure half-way: what was read stays true, and counts.
      this.cache.keep(stream, identities);
    }
    return identities;
  }

  /** One event instead of the whole stream. */
  private async readEnd(stream: string): Promise<StreamIdentities> {
    const [last] = await this.connection.readStream(stream, 'end', 'backwards', 1);
    const identities = new StreamIdentities(last === undefined);
    if (last !== undefined) {
      identities.add(last.id.toLowerCase(), last.revision);
    }
    this.cache.keep(stream, identities);
    return identities;
  }

  /**
   * Looks up where ids are that a long stream may have had before those that are kept; false when there is nothing to
   * look up. The whole page is learnt again with them: whoever repeats one of its events repeats its neighbours.
   */
  private async recall(stream: string, identities: StreamIdentities, ids: readonly string[]): Promise<boolean> {
    const missing = new Set(ids.filter((id) => identities.mayHaveForgotten(id)));
    if (missing.size === 0) {
      return false;
    }
    let from = identities.last;
    while (missing.size > 0 && from !== undefined) {
      const page = await this.connection.readStream(stream, from, 'backwards', PAGE);
      const held = page.map((event) => ({ id: event.id.toLowerCase(), revision: event.revision }));
      if (held.some(({ id }) => missing.has(id))) {
        held.forEach(({ id, revision }) => {
          missing.delete(id);
          identities.add(id, revision);
        });
      }
      const oldest = page.at(-1)?.revision;
      from = oldest === undefined || oldest === 0n ? undefined : oldest - 1n;
    }
    this.cache.keep(stream, identities);
    return true;
  }

  private async positionOf(stream: string, revision: bigint): Promise<LogPosition> {
    const [event] = await this.connection.readStream(stream, revision, 'forwards', 1);
    if (event?.position === undefined || event.revision !== revision) {
      throw new EventLogError('unavailable', `EventStoreDB: no position for revision ${revision} of ${stream}`);
    }
    return toLogPosition(event.position);
  }
}

function gaveUp(attempt: Attempt, cause: unknown): EventLogError {
  return attempt.uncertain
    ? new EventLogError('outcome_unknown', `${attempt.stream}: the store did not confirm the append in time`, { cause })
    : new EventLogError('unavailable', `${attempt.stream}: nothing was written`, { cause });
}
