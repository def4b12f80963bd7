import { PromqlError } from '../promql-error.js';

/** How many samples an evaluation holds at once, loaded and computed, and how many it may hold. */
export class Budget {
  private held = 0;

  constructor(private readonly most: number) {}

  take(samples: number): void {
    this.held += samples;
    if (this.held > this.most) {
      throw new PromqlError(
        'limit',
        `the query would hold more than ${this.most} samples in memory (limit maxSamples); ask for fewer series, a shorter range or a longer step`,
      );
    }
  }

  get inUse(): number {
    return this.held;
  }

  /** What was taken meanwhile is free again, but for the result. */
  settle(before: number, result: number): void {
    this.held = before + result;
  }
}
