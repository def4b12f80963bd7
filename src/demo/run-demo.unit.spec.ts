import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DemoError } from './demo-error.js';
import { type DemoFact } from './fleet-history.js';
import { type DemoProgress, runDemo } from './run-demo.js';
import { HOUR, MINUTE } from './script.js';

const START = Date.UTC(2026, 0, 6, 12);

type Reply = { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown } | 'cut';

/** A service that takes everything unless a reply is set for the request, and a clock that only pauses move. */
function stage(replies: readonly (Reply | undefined)[] = []) {
  const requests: { headers: Headers; facts: DemoFact[]; at: number }[] = [];
  const pauses: number[] = [];
  let time = START;
  const fetch = async (_url: unknown, init?: RequestInit) => {
    const facts = gunzipSync(init!.body as Uint8Array)
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as DemoFact);
    requests.push({ headers: new Headers(init!.headers), facts, at: time });
    const reply = replies[requests.length - 1];
    if (reply === 'cut') throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
    const all = { results: facts.map(({ id }) => ({ id, status: 'accepted' })), position: String(requests.length) };
    return new Response(JSON.stringify(reply?.body ?? all), {
      status: reply?.status ?? 200,
      headers: reply?.headers ?? {},
    });
  };
  const pause = async (ms: number) => {
    pauses.push(ms);
    time += ms;
  };
  const options = { url: 'http://service.test', apiKey: 'key', fetch: fetch as typeof globalThis.fetch, pause };
  return { requests, pauses, options: { ...options, now: () => time } };
}

describe('runDemo', () => {
  it('tells the past in full batches at once, marked as simulated, and then stops when that is all', async () => {
    const { requests, pauses, options } = stage();
    const seen: DemoProgress[] = [];
    const totals = await runDemo({
      ...options,
      historyDays: 3,
      durationMs: 0,
      onProgress: (progress) => seen.push(progress),
    });
    expect(pauses).toEqual([]);
    expect(requests.length).toBeGreaterThan(1);
    expect(requests.slice(0, -1).map(({ facts }) => facts.length)).toEqual(requests.slice(1).map(() => 5_000));
    expect(requests[0]!.headers.get('x-orchestrate-demo')).toBe('true');
    expect(requests[0]!.headers.get('authorization')).toBe('Bearer key');
    const facts = requests.flatMap((request) => request.facts);
    expect(totals).toEqual({
      sent: facts.length,
      accepted: facts.length,
      duplicates: 0,
      rejected: 0,
      flagged: 0,
      position: String(requests.length),
    });
    expect(facts.filter(({ occurredAt }) => Date.parse(occurredAt) > START)).toEqual([]);
    expect(seen.map(({ told }) => told)).toEqual([...seen.map(({ told }) => told)].sort());
    expect(seen.at(-1)).toMatchObject({ phase: 'live', told: 1 });
  });

  it('goes on in real time: no fact before it happens, none left out, until the duration is over', async () => {
    const { requests, options } = stage();
    await runDemo({ ...options, historyDays: 0.5, durationMs: 2 * HOUR });
    const live = requests.slice(1);
    expect(live.length).toBeGreaterThan(20);
    for (const { facts, at } of live) {
      for (const { occurredAt } of facts) {
        expect(Date.parse(occurredAt)).toBeLessThanOrEqual(at);
        expect(Date.parse(occurredAt)).toBeGreaterThan(at - MINUTE);
      }
    }
    const told = requests.flatMap(({ facts }) => facts);
    const later = stage();
    const whole = { ...later.options, now: () => START + 2 * HOUR, historyDays: 0.5 + 2 / 24, durationMs: 0 };
    await runDemo(whole);
    expect(told).toEqual(later.requests.flatMap(({ facts }) => facts));
  });

  it('lets something be done once, between the history and what happens next', async () => {
    const { requests, options } = stage();
    const sentBefore: number[] = [];
    const atPresent = async () => void sentBefore.push(requests.length);
    await runDemo({ ...options, historyDays: 3, durationMs: HOUR, atPresent });
    expect(sentBefore).toHaveLength(1);
    const told = requests.slice(0, sentBefore[0]).flatMap(({ facts }) => facts);
    const live = requests.slice(sentBefore[0]).flatMap(({ facts }) => facts);
    expect(Date.parse(told.at(-1)!.occurredAt)).toBeLessThanOrEqual(START);
    expect(Date.parse(live[0]!.occurredAt)).toBeGreaterThanOrEqual(START);
  });

  it.each([0, 0.5])('reaches the present of a history of %d days that nothing follows', async (historyDays) => {
    let reached = 0;
    const atPresent = async () => void (reached += 1);
    await runDemo({ ...stage().options, historyDays, durationMs: 0, atPresent });
    expect(reached).toBe(1);
  });

  it('waits as long as the service asks for, and sends the same again', async () => {
    const busy = (status: number, seconds: string) => ({ status, headers: { 'retry-after': seconds }, body: {} });
    const { requests, pauses, options } = stage([busy(503, '2'), busy(429, '60')]);
    const totals = await runDemo({ ...options, historyDays: 0.1, durationMs: 0 });
    expect(pauses).toEqual([2_000, 60_000]);
    expect(requests[1]!.facts).toEqual(requests[0]!.facts);
    expect(requests[2]!.facts).toEqual(requests[0]!.facts);
    expect(totals.accepted).toBe(requests[0]!.facts.length);
  });

  it('sends again only the items that could not be recorded just now', async () => {
    const first = stage();
    await runDemo({ ...first.options, historyDays: 0.1, durationMs: 0 });
    const { facts } = first.requests[0]!;
    const results = facts.map(({ id }, index) =>
      index === 1
        ? { id, status: 'rejected', problem: { code: 'EVENT_LOG_UNAVAILABLE', detail: 'away' } }
        : index === 2
          ? { id, status: 'rejected', problem: { code: 'VALIDATION_FAILED', detail: 'wrong' } }
          : { id, status: 'accepted' },
    );
    const { requests, options } = stage([{ body: { results, position: '9' } }]);
    const seen: DemoProgress[] = [];
    const totals = await runDemo({ ...options, historyDays: 0.1, durationMs: 0, onProgress: (one) => seen.push(one) });
    expect(requests[1]!.facts).toEqual([facts[1]]);
    expect(totals).toMatchObject({ accepted: facts.length - 1, rejected: 1, position: '9' });
    expect(seen[0]!.rejected).toEqual([{ fact: facts[2], code: 'VALIDATION_FAILED', detail: 'wrong' }]);
  });

  it('outlasts a service that is away for a while, but not one that was never there', async () => {
    const away = stage([undefined, 'cut', 'cut']);
    const { accepted, sent } = await runDemo({ ...away.options, historyDays: 3, durationMs: 0 });
    expect(accepted).toBe(sent);
    expect(away.pauses).toEqual([500, 1_000]);
    const wrong = stage(['cut']);
    await expect(runDemo({ ...wrong.options, durationMs: 0 })).rejects.toMatchObject({ code: 'SERVICE_UNREACHABLE' });
    expect(wrong.pauses).toEqual([]);
  });

  it('stops at once at a refusal that waiting does not mend', async () => {
    const { options, pauses } = stage([{ status: 403, body: { code: 'FORBIDDEN', detail: 'not with this key' } }]);
    const error: unknown = await runDemo({ ...options, durationMs: 0 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DemoError);
    expect(error).toMatchObject({ code: 'FORBIDDEN', status: 403, message: 'not with this key' });
    expect(pauses).toEqual([]);
  });

  it('stops when it is told to and answers what it told until then', async () => {
    const { options, requests } = stage();
    const stopping = new AbortController();
    const totals = await runDemo({
      ...options,
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    });
    expect(requests.length).toBe(1);
    expect(totals.sent).toBe(requests[0]!.facts.length);
  });

  it.each([0, -1, 501, Number.NaN])('refuses the rate %d', async (rate) => {
    await expect(runDemo({ ...stage().options, rate, durationMs: 0 })).rejects.toThrow(/rate must be/);
  });

  it.each([-1, 367, Number.NaN])('refuses a history of %d days', async (historyDays) => {
    await expect(runDemo({ ...stage().options, historyDays, durationMs: 0 })).rejects.toThrow(/up to 366 days/);
  });
});
