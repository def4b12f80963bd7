import { PromqlError } from '../promql-error.js';

/** How long a computation may keep the event loop before others get their turn. */
const SLICE_MS = 12;
/** Cells of work between two looks at the clock. */
const CELLS_PER_LOOK = 20_000;

/** Lets the event loop breathe during long work, and gives up when the caller does. */
export class Pace {
  private since = performance.now();
  private cells = 0;

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** Counts work done; whether it is time to `rest`. */
  due(cells: number): boolean {
    this.cells += cells;
    if (this.cells < CELLS_PER_LOOK) return false;
    this.cells = 0;
    return performance.now() - this.since > SLICE_MS;
  }

  async rest(): Promise<void> {
    await new Promise<void>((resolve) => void setImmediate(resolve));
    this.since = performance.now();
    this.check();
  }

  check(): void {
    if (!this.signal?.aborted) return;
    const reason: unknown = this.signal.reason;
    const why = reason instanceof Error ? reason.message : String(reason);
    throw new PromqlError('limit', `the query was given up before its end (limit signal): ${why}`);
  }
}
