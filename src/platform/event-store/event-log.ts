import type { LogPosition, NewEvent, RecordedEvent } from '../../kernel/event.js';

/**
 * Most bytes of one append: `data` and `meta` as JSON, the type's name and 256 bytes an event. The same for every
 * adapter. An append stays in one piece to stay atomic, and EventStoreDB refuses more than 1 MiB unless configured;
 * a larger batch is several appends.
 */
export const MAX_APPEND_BYTES = 900 * 1024;

/** What the appender believes of the stream: anything, not there, there, or exactly this last revision. */
export type ExpectedRevision = 'any' | 'none' | 'exists' | bigint;

/** What the caller may know of the ids that it appends. */
interface IdKnowledge {
  /** A promise that all of them were made for this very append, so that no stream has them and nobody need look. */
  readonly fresh?: boolean;
}

export interface AppendOptions extends IdKnowledge {
  readonly expected: ExpectedRevision;
  readonly signal?: AbortSignal;
  /** Milliseconds after which the outcome is given up as unknown. Default 10 000. */
  readonly timeoutMs?: number;
}

export interface AppendResult {
  /** Revision of the last event of this append. */
  readonly revision: bigint;
  /** Position of the last event of this append. */
  readonly position: LogPosition;
  /** True when every event had been appended before and nothing was written now. */
  readonly duplicate: boolean;
}

export interface AppendRequest extends IdKnowledge {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: ExpectedRevision;
}

export type AppendOutcome =
  ({ readonly ok: true } & AppendResult) | { readonly ok: false; readonly error: EventLogError };

/** Server-side where the store can, client-side otherwise; the same result either way. Both given: both must hold. */
export interface EventFilter {
  readonly types?: readonly string[];
  readonly streamPrefixes?: readonly string[];
}

export interface ReadAllOptions {
  /** Exclusive. Omitted: from the start (or, backwards, from the head). */
  readonly after?: LogPosition;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit: number;
  readonly filter?: EventFilter;
}

export interface Page {
  readonly events: readonly RecordedEvent[];
  /** Where to go on: beyond everything looked at, filtered runs included. Undefined only for an empty log. */
  readonly next: LogPosition | undefined;
  readonly atEnd: boolean;
}

export interface ReadStreamOptions {
  /** Inclusive first revision. */
  readonly from?: bigint;
  /** Inclusive last revision. */
  readonly to?: bigint;
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
}

export interface SubscribeOptions {
  /** Exclusive. Omitted: from the start. `head`: only what is appended from now on. */
  readonly after?: LogPosition | 'head';
  readonly filter?: EventFilter;
  /** Most events in one item. Default 500. */
  readonly maxBatch?: number;
  /** Ends the iteration quietly. */
  readonly signal: AbortSignal;
}

export type SubscriptionItem =
  | { readonly kind: 'events'; readonly events: readonly RecordedEvent[]; readonly checkpoint: LogPosition }
  /** A filter skipped a run: nothing to apply, but a rare-type reader may move on. */
  | { readonly kind: 'checkpoint'; readonly checkpoint: LogPosition }
  /** Everything there was has been delivered; emitted after each (re)connect and whenever the reader has caught up. */
  | { readonly kind: 'caughtUp'; readonly at: LogPosition | undefined };

export interface EventLogCapabilities {
  /** Positions count events without gaps of unknown size. */
  readonly dense: boolean;
  readonly serverFilter: boolean;
}

export interface StreamInfo {
  readonly exists: boolean;
  readonly revision?: bigint;
}

export type EventLogHealth = { readonly status: 'up' } | { readonly status: 'down'; readonly reason: string };

/**
 * The append-only log. One total order; within a stream, revisions 0, 1, 2 …; an event id is an identity within
 * its stream, so appending the same ids again, under any expectation that held the first time (`any` included, and
 * for ever, not only while recent), changes nothing and answers what was answered before.
 * Two adapters (Postgres, EventStoreDB) keep these promises and pass the same contract suite.
 */
export interface EventLog {
  readonly capabilities: EventLogCapabilities;

  /** Identity of this log, stored beside every checkpoint so that one is never resumed on another log. */
  logId(): Promise<string>;

  /**
   * Appends all events or none. Throws an EventLogError: `conflict` (expectation not met, or an id of the stream
   * used again beside new ones), `invalid_event`, `too_large`, `stream_deleted`, `unavailable` (nothing written),
   * `outcome_unknown` (send the same ids and expectation again: it converges), `closed`.
   */
  append(stream: string, events: readonly NewEvent[], options: AppendOptions): Promise<AppendResult>;

  /** Independent appends in one go, outcomes in the order of the requests; one refusal does not touch the others. */
  appendMany(requests: readonly AppendRequest[], options?: { signal?: AbortSignal }): Promise<readonly AppendOutcome[]>;

  /** A missing stream yields nothing. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedEvent>;

  /** Whole streams in one go, for folding: each stream's events from revision 0; a missing stream gives []. */
  readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly RecordedEvent[]>>;

  readAll(options: ReadAllOptions): Promise<Page>;

  /**
   * History after `after`, then what follows, without gap or repetition across the switch. Pull-driven: a slow
   * reader bounds the memory. Survives drops of the connection by itself; ends only on abort or `closed`.
   */
  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionItem>;

  /** Position of the last event; undefined while the log is empty. */
  head(): Promise<LogPosition | undefined>;

  streamInfo(stream: string): Promise<StreamInfo>;

  health(): Promise<EventLogHealth>;

  /** Finishes appends under way, ends subscriptions, releases connections. */
  close(): Promise<void>;
}

export type EventLogErrorKind =
  | 'conflict'
  | 'invalid_event'
  | 'too_large'
  | 'stream_deleted'
  | 'access_denied'
  | 'unavailable'
  | 'outcome_unknown'
  | 'wrong_log'
  | 'closed';

export interface EventLogErrorOptions {
  readonly cause?: unknown;
  readonly expected?: ExpectedRevision;
  /** Last revision found; undefined when the stream does not exist. */
  readonly actual?: bigint | undefined;
}

export class EventLogError extends Error {
  readonly expected: ExpectedRevision | undefined;
  readonly actual: bigint | undefined;

  constructor(
    readonly kind: EventLogErrorKind,
    message: string,
    options: EventLogErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'EventLogError';
    this.expected = options.expected;
    this.actual = options.actual;
  }
}
