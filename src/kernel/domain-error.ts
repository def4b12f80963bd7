/**
 * How a refusal is classified, without naming any transport. The HTTP edge alone maps these to numbers.
 * - `invalid`: the input itself is wrong; sending it again cannot help.
 * - `unauthenticated` / `forbidden`: who asks, not what is asked.
 * - `not_found`: the subject does not exist.
 * - `conflict`: it contradicts what is already recorded.
 * - `stale`: the caller's expected revision is not the current one.
 * - `too_large` / `too_many`: over a stated limit.
 * - `unavailable`: a part we need is away; the same request may succeed later.
 */
export type Fault =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'stale'
  | 'too_large'
  | 'too_many'
  | 'unavailable';

/** One field's problem: where it is (`data.inputTokens`), what is wrong and what would be right. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

export interface DomainErrorOptions {
  readonly fault: Fault;
  readonly fields?: readonly FieldProblem[];
  /** Extra members of the problem document; never secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Seconds after which trying again makes sense (`unavailable`, `too_many`). */
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/**
 * A refusal that its caller can understand and act upon. `code` is stable and documented (`AGENT_UNKNOWN`);
 * `message` is safe to show. Anything else that is thrown is a defect and answered without details.
 */
export class DomainError extends Error {
  readonly fault: Fault;
  readonly fields: readonly FieldProblem[];
  readonly details: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: string,
    message: string,
    options: DomainErrorOptions,
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'DomainError';
    this.fault = options.fault;
    this.fields = options.fields ?? [];
    this.details = options.details ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
