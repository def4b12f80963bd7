import { CommandBus } from '@nestjs/cqrs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordFacts } from '../../src/modules/intake/index.js';
import { dumpReadModels } from '../support/read-model-dump.js';
import { startTestService, type TestService } from '../support/service.js';

const context = {
  actor: { type: 'api_key' as const, id: 'key-1', name: 'fleet' },
  correlationId: 'c-1',
  source: 'rest' as const,
};
/** As many tokens as a call may have used at most. */
const HUGE = 1_000_000_000;

describe('what the fleet did, over the API', () => {
  let service: TestService;
  let beforeWaiting: string;
  let position: string;

  const report = async (...items: readonly [type: string, at: string, data: object][]) => {
    const result = await service.app.get(CommandBus).execute(
      new RecordFacts(
        items.map(([type, occurredAt, data]) => ({ type, occurredAt: `2026-01-15T${occurredAt}Z`, data })),
        context,
      ),
    );
    expect(result.results.filter(({ status }) => status !== 'accepted')).toEqual([]);
    position = result.position as string;
  };
  const read = async (path: string) => {
    const { status, body } = await service.get(`${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`);
    expect([status, body.code]).toEqual([200, undefined]);
    return body;
  };
  const call = (more: object) => ({
    agentId: 'a1',
    model: 'opus',
    inputTokens: 100,
    outputTokens: 10,
    durationMs: 1_500,
    success: true,
    ...more,
  });
  const use = (more: object) => ({ agentId: 'a1', tool: 'Bash', durationMs: 100, success: true, ...more });

  beforeAll(async () => {
    service = await startTestService();
    await report(
      // Its calls come before the agent itself does.
      ['ModelCallRecorded', '10:59:59', call({ cacheReadTokens: 40, reportedCostUsd: '0.1' })],
      ['ModelCallRecorded', '11:00:00', call({ reportedCostUsd: '0.2', storyId: 'story-2' })],
      ['ModelCallRecorded', '11:30:00', call({ model: 'haiku', success: false, durationMs: 0.5 })],
      ['AgentSpawned', '10:00:00', { agentId: 'a1', type: 'story_developer', epicId: 'epic-1', storyId: 'story-1' }],
      ['AgentStateChanged', '10:01:00', { agentId: 'a1', to: 'initializing' }],
      ['AgentStateChanged', '10:02:00', { agentId: 'a1', to: 'running' }],
      [
        'AgentSpawned',
        '10:00:00',
        { agentId: 'a2', type: 'explorer', prNumber: 7, parentAgentId: 'a1', task: '50% Ä' },
      ],
      ['ToolCallRecorded', '11:00:00', use({})],
      ['ToolCallRecorded', '11:00:01', use({ durationMs: 10_000, success: false, error: 'no such file' })],
      ['ToolCallRecorded', '11:00:02', use({ agentId: 'a3', tool: 'Edit', success: false, error: 'denied' })],
      ['QueueDepthObserved', '11:00:00', { queue: 'pr_queue', depth: 5 }],
    );
    await read('/api/queues');
    const [{ at }] = await service.runtime.dataSource.query('select max(recorded_at) as at from eventlog.events');
    beforeWaiting = (at as Date).toISOString();
    await report(
      ['QueueDepthObserved', '11:05:00', { queue: 'pr_queue', depth: 0 }],
      ['QueueDepthObserved', '11:01:00', { queue: 'pr_queue', depth: 9 }],
      ['AgentStateChanged', '12:02:00', { agentId: 'a1', to: 'completed' }],
      ['ModelCallRecorded', '13:00:00', call({ agentId: 'a4', inputTokens: HUGE, epicId: 'epic-1' })],
      ['ModelCallRecorded', '13:00:01', call({ agentId: 'a4', inputTokens: HUGE, epicId: 'epic-1' })],
    );
  });
  afterAll(() => service.close());

  const idsOf = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);

  it('lists agents by what is asked for, with the true total', async () => {
    expect(idsOf(await read('/api/agents?state=completed'))).toEqual(['a1']);
    expect(idsOf(await read('/api/agents?type=story-developer,explorer&order=asc'))).toEqual(['a2', 'a1']);
    expect(idsOf(await read('/api/agents?prNumber=7'))).toEqual(['a2']);
    expect(idsOf(await read('/api/agents?parentAgentId=a1'))).toEqual(['a2']);
    expect(idsOf(await read('/api/agents?text=50%25'))).toEqual(['a2']);
    expect(idsOf(await read('/api/agents?text=%25'))).toEqual(['a2']);
    expect(idsOf(await read('/api/agents?from=2026-01-15T12:02:00Z&to=2026-01-15T12:02:01Z'))).toEqual(['a1']);
    expect(idsOf(await read('/api/agents?sort=createdAt&to=2026-01-15T10:00:00Z'))).toEqual([]);
    const tokensOf = async (query: string) =>
      ((await read(`/api/agents?${query}`)).items as { tokens: number | null }[]).map(({ tokens }) => tokens);
    expect(await tokensOf('state=completed')).toEqual([330]);
    expect(await tokensOf('prNumber=7')).toEqual([null]);
    const first = await read('/api/agents?sort=createdAt&limit=3');
    expect([first.total, idsOf(first).length]).toEqual([4, 3]);
    const second = await read(`/api/agents?sort=createdAt&limit=3&cursor=${first.nextCursor}`);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(['a2', 'a1', 'a4', 'a3']);
    expect([second.total, second.nextCursor]).toEqual([4, null]);
  });

  it('shows an agent as it is, with its timeline and totals, and as it was known', async () => {
    const agent = await read('/api/agents/a1');
    expect(agent).toMatchObject({
      type: 'story-developer',
      state: 'completed',
      executionSeconds: 7_200,
      createdAt: '2026-01-15T10:00:00.000Z',
      usage: { modelCalls: 3, failedModelCalls: 1, inputTokens: 300, cacheReadTokens: 40, cacheWriteTokens: null },
    });
    expect(agent.usage).toMatchObject({ reportedCostUsd: '0.3', modelDurationMs: 3_000.5, toolCalls: 2 });
    expect(agent.timeline.total).toBe(9);
    const instants = agent.timeline.items.map(({ occurredAt }: { occurredAt: string }) => Date.parse(occurredAt));
    expect(instants).toEqual([...instants].sort((one: number, other: number) => other - one));
    const types = new Set<string>();
    let cursor = '';
    do {
      const page = await read(`/api/agents/a1/timeline?limit=2${cursor}`);
      for (const { id, type } of page.items) types.add(`${type} ${id}`);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    expect(types.size).toBe(9);
    expect(await read(`/api/agents/a1?asOf=${beforeWaiting}`)).toMatchObject({ state: 'running', usage: null });
    expect((await service.get('/api/agents/nobody')).body.code).toBe('AGENT_UNKNOWN');
  });

  it('sums tokens exactly, by model, with null for what was never reported', async () => {
    const report = await read('/api/tokens');
    expect(report).toMatchObject({ total: 2, nextCursor: null, from: null, to: null });
    const [haiku, opus] = report.items;
    expect(haiku).toMatchObject({ model: 'haiku', calls: 1, failedCalls: 1, inputTokens: 100, cacheReadTokens: null });
    expect(haiku).toMatchObject({ reportedCostUsd: null, callsWithCost: 0, durationMs: 0.5, maxDurationMs: 0.5 });
    expect(opus).toMatchObject({ calls: 4, cacheReadTokens: 40, reportedCostUsd: '0.3', callsWithCost: 2 });
    const [{ sum }] = await service.runtime.dataSource.query(
      `select sum(input_tokens)::text as sum from token_usage where model = 'opus'`,
    );
    expect(sum).toBe(String(2n * BigInt(HUGE) + 200n));
    expect(opus.inputTokens).toBe(Number(sum));
    expect(report.totals).toMatchObject({ calls: 5, outputTokens: 50 });
  });

  it('attributes calls to what they say, else to what the agent is known to work on', async () => {
    const stories = (await read('/api/tokens?groupBy=storyId')).items;
    expect(stories.map(({ storyId, calls }: { storyId: string; calls: number }) => [storyId, calls])).toEqual([
      [null, 2],
      ['story-1', 2],
      ['story-2', 1],
    ]);
    expect((await read('/api/tokens?groupBy=epicId')).items).toMatchObject([{ epicId: 'epic-1', calls: 5 }]);
    const types = (await read('/api/tokens?groupBy=agentType,model')).items;
    expect(types).toMatchObject([
      { agentType: 'story-developer', model: 'haiku', calls: 1 },
      { agentType: 'story-developer', model: 'opus', calls: 2 },
      { agentType: 'unknown', model: 'opus', calls: 2 },
    ]);
    expect((await read('/api/tokens?storyId=story-2')).totals.calls).toBe(1);
  });

  it('cuts tokens at UTC hours, says so, and pages through the groups', async () => {
    const hours = await read('/api/tokens?groupBy=hour&from=2026-01-15T11:20:00Z&to=2026-01-15T12:40:00Z');
    expect(hours).toMatchObject({ from: '2026-01-15T11:00:00.000Z', to: '2026-01-15T13:00:00.000Z' });
    expect(hours.items).toMatchObject([{ hour: '2026-01-15T11:00:00Z', calls: 2 }]);
    const first = await read('/api/tokens?groupBy=hour,model&limit=2');
    const second = await read(`/api/tokens?groupBy=hour,model&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...second.items].map(({ hour, model }) => `${hour} ${model}`)).toEqual([
      '2026-01-15T10:00:00Z opus',
      '2026-01-15T11:00:00Z haiku',
      '2026-01-15T11:00:00Z opus',
      '2026-01-15T13:00:00Z opus',
    ]);
    expect([first.total, second.nextCursor, second.totals]).toEqual([4, null, first.totals]);
    expect((await read('/api/tokens?groupBy=day')).items).toMatchObject([{ day: '2026-01-15', calls: 5 }]);
    expect(await read('/api/tokens?model=none')).toMatchObject({
      items: [],
      totals: { calls: 0, maxDurationMs: null },
    });
    for (const query of ['groupBy=nope', 'groupBy=model,model', 'groupBy=', 'cursor=xx', 'from=yesterday']) {
      expect([query, (await service.get(`/api/tokens?${query}`)).status]).toEqual([query, 400]);
    }
  });

  it('tells how long tools took and which calls failed', async () => {
    const { items, totals } = await read('/api/tool-calls');
    expect(items).toMatchObject([
      { tool: 'Bash', calls: 2, failedCalls: 1, durationMs: 10_100, maxDurationMs: 10_000 },
      { tool: 'Edit', calls: 1, failedCalls: 1, durationMs: 100 },
    ]);
    const { p50, p99 } = totals.durationMsQuantiles;
    expect([Math.round(p50 / 10) * 10, Math.round(p99 / 1_000) * 1_000]).toEqual([100, 10_000]);
    const failures = await read('/api/tool-calls/failures');
    expect(failures.items.map(({ error }: { error: string }) => error)).toEqual(['denied', 'no such file']);
    expect((await read('/api/tool-calls/failures?tool=Bash&text=FILE')).total).toBe(1);
  });

  it('knows the depth of a queue as counted last, and as it was known', async () => {
    expect((await read('/api/queues')).items).toEqual([
      { name: 'pr_queue', depth: 0, observedAt: '2026-01-15T11:05:00.000Z', demo: false },
    ]);
    expect((await read(`/api/queues?asOf=${beforeWaiting}`)).items).toMatchObject([{ name: 'pr_queue', depth: 5 }]);
    expect((await read('/api/queues?asOf=2020-01-01T00:00:00Z')).total).toBe(0);
  });

  it('says the same after a rebuild', async () => {
    const { engine } = service.runtime;
    const names = ['agents', 'tokens', 'tool-calls', 'queues'];
    const ours = engine.projections.filter(({ name }) => names.includes(name));
    const live = await dumpReadModels(service.database.pool, ours);
    await engine.startRebuild(names);
    await engine.awaitRebuild(names, AbortSignal.timeout(30_000));
    expect(await dumpReadModels(service.database.pool, ours)).toEqual(live);
    expect(Object.values(live).every((rows) => rows.length > 0)).toBe(true);
  });
});
