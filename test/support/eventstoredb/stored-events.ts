/** An event as the server keeps it: bytes and a place in the transaction log. */
export interface StoredRecord {
  readonly id: string;
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly createdMs: number;
}

export type Proposed = Pick<StoredRecord, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;

export type ServerExpectation = 'any' | 'no_stream' | 'stream_exists' | bigint;

export type ServerAppend =
  | { readonly kind: 'written'; readonly last: StoredRecord }
  /** The same ids at the same place: the server confirms, but knows no position any more. */
  | { readonly kind: 'idempotent'; readonly revision: bigint }
  | { readonly kind: 'wrong_expected'; readonly current: bigint | undefined }
  | { readonly kind: 'deleted' };

/**
 * The server's own rules, as far as an append can meet them, with its worst memory: under `any` and `stream_exists`
 * no id is ever recognised (a real server forgets them when its cache is full), and under an exact revision only the
 * place is compared.
 */
export class StoredEvents {
  readonly all: StoredRecord[] = [];
  private readonly streams = new Map<string, StoredRecord[]>();
  private readonly tombstones = new Set<string>();
  private readonly listeners = new Set<() => void>();

  /** `firstPosition` lets tests reach offsets that no double can hold. */
  constructor(private readonly firstPosition: bigint) {}

  stream(name: string): readonly StoredRecord[] {
    return this.streams.get(name) ?? [];
  }

  isTombstoned(name: string): boolean {
    return this.tombstones.has(name);
  }

  tombstone(name: string): void {
    this.tombstones.add(name);
    this.streams.delete(name);
  }

  append(name: string, events: readonly Proposed[], expected: ServerExpectation): ServerAppend {
    if (this.tombstones.has(name)) {
      return { kind: 'deleted' };
    }
    const records = this.streams.get(name) ?? [];
    const current = records.at(-1)?.revision;
    const refused: ServerAppend = { kind: 'wrong_expected', current };
    if (expected === 'stream_exists' && current === undefined) {
      return refused;
    }
    if (expected === 'no_stream' || typeof expected === 'bigint') {
      const before = expected === 'no_stream' ? -1n : expected;
      const last = current ?? -1n;
      if (before > last) {
        return refused;
      }
      if (before < last) {
        const same = events.every((event, index) => records[Number(before) + 1 + index]?.id === event.id);
        return same ? { kind: 'idempotent', revision: before + BigInt(events.length) } : refused;
      }
    }
    this.streams.set(name, records);
    for (const event of events) {
      const record: StoredRecord = {
        ...event,
        stream: name,
        revision: BigInt(records.length),
        // Byte offsets: strictly growing, with gaps.
        position: this.firstPosition + BigInt(this.all.length) * 173n,
        createdMs: Date.now(),
      };
      records.push(record);
      this.all.push(record);
    }
    for (const listener of this.listeners) {
      listener();
    }
    return { kind: 'written', last: records.at(-1)! };
  }

  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
