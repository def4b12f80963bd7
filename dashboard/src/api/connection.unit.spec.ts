import { onlineManager } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkConnection, readConnection, reportAway, reportHeard, waitBefore, whenReachable } from './connection';

describe('connection', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('waits longer after each try, and never longer than half a minute and a bit', () => {
    expect([0, 1, 2, 10].map((attempt) => waitBefore(attempt, 0.5))).toEqual([1_000, 2_000, 4_000, 30_000]);
    expect(waitBefore(10, 1)).toBe(37_500);
  });

  it('lets queries wait and asks less and less often, until the service is back', async () => {
    let tries = 0;
    vi.stubGlobal('fetch', async () => {
      tries += 1;
      if (tries < 5) throw new TypeError('refused');
      return new Response('ok');
    });
    for (let failed = 0; failed < 10; failed++) reportAway();
    expect([readConnection().state, onlineManager.isOnline()]).toEqual(['away', false]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(tries).toBeLessThanOrEqual(4);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([readConnection().state, onlineManager.isOnline(), tries]).toEqual(['reachable', true, 5]);
  });

  it('is away since it was last heard of, and asks once for all who doubt', async () => {
    const asked = vi.fn(async () => {
      throw new TypeError('refused');
    });
    vi.stubGlobal('fetch', asked);
    vi.setSystemTime(new Date('2026-01-15T12:00:00Z'));
    reportHeard();
    vi.setSystemTime(new Date('2026-01-15T12:00:40Z'));
    await Promise.all([checkConnection(), checkConnection(), checkConnection()]);
    expect(readConnection()).toMatchObject({ state: 'away', since: Date.parse('2026-01-15T12:00:00Z') });
    await checkConnection();
    expect(asked).toHaveBeenCalledTimes(1);

    vi.stubGlobal('fetch', async () => new Response('ok'));
    const back = whenReachable();
    await vi.advanceTimersByTimeAsync(2_000);
    await back;
    expect(readConnection().state).toBe('reachable');
  });

  it('takes a gateway for the absence of the service, and a refusal for its presence', async () => {
    vi.stubGlobal('fetch', async () => new Response('', { status: 403 }));
    await checkConnection();
    expect(readConnection().state).toBe('reachable');
    vi.stubGlobal('fetch', async () => new Response('', { status: 502 }));
    await checkConnection();
    expect(readConnection().state).toBe('away');
    vi.stubGlobal('fetch', async () => new Response('ok'));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(readConnection().state).toBe('reachable');
  });
});
