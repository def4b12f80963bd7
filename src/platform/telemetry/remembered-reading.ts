import type { Clock } from '../../kernel/clock.js';
import type { Logger } from './logger.js';

export interface ReadingOptions {
  /** What is read, for the log: "cost gauges". */
  readonly of: string;
  /** How long one reading serves: all gauges of a scrape, and scrapes close to one another, share one. */
  readonly ms: number;
}

/**
 * What gauges show, read from the tables at a scrape and kept for a while. A reading that fails gives undefined, so that
 * without its database a process still tells of itself; the log hears of it once, and once when it works again.
 */
export class RememberedReading<T> {
  private remembered: { readonly at: number; readonly reading: Promise<T | undefined> } | undefined;
  private failing = false;

  constructor(
    private readonly options: ReadingOptions,
    private readonly clock: Clock,
    private readonly logger: Pick<Logger, 'warn' | 'info'>,
    private readonly read: (now: Date) => Promise<T>,
  ) {}

  /** The last reading while it is fresh, else a new one. A clock that was set back makes it read anew. */
  current(): Promise<T | undefined> {
    const now = this.clock.now();
    const age = this.remembered && now.getTime() - this.remembered.at;
    if (this.remembered === undefined || age! >= this.options.ms || age! < 0) {
      this.remembered = { at: now.getTime(), reading: this.tried(now) };
    }
    return this.remembered.reading;
  }

  private async tried(now: Date): Promise<T | undefined> {
    try {
      const value = await this.read(now);
      if (this.failing) this.logger.info({ reading: this.options.of }, 'gauges are read again');
      this.failing = false;
      return value;
    } catch (err) {
      if (!this.failing) this.logger.warn({ err, reading: this.options.of }, 'gauges cannot be read and are left out');
      this.failing = true;
      return undefined;
    }
  }
}
