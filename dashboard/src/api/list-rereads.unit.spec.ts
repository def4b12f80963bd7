import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rereadDue, restOf } from './list-rereads';

describe('a list that changes while somebody looks', () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: 0 } } });
  let asked: number;
  let stop: () => void;

  beforeEach(async () => {
    vi.useFakeTimers({ now: Date.parse('2026-03-02T09:00:00Z') });
    asked = 0;
    const observer = new InfiniteQueryObserver(client, {
      queryKey: ['api', '/api/agents', {}, 'pages'],
      queryFn: ({ pageParam }) => {
        asked += 1;
        return Promise.resolve({ next: pageParam + 1 });
      },
      initialPageParam: 0,
      getNextPageParam: ({ next }) => next,
    });
    stop = observer.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(0);
    for (let page = 1; page < 20; page++) await observer.fetchNextPage();
    asked = 0;
  });
  afterEach(() => {
    stop();
    client.clear();
    vi.useRealTimers();
  });

  const change = async () => {
    const late = rereadDue(client, () => true);
    await vi.advanceTimersByTimeAsync(0);
    return late.length;
  };

  it('is read anew at once, then rests', async () => {
    expect([await change(), asked]).toEqual([1, 0]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([await change(), asked]).toEqual([0, 20]);
    // A hundred changes in the next 5 s ask for nothing.
    for (let n = 0; n < 100; n++) await change();
    expect(asked).toBe(20);
  });

  it('rests only when it is long', () => {
    expect([1, 3, 4, 500].map(restOf)).toEqual([0, 0, 5_000, 5_000]);
  });
});
