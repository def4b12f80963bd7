import type { z } from 'zod';
import type { RecordedEvent } from '../kernel/event.js';
import type { JsonObject } from '../kernel/json.js';

/** An event to be: the recorder adds id, version and metadata. */
export interface Fact {
  readonly type: string;
  readonly data: JsonObject;
}

interface FactKindBase<Input> {
  /** The event type by which reporters name it. */
  readonly type: string;
  /** What a reporter may send as `data`; strict: an unknown field is refused by name. */
  readonly input: z.ZodType<Input>;
  stream(input: Input): string;
  /** The reporter's own key for this very fact, where its data has one: re-sending it then changes nothing. */
  naturalKey?(input: Input): string | undefined;
  /**
   * What two reports under one id must have in common to be the same; all of the input when absent. A kind whose input
   * still holds secrets leaves them out, since a digest of this is kept.
   */
  content?(input: Input): unknown;
}

/** A high-volume fact: appended to its stream without reading it. */
export interface ActivityFactKind<Input> extends FactKindBase<Input> {
  readonly mode: 'activity';
  record(input: Input): Fact;
}

/** A fact about something that has a life cycle: the stream is folded first, so that the fact can be judged. */
export interface LifecycleFactKind<Input, State> extends FactKindBase<Input> {
  readonly mode: 'lifecycle';
  readonly initial: State;
  /** Total: any event of the stream, in any order. */
  evolve(state: State, event: RecordedEvent | FoldableFact): State;
  /**
   * The facts to record; an empty list says that this is recorded already. Unusual reports are recorded with flags;
   * only what cannot be a fact at all throws a DomainError. `identified`: the report cannot be another one sent again,
   * because it has an id, or because its time is our own.
   */
  decide(input: Input, state: State, occurredAt: string, identified?: boolean): readonly Fact[];
}

/** What `evolve` looks at, for events not appended yet. */
export type FoldableFact = Pick<RecordedEvent, 'type' | 'data'> & { readonly meta: { readonly occurredAt: string } };

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- kinds of many inputs in one registry
export type FactKind = ActivityFactKind<any> | LifecycleFactKind<any, any>;
