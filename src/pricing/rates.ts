/**
 * Prices of a model, as plain decimals in USD per million tokens, which is micro-USD per token. Null: the model has no
 * price of its own for that part; cached input then costs what all input costs.
 */
export interface Rates {
  readonly input: string;
  readonly output: string;
  readonly cacheRead: string | null;
  /** Written to be kept for five minutes. */
  readonly cacheWrite: string | null;
  /** Written to be kept for an hour. */
  readonly cacheWrite1h: string | null;
}

/** Tokens of one call, or of many that are priced alike. Input includes what was cached. */
export interface Usage {
  readonly inputTokens: bigint;
  readonly outputTokens: bigint;
  readonly cacheReadTokens: bigint;
  /** `cacheWrite1hTokens` included. */
  readonly cacheWriteTokens: bigint;
  readonly cacheWrite1hTokens: bigint;
}
