import type { ItemProblem } from '../record-facts/record-facts.command.js';

/** One item of a batch as it was read: what the reporter sent, or why that cannot be read. */
export type ReadItem =
  { readonly readable: true; readonly item: unknown } | { readonly readable: false; readonly problem: ItemProblem };

export const readable = (item: unknown): ReadItem => ({ readable: true, item });
