import type { Usage } from '../../pricing/rates.js';

/** Tokens of a summed row by how they are priced; `bigint` and `numeric` columns come as text. */
export interface TokenColumns {
  readonly uncached_tokens: string;
  readonly output_tokens: string;
  readonly cache_read_tokens: string;
  readonly cache_write_tokens: string;
  readonly cache_write_1h_tokens: string;
}

/** What is cached is part of the input. */
export function usageOfColumns(row: TokenColumns): Usage {
  const [cacheReadTokens, cacheWriteTokens] = [BigInt(row.cache_read_tokens), BigInt(row.cache_write_tokens)];
  return {
    inputTokens: BigInt(row.uncached_tokens) + cacheReadTokens + cacheWriteTokens,
    outputTokens: BigInt(row.output_tokens),
    cacheReadTokens,
    cacheWriteTokens,
    cacheWrite1hTokens: BigInt(row.cache_write_1h_tokens),
  };
}
