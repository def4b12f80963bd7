import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const run = (line: string, env: Record<string, string> = {}) =>
  cli(line.split(' '), { env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey, ...env } });

describe('orchestrate demo', () => {
  it('tells the history once and says what became of it', async () => {
    const { code, out, err } = await run('demo --seed 3 --history 12h --once');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^(\d+) facts sent: \1 recorded, 0 known already, 0 refused\n$/),
    ]);
    expect(err).toMatch(/^history told: \d+ facts sent/);
  });

  it('adds only what is new when it is told again, and answers programs in JSON', async () => {
    const { code, out } = await run('demo --seed 3 --history 2h --once --json');
    expect(code).toBe(0);
    const totals = JSON.parse(out);
    expect(totals).toMatchObject({ rejected: 0, flagged: 0 });
    expect(totals.duplicates).toBeGreaterThan(0);
    expect(totals.accepted).toBeLessThan(totals.duplicates);
    const read = async (demo: boolean) =>
      (await service.get(`/api/agents?demo=${demo}&limit=1&minPosition=${totals.position}`)).body.total;
    expect(await read(true)).toBeGreaterThan(0);
    expect(await read(false)).toBe(0);
  });

  it.each([
    ['demo --history soon', 'Give a span of time'],
    ['demo --history 400d --once', 'up to 366 days'],
    ['demo --rate 0', 'Give a number above 0'],
    ['demo --rate 501 --once', 'at most 500'],
    ['demo --once --duration 1m', 'cannot be used with'],
  ])('refuses %s', async (line, why) => {
    const { code, err } = await run(line);
    expect([code, err]).toEqual([2, expect.stringContaining(why)]);
  });

  it('says what is wrong with the key and with the address', async () => {
    const viewer = await service.createKey('viewer');
    const forbidden = await run('demo --once', { ORCHESTRATE_API_KEY: viewer });
    expect([forbidden.code, forbidden.err]).toEqual([1, expect.stringContaining('Take a key whose role allows this')]);
    const nowhere = await run('demo --once', { ORCHESTRATE_URL: 'http://127.0.0.1:9' });
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('Start the service')]);
  });
});
