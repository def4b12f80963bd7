import type { LogPosition } from '../../../kernel/event.js';
import { type EventLog, EventLogError } from '../../../platform/event-store/event-log.js';
import { leafOf } from './event-leaf.js';
import { HashTree, split } from './hash-tree.js';
import { compareStretch, type FoundEvent, type FoundStretch, type Mismatch } from './mismatch.js';
import type { Seal, SealsStore } from './seals.store.js';

const PAGE_EVENTS = 1_000;
const PAGE_SEALS = 50;

/** Size and root of the tree, as somebody knew it once. */
export interface Head {
  readonly size: number;
  readonly root: Buffer;
}

export interface Comparison extends Head {
  /** Up to here the log is what was sealed. */
  readonly position: LogPosition | undefined;
  readonly mismatch: Mismatch | undefined;
}

export interface ComparisonOptions {
  readonly log: EventLog;
  readonly seals: SealsStore;
  /** Of an earlier comparison: the tree must have come to it on its way. */
  readonly known: Head | undefined;
  /** After each page of seals; false ends it without an outcome. */
  readonly onProgress: (checked: number) => Promise<boolean>;
}

/**
 * Reads the whole log anew and compares every event with its sealed leaf, every seal with the ones before it and with
 * its leaves. In pages, and no further than the first mismatch.
 */
export async function compareLog({
  log,
  seals,
  known,
  onProgress,
}: ComparisonOptions): Promise<Comparison | undefined> {
  const logId = await log.logId();
  const events = new LogReading(log);
  const tree = HashTree.empty();
  let position: LogPosition | undefined;
  let metKnown = known === undefined;
  const outcome = (mismatch?: Mismatch): Comparison => ({ size: tree.size, root: tree.root(), position, mismatch });
  const sealMismatch = (reason: Mismatch['reason']): Comparison =>
    outcome({ reason, intact: tree.size, position: position ?? null, eventId: null });

  for (;;) {
    const page = await seals.from(logId, tree.size, PAGE_SEALS);
    for (const seal of page) {
      if (seal.first !== tree.size) return sealMismatch('seal_missing');
      const before = { size: tree.size, position };
      const leaves = split(seal.leaves);
      const found = await events.upTo(seal.position, leaves.length);
      const mismatch = compareStretch(leaves, found, before);
      if (mismatch) return outcome(mismatch);
      if (!isOfItsLeaves(seal, leaves, tree)) return sealMismatch('seal_changed');
      position = seal.position;
      if (known?.size === tree.size) {
        if (!known.root.equals(tree.root())) return sealMismatch('seal_changed');
        metKnown = true;
      }
    }
    if (page.length === 0) return metKnown ? outcome() : sealMismatch('seal_missing');
    if (!(await onProgress(tree.size))) return undefined;
  }
}

/** Adds the leaves to the tree, which must come to what the seal says. */
function isOfItsLeaves(seal: Seal, leaves: readonly Buffer[], tree: HashTree): boolean {
  for (const leaf of leaves) tree.add(leaf);
  return seal.size === tree.size && seal.frontier.equals(tree.frontier()) && seal.root.equals(tree.root());
}

/** The log from its first event on, in stretches. */
class LogReading {
  private pending: readonly FoundEvent[] = [];
  private after: LogPosition | undefined;
  private atEnd = false;

  constructor(private readonly log: EventLog) {}

  /**
   * The events up to a position; not many more than are expected, which is enough to see that there are too many.
   * What cannot be read ends them.
   */
  async upTo(position: LogPosition, expected: number): Promise<FoundStretch> {
    const events: FoundEvent[] = [];
    let limit = PAGE_EVENTS;
    for (;;) {
      const beyond = this.pending.findIndex((event) => event.position > position);
      const end = beyond === -1 ? this.pending.length : beyond;
      events.push(...this.pending.slice(0, end));
      this.pending = this.pending.slice(end);
      if (beyond !== -1 || this.atEnd || events.length > expected + PAGE_EVENTS) return { events, unreadable: false };
      try {
        await this.read(limit);
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        // Somewhere in this page stands what is no event: event by event up to it.
        if (limit === 1) return { events, unreadable: true };
        limit = 1;
      }
    }
  }

  private async read(limit: number): Promise<void> {
    const page = await this.log.readAll({ ...(this.after && { after: this.after }), limit });
    this.pending = page.events.map((event) => ({ leaf: leafOf(event), position: event.position, eventId: event.id }));
    this.after = page.next;
    this.atEnd = page.atEnd;
  }
}

/** What a database that answers has stored, and no reader of the log can make an event of. */
export function isUnreadable(error: unknown): boolean {
  return (error instanceof EventLogError ? error.cause : error) instanceof SyntaxError;
}
