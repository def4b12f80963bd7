import type { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConnection } from './connection';
import { type LiveState, openLiveStream } from './live-stream';

class Source extends EventTarget {
  static readonly opened: Source[] = [];
  readonly close = vi.fn();
  constructor(readonly url: string) {
    super();
    Source.opened.push(this);
  }
  tell(event: string): void {
    this.dispatchEvent(new Event(event));
  }
}

describe('the live stream', () => {
  const invalidateQueries = vi.fn(async () => undefined);
  const client = { invalidateQueries } as unknown as QueryClient;
  let told: LiveState[];
  let stop: () => void;
  let answers: boolean;
  const asked = vi.fn(async () => {
    if (!answers) throw new TypeError('refused');
    return new Response('ok');
  });

  beforeEach(() => {
    vi.useFakeTimers();
    Source.opened.length = 0;
    vi.clearAllMocks();
    vi.stubGlobal('EventSource', Source);
    vi.stubGlobal('fetch', asked);
    answers = true;
    told = [];
    stop = openLiveStream(client, (state) => told.push(state));
    Source.opened[0]!.tell('open');
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('asks at once whether the service is there when it breaks, and waits for it', async () => {
    answers = false;
    Source.opened[0]!.tell('error');
    await vi.advanceTimersByTimeAsync(0);
    expect([told.at(-1)?.state, readConnection().state, asked.mock.calls.length]).toEqual(['lost', 'away', 1]);
    await vi.advanceTimersByTimeAsync(300_000);
    // The probe alone asks.
    expect(Source.opened).toHaveLength(1);
    answers = true;
    await vi.advanceTimersByTimeAsync(38_000);
    expect([readConnection().state, Source.opened.length]).toEqual(['reachable', 2]);
    Source.opened[1]!.tell('open');
    expect(told.at(-1)?.state).toBe('live');
    expect(invalidateQueries).toHaveBeenCalledTimes(1);
  });

  it('is tried again less and less often when the service is there without it', async () => {
    const waits: number[] = [];
    for (let broken = 0; broken < 7; broken++) {
      const before = Source.opened.length;
      Source.opened.at(-1)!.tell('open');
      Source.opened.at(-1)!.tell('error');
      const since = Date.now();
      while (Source.opened.length === before) await vi.advanceTimersByTimeAsync(250);
      waits.push(Date.now() - since);
    }
    expect(waits[0]).toBeLessThan(2_000);
    expect(Math.min(...waits.slice(-2))).toBeGreaterThan(20_000);
    expect(readConnection().state).toBe('reachable');
  });

  it('takes silence for a break', async () => {
    await vi.advanceTimersByTimeAsync(30_000);
    Source.opened[0]!.tell('heartbeat');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(told.at(-1)?.state).toBe('live');
    await vi.advanceTimersByTimeAsync(15_000);
    expect(told.some(({ state }) => state === 'lost')).toBe(true);
    expect(Source.opened[0]!.close).toHaveBeenCalled();
  });
});
