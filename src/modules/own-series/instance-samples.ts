import { markStale } from '../../promql/stale.js';
import type { ProcessSamplesRecord } from './process-samples.store.js';
import { SAMPLE_EVERY_MS } from './sampling-grid.js';

/** Samples of one series as they are found. */
interface FoundSamples {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

interface Track {
  readonly times: number[];
  readonly values: number[];
  readonly stale: number[];
}

/**
 * Series of one instance out of what it wrote down: a value stands until it is written down anew, and ends where the
 * process was not there or no longer had it. Only what lies in (`afterMs`, `untilMs`] is kept.
 */
export class InstanceSamples {
  private readonly tracks = new Map<number, Track>();
  private current = new Map<number, number>();
  private lastAt: number | undefined;
  private begun = false;

  constructor(
    private readonly afterMs: number,
    private readonly untilMs: number,
  ) {}

  /** Takes the next record; answers how many samples it made. */
  add({ at, complete, series, values }: Pick<ProcessSamplesRecord, 'at' | 'complete' | 'series' | 'values'>): number {
    const ms = at.getTime();
    if (this.lastAt !== undefined && this.lastAt !== ms - SAMPLE_EVERY_MS) this.endAll(this.lastAt + SAMPLE_EVERY_MS);
    this.lastAt = ms;
    // What was before is not known until everything is told.
    this.begun ||= complete;
    if (!this.begun) return 0;
    const before = this.current;
    this.current = complete ? new Map() : new Map(before);
    series.forEach((id, index) => {
      const value = values[index];
      if (value === null || value === undefined) this.current.delete(id);
      else this.current.set(id, value);
    });
    for (const id of before.keys()) if (!this.current.has(id)) this.put(id, ms, undefined);
    for (const [id, value] of this.current) this.put(id, ms, value);
    return ms > this.afterMs && ms <= this.untilMs ? this.current.size : 0;
  }

  /** Ends what the instance has not gone on with, unless it may only be late. */
  end(nowMs: number): void {
    if (this.lastAt === undefined) return;
    const missed = this.lastAt + SAMPLE_EVERY_MS;
    if (nowMs >= missed + SAMPLE_EVERY_MS) this.endAll(missed);
  }

  found(id: number): FoundSamples | undefined {
    const track = this.tracks.get(id);
    if (!track) return undefined;
    const values = Float64Array.from(track.values);
    for (const place of track.stale) markStale(values, place);
    return { times: Float64Array.from(track.times), values };
  }

  private endAll(at: number): void {
    for (const id of this.current.keys()) this.put(id, at, undefined);
    this.current = new Map();
    this.begun = false;
  }

  /** Without a value: the series has ended here. */
  private put(id: number, at: number, value: number | undefined): void {
    if (at <= this.afterMs || at > this.untilMs) return;
    let track = this.tracks.get(id);
    if (!track) this.tracks.set(id, (track = { times: [], values: [], stale: [] }));
    if (value === undefined) track.stale.push(track.times.length);
    track.times.push(at);
    track.values.push(value ?? Number.NaN);
  }
}
