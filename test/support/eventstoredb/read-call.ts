import { randomUUID } from 'node:crypto';

import type { Metadata, ServerWritableStream, status } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';

import type { StoredEvents, StoredRecord } from './stored-events.js';
import { shared, streams } from './wire.js';

const FORWARDS = 0;
const NO_LIMIT = 2n ** 63n;
/** Events looked at between two checkpoints, when the client sets no window. */
const WINDOW = 32;

/** One read or subscription at the fake server. */
export class ReadCall {
  private readonly options: ReadReq.Options;
  private silent = false;
  private over = false;
  private readonly sent: StoredRecord[] = [];
  private wake: (() => void) | undefined;
  private drained: (() => void) | undefined;

  constructor(
    private readonly call: ServerWritableStream<ReadReq, ReadResp>,
    private readonly stored: StoredEvents,
  ) {
    this.options = call.request.getOptions()!;
    call.on('cancelled', () => this.finish());
    call.on('close', () => this.finish());
    call.on('error', () => this.finish());
  }

  get isSubscription(): boolean {
    return this.options.hasSubscription();
  }

  async run(): Promise<void> {
    if (this.isSubscription) {
      return this.subscription();
    }
    const found = this.options.hasAll() ? this.fromAll() : this.fromStream();
    for (const record of found) {
      if (this.over) {
        return;
      }
      await this.send(event(record));
    }
    this.end();
  }

  end(): void {
    if (!this.over) {
      this.finish();
      this.call.end();
    }
  }

  fail(error: { code: status; details: string; metadata?: Metadata }): void {
    if (!this.over) {
      this.finish();
      this.call.emit('error', Object.assign(new Error(error.details), error));
    }
  }

  silence(): void {
    this.silent = true;
  }

  /** As far back as `count` events that were sent. */
  repeat(count: number): void {
    for (const record of this.sent.slice(-count)) {
      void this.send(event(record));
    }
  }

  private finish(): void {
    this.over = true;
    this.wake?.();
    this.drained?.();
  }

  private fromAll(): StoredRecord[] {
    const all = this.options.getAll()!;
    const count = limit(this.options);
    const position = all.hasPosition() ? BigInt(all.getPosition()!.getCommitPosition()) : undefined;
    if (this.options.getReadDirection() === FORWARDS) {
      // Inclusive, as the real one.
      return this.stored.all.filter((record) => position === undefined || record.position >= position).slice(0, count);
    }
    // Exclusive, as the real one: a position names the place before its event.
    return this.stored.all
      .filter((record) => position === undefined || record.position < position)
      .toReversed()
      .slice(0, count);
  }

  private fromStream(): StoredRecord[] {
    const stream = this.options.getStream()!;
    const name = Buffer.from(stream.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');
    const records = this.stored.stream(name);
    if (records.length === 0) {
      const missing = new streams.ReadResp.StreamNotFound();
      missing.setStreamIdentifier(stream.getStreamIdentifier());
      const response = new streams.ReadResp();
      response.setStreamNotFound(missing);
      this.call.write(response);
      return [];
    }
    const revision = stream.hasRevision() ? BigInt(stream.getRevision()) : undefined;
    const forwards = this.options.getReadDirection() === FORWARDS;
    const found = records.filter(
      (record) => revision === undefined || (forwards ? record.revision >= revision : record.revision <= revision),
    );
    return (forwards ? found : found.toReversed()).slice(0, limit(this.options));
  }

  private async subscription(): Promise<void> {
    const confirmation = new streams.ReadResp.SubscriptionConfirmation();
    confirmation.setSubscriptionId(randomUUID());
    const confirmed = new streams.ReadResp();
    confirmed.setConfirmation(confirmation);
    await this.send(confirmed);
    const forget = this.stored.onAppend(() => this.wake?.());
    try {
      await this.follow();
    } finally {
      forget();
    }
  }

  private async follow(): Promise<void> {
    const all = this.options.getAll()!;
    const after = all.hasPosition() ? BigInt(all.getPosition()!.getCommitPosition()) : -1n;
    const first = this.stored.all.findIndex((record) => record.position > after);
    let next = first === -1 ? this.stored.all.length : first;
    let caughtUp = false;
    let looked = 0;
    while (!this.over) {
      const record = this.stored.all[next];
      if (record === undefined) {
        if (!caughtUp) {
          caughtUp = true;
          const response = new streams.ReadResp();
          response.setCaughtUp(new streams.ReadResp.CaughtUp());
          await this.send(response);
          continue;
        }
        await new Promise<void>((resolve) => (this.wake = resolve));
        continue;
      }
      next += 1;
      looked += 1;
      if (allows(this.options, record)) {
        this.sent.push(record);
        await this.send(event(record));
      } else if (looked % (this.options.getFilter()?.getMax() ?? WINDOW) === 0) {
        await this.send(checkpoint(record));
      }
    }
  }

  private async send(response: ReadResp): Promise<void> {
    if (this.silent || this.over) {
      return;
    }
    if (!this.call.write(response)) {
      await new Promise<void>((resolve) => {
        this.drained = resolve;
        this.call.once('drain', resolve);
      });
    }
  }
}

function limit(options: ReadReq.Options): number {
  const count = BigInt(options.getCount());
  return count >= NO_LIMIT ? Number.MAX_SAFE_INTEGER : Number(count);
}

function allows(options: ReadReq.Options, record: StoredRecord): boolean {
  const filter = options.getFilter();
  if (filter === undefined) {
    return true;
  }
  const expression = filter.getEventType() ?? filter.getStreamIdentifier()!;
  const subject = filter.hasEventType() ? record.type : record.stream;
  const prefixes = expression.getPrefixList();
  return prefixes.length > 0
    ? prefixes.some((prefix) => subject.startsWith(prefix))
    : new RegExp(expression.getRegex()).test(subject);
}

function checkpoint(record: StoredRecord): ReadResp {
  const place = new streams.ReadResp.Checkpoint();
  place.setCommitPosition(String(record.position));
  place.setPreparePosition(String(record.position));
  const response = new streams.ReadResp();
  response.setCheckpoint(place);
  return response;
}

function event(record: StoredRecord): ReadResp {
  const id = new shared.UUID();
  id.setString(record.id);
  const stream = new shared.StreamIdentifier();
  stream.setStreamName(Buffer.from(record.stream, 'utf8'));
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(id);
  recorded.setStreamIdentifier(stream);
  recorded.setStreamRevision(String(record.revision));
  recorded.setCommitPosition(String(record.position));
  recorded.setPreparePosition(String(record.position));
  recorded.setData(record.data);
  recorded.setCustomMetadata(record.metadata);
  const metadata = recorded.getMetadataMap();
  metadata.set('type', record.type);
  metadata.set('content-type', record.contentType);
  // 100 ns ticks since 1970.
  metadata.set('created', String(BigInt(record.createdMs) * 10_000n));
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(recorded);
  read.setCommitPosition(String(record.position));
  const response = new streams.ReadResp();
  response.setEvent(read);
  return response;
}
