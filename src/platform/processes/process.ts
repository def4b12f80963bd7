import type { RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';

/** What a process remembers: rows of JSON, by kind and key. A row is never changed in place, only replaced. */
export interface ProcessState {
  get<Row>(kind: string, key: string): Row | undefined;
  /** Whether there is any row of the kind. */
  has(kind: string): boolean;
  set(kind: string, key: string, row: object): void;
  delete(kind: string, key: string): void;
  /** The rows of a kind as they are now; changing some while going through them is safe. */
  rows<Row>(kind: string): readonly (readonly [key: string, row: Row])[];
}

/** Something that a process wants done. Its id is an identity for ever: the same intent twice is done once. */
export interface Intent {
  readonly id: string;
  readonly topic: string;
  readonly data: JsonObject;
}

/**
 * Turns events and the passing of time into intents; pure, and total: any event in any order. What it remembers is
 * stored in one transaction with its place in the log and its intents, so that a crash neither loses nor repeats one.
 */
export interface Process {
  /** Durable identity; never changes after release. */
  readonly name: string;
  /** Event types that it reads. */
  readonly types: readonly string[];
  /**
   * Those of them that lead to anything as things are, the same list for as long as they are the same: what is frequent
   * need not be read before it matters. All of them where this is absent.
   */
  reads?(state: ProcessState): readonly string[];
  /** Those of them that it also takes from before it was new: what holds, not what was to be done. */
  readonly history: readonly string[];
  /** `at`: now, in milliseconds. */
  react(state: ProcessState, event: RecordedEvent, at: number): readonly Intent[];
  /** What is due by now. Afterwards `wakeAt` is later than `at`. */
  wake(state: ProcessState, at: number): readonly Intent[];
  /** When something is due next; undefined: not before the next event. */
  wakeAt(state: ProcessState): number | undefined;
}

/** Does what processes want done. Intents come in order, and again after a crash. */
export type Dispatch = (intents: readonly Intent[]) => Promise<void>;
