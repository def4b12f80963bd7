import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Clock } from '../../kernel/clock.js';
import { CLOCK, CONFIG, LOGGER } from '../../platform/runtime/tokens.js';
import type { RecordReading } from './mapping/telemetry-mappers.js';
import type { OtlpExport } from './otlp-records.js';
import type { OtlpSettings } from './otlp-settings.js';
import { unknownRecord } from './unknown-record.js';
import { UnknownRecordsStore } from './unknown-records.store.js';

/** All that is kept, however short the time. */
const MAX_ROWS = 50_000;
const MAX_BYTES = 64 * 1024 * 1024;
/** Of one export, more than collectors send at once: nobody pushes out what others sent, nor has all wait, by a single one. */
const MAX_OF_EXPORT = 10_000;
/** The bounds are looked after when so many were added, or so much time went by, whichever comes first. */
const TRIM_AFTER_ROWS = 5_000;
const TRIM_AFTER_MS = 60_000;
/** And when nothing is added: so much longer than it should a record may be kept. */
const SWEEP_MS = 3_600_000;

/**
 * Keeps records that no mapper knows, for a bounded time and size. Their sender does not depend on it: what cannot be
 * kept is only counted.
 */
@Injectable()
export class UnknownRecordKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private added = 0;
  private trimmedAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: UnknownRecordsStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: OtlpSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The time to keep them may have become shorter since, and nothing may come that would have them looked after. */
  onApplicationBootstrap(): void {
    this.sweeping = this.sweep();
    this.timer = setInterval(() => (this.sweeping = this.sweep()), SWEEP_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  async keep({ signal, records }: OtlpExport, readings: readonly RecordReading[]): Promise<void> {
    // Spans that nobody knows are facts: they are kept as spans.
    if (this.settings.otlpUnknownKeepMs === 0 || signal === 'traces') return;
    try {
      const unknown = readings
        .flatMap(({ outcome }, index) => (outcome === 'unknown' ? [index] : []))
        .slice(0, MAX_OF_EXPORT)
        .flatMap((index) => unknownRecord(signal, records[index]!, readings[index]!) ?? []);
      if (unknown.length === 0) return;
      const now = this.clock.now();
      this.added += await this.store.add(unknown, now);
      if (this.added >= TRIM_AFTER_ROWS || now.getTime() - this.trimmedAt >= TRIM_AFTER_MS) await this.trim(now);
    } catch (error) {
      this.logger.warn({ err: error }, 'telemetry that no mapper knows could not be kept');
    }
  }

  private async sweep(): Promise<void> {
    try {
      await this.trim(this.clock.now());
    } catch (error) {
      this.logger.warn({ err: error }, 'old telemetry that no mapper knows could not be deleted; it is tried again');
    }
  }

  private async trim(now: Date): Promise<void> {
    this.added = 0;
    this.trimmedAt = now.getTime();
    const before = new Date(now.getTime() - this.settings.otlpUnknownKeepMs);
    await this.store.trim({ before, rows: MAX_ROWS, bytes: MAX_BYTES });
  }
}
