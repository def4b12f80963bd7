import type { ReadableSpan } from '@opentelemetry/sdk-trace-node';
import type { ExportTally } from './export-tally.js';

/** What takes a batch of spans; rejects when they are lost. */
export interface SpanSender {
  send(spans: readonly ReadableSpan[]): Promise<void>;
}

export interface SpanOutboxOptions {
  readonly sender: SpanSender;
  readonly tally: ExportTally;
  /** Most spans that wait; further ones are dropped. Default 4 096. */
  readonly capacity?: number;
  /** Most spans in one request. Default 512. */
  readonly batchSize?: number;
  /** Most milliseconds that a span waits for others. Default 1 000. */
  readonly delayMs?: number;
}

/** Spans on their way to a receiver: sent in batches, one after the other, and never more than there is room for. */
export class SpanOutbox {
  private waiting: ReadableSpan[] = [];
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> | undefined;
  private readonly capacity: number;
  private readonly batchSize: number;
  private readonly delayMs: number;

  constructor(private readonly options: SpanOutboxOptions) {
    this.capacity = options.capacity ?? 4_096;
    this.batchSize = options.batchSize ?? 512;
    this.delayMs = options.delayMs ?? 1_000;
  }

  get size(): number {
    return this.waiting.length;
  }

  add(span: ReadableSpan): void {
    if (this.waiting.length >= this.capacity) return this.options.tally.dropped(1);
    this.waiting.push(span);
    if (this.waiting.length >= this.batchSize) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), this.delayMs).unref();
  }

  /** Resolves when all that waits has been sent or has failed; never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return (this.sending ??= this.sendAll().finally(() => (this.sending = undefined)));
  }

  private async sendAll(): Promise<void> {
    const { sender, tally } = this.options;
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, this.batchSize);
      this.waiting = this.waiting.slice(this.batchSize);
      try {
        await sender.send(batch);
        tally.sent(batch.length);
      } catch (error) {
        tally.failed(batch.length, error);
      }
    }
  }
}
