import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentTypes } from '../../src/demo/agent-types.js';
import { type DemoProgress, type DemoTotals, runDemo } from '../../src/demo/run-demo.js';
import { startTestService, type TestService } from '../support/service.js';

let service: TestService;
let reporter: string;
beforeAll(async () => {
  service = await startTestService();
  reporter = await service.createKey('reporter');
});
afterAll(() => service.close());

/** One moment for every run, so that runs tell the same history. */
const present = Date.now();

async function tell(seed: number, historyDays: number): Promise<DemoTotals & { readonly refused: unknown[] }> {
  const refused: unknown[] = [];
  const onProgress = ({ rejected }: DemoProgress) => void refused.push(...rejected);
  const { url } = service;
  const now = () => present;
  const totals = await runDemo({ url, apiKey: reporter, seed, historyDays, durationMs: 0, now, onProgress });
  return { ...totals, refused };
}

describe('a simulated fleet reporting to a real service', () => {
  it('tells nothing that is refused or unusual; told again, it changes nothing', async () => {
    const first = await tell(7, 3);
    expect(first.refused).toEqual([]);
    expect(first).toMatchObject({ accepted: first.sent, duplicates: 0, rejected: 0, flagged: 0 });
    expect(first.sent).toBeGreaterThan(3_000);

    const before = await service.runtime.log.head();
    const second = await tell(7, 3);
    expect(second.refused).toEqual([]);
    expect(second).toMatchObject({ sent: first.sent, accepted: 0, duplicates: first.sent });
    expect(await service.runtime.log.head()).toBe(before);

    const shorter = await tell(7, 1);
    expect(shorter).toMatchObject({ accepted: 0, duplicates: shorter.sent });

    const other = await tell(8, 1);
    expect(other.refused).toEqual([]);
    expect(other).toMatchObject({ accepted: other.sent, flagged: 0 });
  });

  it('is marked as simulated throughout, and told apart from the real fleet', async () => {
    const { position } = await tell(7, 3);
    const real = await service.post('/api/events', [
      { type: 'AgentSpawned', data: { agentId: 'real-1', type: 'explorer' } },
    ]);
    expect(real.body.results[0].status).toBe('accepted');
    const upTo = real.body.position > position! ? real.body.position : position;
    const agents = async (query: string) =>
      (await service.get(`/api/agents?limit=200&minPosition=${upTo}${query}`)).body as {
        items: { id: string; type: string; demo: boolean }[];
        total: number;
      };
    const all = await agents('');
    const simulated = await agents('&demo=true');
    const own = await agents('&demo=false');
    expect(own.items.map(({ id }) => id)).toEqual(['real-1']);
    expect(simulated.total).toBe(all.total - 1);
    expect(simulated.items.every(({ demo }) => demo)).toBe(true);
    const seen = await Promise.all(
      agentTypes.map(async (type) => ((await agents(`&demo=true&type=${type}`)).total > 0 ? type : undefined)),
    );
    expect(seen).toEqual(agentTypes);
  });
});
