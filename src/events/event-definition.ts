import type { z } from 'zod';

/** Turns data of one schema version into data of the next. Pure; kept for ever. */
export type Upcaster = (data: Record<string, unknown>) => Record<string, unknown>;

/**
 * One event type of the catalogue. `type` is what is stored and what is written in the code: one search finds
 * producer, projector, test and page.
 */
export interface EventDefinition<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly type: Type;
  /** Current schema version, from 1; an additive optional field does not raise it. */
  readonly version: number;
  /** One sentence for the catalogue page. */
  readonly summary: string;
  /** Category of the streams it lives on (`agent`, `agentActivity`); `any` for those of all reported facts. See streams.ts. */
  readonly category: string;
  readonly data: Schema;
  /** `upcasters[n]` lifts version n to n + 1. */
  readonly upcasters?: Readonly<Record<number, Upcaster>>;
}

/** Keeps the literal types of a definition. */
export function defineEvent<const Type extends string, Schema extends z.ZodType>(
  definition: EventDefinition<Type, Schema>,
): EventDefinition<Type, Schema> {
  return definition;
}

/** `{ type, data }` as deciders make and fold it. */
export type EventOf<D> =
  D extends EventDefinition<infer Type, infer Schema> ? { readonly type: Type; readonly data: z.infer<Schema> } : never;
