/** The last revision of one stream and the revision of each event id in it. */
export class StreamIdentities {
  last: bigint | undefined;
  private readonly revisions = new Map<string, bigint>();

  get size(): number {
    return this.revisions.size;
  }

  revisionOf(eventId: string): bigint | undefined {
    return this.revisions.get(eventId);
  }

  add(eventId: string, revision: bigint): void {
    this.revisions.set(eventId, revision);
    if (this.last === undefined || revision > this.last) {
      this.last = revision;
    }
  }
}

/**
 * The identities of the streams used last, about 100 bytes for each event. Bounded by the sum of their ids, not by
 * the number of streams, since one agent's activity can outweigh ten thousand stories. What is dropped is read again.
 */
export class StreamIdentityCache {
  private readonly streams = new Map<string, StreamIdentities>();
  private ids = 0;

  constructor(private readonly mostIds: number) {}

  get(stream: string): StreamIdentities | undefined {
    const found = this.streams.get(stream);
    if (found !== undefined) {
      this.streams.delete(stream);
      this.streams.set(stream, found);
    }
    return found;
  }

  forget(stream: string): void {
    this.ids -= this.streams.get(stream)?.size ?? 0;
    this.streams.delete(stream);
  }

  /** Keeps it as the most recent, with its present size, and drops the least recent ones above the bound. */
  keep(stream: string, identities: StreamIdentities, sizeBefore: number): void {
    this.ids += identities.size - (this.streams.has(stream) ? sizeBefore : 0);
    this.streams.delete(stream);
    this.streams.set(stream, identities);
    for (const [oldest, dropped] of this.streams) {
      if (this.ids <= this.mostIds || oldest === stream) {
        return;
      }
      this.ids -= dropped.size;
      this.streams.delete(oldest);
    }
  }
}
