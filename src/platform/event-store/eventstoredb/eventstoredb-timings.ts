import type { BackoffTimings } from './backoff.js';

/** All in milliseconds. */
export interface EventStoreDbTimings {
  /** Silence after which one try of an append counts as lost; the append itself goes on until its own deadline. */
  readonly appendAttemptMs: number;
  /** Silence after which a read counts as dead. */
  readonly readSilenceMs: number;
  /** How long a read is tried again while the server is away. */
  readonly readDeadlineMs: number;
  /** Silence of a subscription after which the log itself is asked whether something was missed. */
  readonly watchdogMs: number;
  readonly backoff: BackoffTimings;
  readonly healthMs: number;
}

export const DEFAULT_TIMINGS: EventStoreDbTimings = {
  appendAttemptMs: 3_000,
  readSilenceMs: 5_000,
  readDeadlineMs: 5_000,
  watchdogMs: 3_000,
  backoff: { firstMs: 50, mostMs: 5_000 },
  healthMs: 2_000,
};
