import { FILTER_IDS, hashesOf, IdFilter } from './id-filter.js';

/** Most ids of one stream that are kept with their revision. Those before them, a filter can at least rule out. */
const MOST_NEWEST_IDS = 10_000;

/** What a filter takes, in ids: 3 bytes to some 130. */
const FILTER_WEIGHT = FILTER_IDS / 40;

/**
 * The last revision of one stream and which event ids are in it: where exactly, for the ids that were added last;
 * for the many before them in a very long stream, only whether they may be. Incomplete ones know nothing of
 * what was there before they began: enough for ids that were made since.
 */
export class StreamIdentities {
  last: bigint | undefined;
  /** Two halves, so that the older one is forgotten at once: a Map is slow to give up its first entry again and again. */
  private newest = new Map<string, bigint>();
  private newer = new Map<string, bigint>();
  private readonly older: IdFilter[] = [];

  constructor(
    readonly complete = true,
    private readonly mostNewest = MOST_NEWEST_IDS,
  ) {}

  /** What it costs to keep, in ids. */
  get weight(): number {
    return 1 + this.newest.size + this.newer.size + this.older.length * FILTER_WEIGHT;
  }

  revisionOf(eventId: string): bigint | undefined {
    return this.newest.get(eventId) ?? this.newer.get(eventId);
  }

  /** True for an id whose revision is no longer known, and for hardly any that the stream never had. */
  mayHaveForgotten(eventId: string): boolean {
    if (this.older.length === 0 || this.revisionOf(eventId) !== undefined) {
      return false;
    }
    const hashes = hashesOf(eventId);
    return this.older.some((filter) => filter.mayHold(hashes));
  }

  add(eventId: string, revision: bigint): void {
    this.newest.set(eventId, revision);
    if (this.last === undefined || revision > this.last) {
      this.last = revision;
    }
    if (this.newest.size >= this.mostNewest / 2) {
      this.newer.forEach((_revision, id) => this.forget(id));
      this.newer = this.newest;
      this.newest = new Map();
    }
  }

  private forget(eventId: string): void {
    const hashes = hashesOf(eventId);
    // Looked up meanwhile, and now forgotten again.
    if (this.older.some((filter) => filter.mayHold(hashes))) {
      return;
    }
    let filter = this.older.at(-1);
    if (filter === undefined || filter.full) {
      filter = new IdFilter();
      this.older.push(filter);
    }
    filter.add(hashes);
  }
}

/**
 * The identities of the streams used last. An id takes some 130 bytes (its text, its revision and their place in the
 * map), so what is bounded is the sum of them, not the number of streams: one agent's activity can outweigh a thousand
 * stories. No stream alone comes near the bound, so a long one neither displaces the others nor is displaced by the
 * next. What is dropped is read again.
 */
export class StreamIdentityCache {
  private readonly streams = new Map<string, { readonly identities: StreamIdentities; weight: number }>();
  private weight = 0;

  constructor(private readonly mostIds: number) {}

  get(stream: string): StreamIdentities | undefined {
    const found = this.streams.get(stream);
    if (found !== undefined) {
      this.streams.delete(stream);
      this.streams.set(stream, found);
    }
    return found?.identities;
  }

  forget(stream: string): void {
    this.weight -= this.streams.get(stream)?.weight ?? 0;
    this.streams.delete(stream);
  }

  /** Keeps it as the most recent, with its present weight, and drops the least recent ones above the bound. */
  keep(stream: string, identities: StreamIdentities): void {
    this.forget(stream);
    this.streams.set(stream, { identities, weight: identities.weight });
    this.weight += identities.weight;
    for (const oldest of this.streams.keys()) {
      if (this.weight <= this.mostIds || oldest === stream) {
        return;
      }
      this.forget(oldest);
    }
  }
}
