import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

interface Run {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly end?: 'completed' | 'failed' | 'terminated';
  readonly seconds?: number;
  readonly waiting?: number;
  readonly model?: string;
  readonly work?: object;
  readonly error?: string | undefined;
}

type Fact = readonly [type: string, occurredAt: string, data: object];

const JANUARY = 'from=2026-01-15T00:00:00Z&to=2026-01-16T00:00:00Z';
const FEBRUARY = 'from=2026-02-01T00:00:00Z&to=2026-02-15T00:00:00Z';

/** What is reported of a run: spawned and running at once, a failed call and its repetition, waiting, the end. */
function factsOf({ id: agentId, type, at, end, seconds = 60, waiting = 0, model, work, error }: Run): readonly Fact[] {
  const after = (plus: number) => new Date(Date.parse(at) + plus * 1_000).toISOString();
  const call = { agentId, model, inputTokens: 100, outputTokens: 50, durationMs: 10 };
  return [
    ['AgentSpawned', after(0), { agentId, type, ...work }],
    ['AgentStateChanged', after(0), { agentId, to: 'running' }],
    ...(model === undefined
      ? []
      : ([
          ['ModelCallRecorded', after(1), { ...call, success: false, error: 'overloaded' }],
          ['ModelCallRecorded', after(2), { ...call, success: true }],
        ] as const)),
    ...(waiting > 0
      ? ([
          ['AgentStateChanged', after(5), { agentId, to: 'waiting_for_input' }],
          ['AgentStateChanged', after(5 + waiting), { agentId, to: 'running' }],
        ] as const)
      : []),
    ...(end ? ([['AgentStateChanged', after(seconds), { agentId, to: end, error }]] as const) : []),
  ];
}

const many = (count: number, run: (index: number) => Run) => Array.from({ length: count }, (_one, index) => run(index));

const january: readonly Run[] = [
  ...many(48, (index) => ({
    id: `dev-${index}`,
    type: 'story-developer',
    at: '2026-01-15T10:00:00Z',
    end: index < 45 ? 'completed' : 'failed',
    seconds: 60 + index,
    waiting: 20,
    model: 'opus',
    work: { epicId: index < 24 ? 'epic-1' : 'epic-2', ...(index === 3 && { prNumber: 3 }) },
  })),
  ...many(25, (index) => ({
    id: `fix-${index}`,
    type: 'issue-fixer',
    at: '2026-01-15T11:00:00Z',
    end: index < 12 ? 'completed' : 'failed',
    model: 'haiku',
    error: index < 12 ? undefined : index < 20 ? 'HTTP 429: rate limit' : 'reached max turns (80)',
  })),
  // It is at work when the review is given, so that it is the reviewer and not who is judged.
  {
    id: 'rev-1',
    type: 'code-reviewer',
    at: '2026-01-15T13:05:00Z',
    end: 'completed',
    seconds: 600,
    work: { prNumber: 3 },
  },
  { id: 'look-1', type: 'explorer', at: '2026-01-15T12:00:00Z' },
  { id: 'look-2', type: 'explorer', at: '2026-01-15T12:00:00Z', end: 'terminated' },
];

/** A week in which all succeeds, and one in which half of it does and takes longer. */
const february = many(14 * 6, (index): Run => {
  const day = Math.floor(index / 6);
  return {
    id: `feb-${index}`,
    type: 'story-developer',
    at: `2026-02-${String(day + 1).padStart(2, '0')}T10:00:00Z`,
    end: day < 7 || index % 2 === 0 ? 'completed' : 'failed',
    seconds: day < 7 ? 30 : 90,
    model: 'opus',
  };
});

const pullRequests: readonly Fact[] = [
  ['PullRequestOpened', '2026-01-15T13:00:00Z', { pullRequestId: 'o/r#1', number: 1, agentId: 'dev-1' }],
  ['ReviewSubmitted', '2026-01-15T13:10:00Z', { pullRequestId: 'o/r#1', reviewer: 'ann', verdict: 'approved' }],
  ['PullRequestOpened', '2026-01-15T13:00:00Z', { pullRequestId: 'o/r#2', number: 2, agentId: 'dev-2' }],
  [
    'ReviewSubmitted',
    '2026-01-15T13:10:00Z',
    { pullRequestId: 'o/r#2', reviewer: 'ann', verdict: 'changes_requested' },
  ],
  ['ReviewSubmitted', '2026-01-15T13:20:00Z', { pullRequestId: 'o/r#2', reviewer: 'ann', verdict: 'approved' }],
  ['PullRequestOpened', '2026-01-15T13:00:00Z', { pullRequestId: 'o/r#3', number: 3 }],
  ['ReviewSubmitted', '2026-01-15T13:10:00Z', { pullRequestId: 'o/r#3', reviewer: 'ann', verdict: 'approved' }],
];

describe('how well agents do, over the API', () => {
  let service: TestService;
  let position: string;

  const read = async (path: string) => {
    const { status, body } = await service.get(`${path}&minPosition=${position}`);
    expect([path, status, body.code]).toEqual([path, 200, undefined]);
    return body;
  };
  const refused = async (path: string) => {
    const { status, body } = await service.get(path);
    return [status, body.code, body.errors?.map(({ field }: { field: string }) => field)];
  };

  beforeAll(async () => {
    service = await startTestService();
    const facts = [...[...january, ...february].flatMap(factsOf), ...pullRequests];
    for (let first = 0; first < facts.length; first += 100) {
      const batch = facts.slice(first, first + 100).map(([type, occurredAt, data]) => ({ type, occurredAt, data }));
      const { status, body } = await service.post('/api/events', batch);
      const left = body.results?.find((one: { status: string }) => one.status !== 'accepted');
      if (status !== 200 || left) throw new Error(`not recorded: ${status} ${JSON.stringify(left)}`);
    }
    ({ position } = (await service.post('/api/keys', { name: 'the last', role: 'viewer' })).body);
  });
  afterAll(() => service.close());

  it('tells by type how runs went, and null where nothing is known', async () => {
    const report = await read(`/api/analytics/agents?${JANUARY}`);
    expect(report).toMatchObject({ by: 'type', total: 4, comparison: null, from: '2026-01-15T00:00:00.000Z' });
    const [developer, fixer, explorer, reviewer] = report.items;
    expect(developer).toMatchObject({
      key: 'story-developer',
      runs: 48,
      succeeded: 45,
      failed: 3,
      successRate: 0.9375,
      executionSeconds: { p50: 83.5, runs: 48 },
      activeSeconds: { p50: 63.5, runs: 48 },
      tokensPerSuccessfulRun: 300,
      modelCalls: 96,
      failedCallRate: 0.5,
      retryRate: 0.5,
      reviewedPullRequests: 3,
      topErrors: [{ errorClass: 'overloaded', runs: 3 }],
    });
    expect(developer.qualityScore).toBeCloseTo(2 / 3, 10);
    expect(developer.successRateInterval.low).toBeCloseTo(0.8316, 3);
    expect(fixer).toMatchObject({ key: 'issue-fixer', successRate: 0.48, qualityScore: null });
    expect(fixer.topErrors).toEqual([
      { errorClass: 'rate_limited', runs: 8 },
      { errorClass: 'out_of_turns', runs: 5 },
    ]);
    expect(explorer).toEqual({
      key: 'explorer',
      runs: 2,
      succeeded: 0,
      failed: 0,
      terminated: 1,
      open: 1,
      successRate: null,
      successRateInterval: null,
      executionSeconds: null,
      activeSeconds: null,
      tokensPerSuccessfulRun: null,
      modelCalls: 0,
      failedCallRate: null,
      retryRate: null,
      toolCalls: 0,
      qualityScore: null,
      reviewedPullRequests: 0,
      cost: null,
      costPerSuccess: null,
      pricedRuns: 0,
      unpricedRuns: 0,
      topErrors: [],
    });
    expect(reviewer).toMatchObject({ key: 'code-reviewer', succeeded: 1, qualityScore: null, reviewedPullRequests: 0 });
    expect(report.fleet).toMatchObject({ runs: 76, succeeded: 58, failed: 16, reviewedPullRequests: 3 });
    expect(report.underperformers).toMatchObject([{ key: 'issue-fixer', rule: 'success_rate_below_fleet' }]);
  });

  it('tells by model and by epic, of the runs that are asked for', async () => {
    const models = await read(`/api/analytics/agents?${JANUARY}&by=model&compare=opus,haiku&limit=1`);
    expect(models.items.map(({ key }: { key: string }) => key)).toEqual(['opus']);
    expect(models.total).toBe(3);
    expect(models.comparison).toMatchObject({ keys: ['opus', 'haiku'], significant: true });
    expect(models.comparison.statement).toMatch(/^significant: opus succeeds more often, 93.8 % of opus/);
    const epics = await read(`/api/analytics/agents?${JANUARY}&by=epic&type=story_developer&compare=epic-1,epic-2`);
    expect(epics.items.map(({ key, runs }: { key: string; runs: number }) => [key, runs])).toEqual([
      ['epic-1', 24],
      ['epic-2', 24],
    ]);
    expect(epics.comparison.statement).toMatch(/^not significant: 24 and 24 runs are too few to tell/);
  });

  it('answers an empty period with nothing, not with zeros', async () => {
    const report = await read('/api/analytics/agents?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z');
    expect(report).toMatchObject({ items: [], total: 0, underperformers: [] });
    expect(report.fleet).toMatchObject({ runs: 0, successRate: null, executionSeconds: null, failedCallRate: null });
  });

  it('shows trends, and where they changed', async () => {
    const rates = await read(`/api/analytics/trends?${FEBRUARY}&metric=success_rate`);
    expect(rates.points).toHaveLength(14);
    expect(rates.points[8]).toEqual({ start: '2026-02-09T00:00:00.000Z', runs: 6, value: 0.5 });
    expect(rates.changePoints).toMatchObject([{ at: '2026-02-08T00:00:00.000Z', before: 1, after: 0.5 }]);
    expect(rates.statement).toBe('1 significant change in 14 days with runs');
    const times = await read(`/api/analytics/trends?${FEBRUARY}&metric=completion_seconds`);
    expect(times.changePoints).toMatchObject([{ before: 30, after: 90, runsBefore: 42, runsAfter: 21 }]);
    const tokens = await read(`/api/analytics/trends?${FEBRUARY}&metric=tokens_per_run&by=week`);
    expect(tokens).toMatchObject({ from: '2026-01-26T00:00:00.000Z', to: '2026-02-16T00:00:00.000Z' });
    expect(tokens.points.map(({ value }: { value: number }) => value)).toEqual([300, 300, 300]);
    expect(tokens.statement).toMatch(/^not enough data: 3 weeks with runs/);
    const none = await read(
      '/api/analytics/trends?from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z&metric=success_rate',
    );
    expect(none.points).toEqual([{ start: '2020-01-01T00:00:00.000Z', runs: 0, value: null }]);
  });

  describe('on the command line', () => {
    const run = (...args: readonly string[]) =>
      cli(['analytics', ...args], {
        env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey },
      });
    const day = ['--from', '2026-01-15', '--to', '2026-01-16'];

    it('shows how well agents do, who does worse, and whether two differ', async () => {
      const { code, out, err } = await run('agents', ...day, '--compare', 'story-developer,issue-fixer');
      expect([code, err]).toEqual([0, '']);
      const lines = out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '));
      expect(lines[0]).toBe('2026-01-15 00:00:00Z to 2026-01-16 00:00:00Z, by type');
      expect(lines[2]).toMatch(/^KEY \| RUNS \| FAILED \| SUCCESS \| 95 % INTERVAL \| P50 \| P95/);
      expect(lines[3]).toMatch(/^story-developer \| 48 \| 3 \| 93\.8 % \| 83\.\d % to 97\.\d % \| 1 min 24 s/);
      expect(lines[5]).toMatch(/^explorer \| 2 \| 0 \| - \| - \| - \| - /);
      expect(lines[7]).toMatch(/^all \| 76 \| 16 \| 78\.4 %/);
      expect(out).toContain('worse than the fleet:\n  issue-fixer: its success rate is at most ');
      expect(out).toContain('significant: story-developer succeeds more often');
      const json = JSON.parse((await run('agents', ...day, '--by', 'model', '--type', 'issue-fixer', '--json')).out);
      expect(json.items).toMatchObject([{ key: 'haiku', runs: 25 }]);
      expect((await run('agents', '--from', '2020-01-01', '--to', '2020-01-02')).out).toMatch(/\n\nno runs\n$/);
      const unknown = await run('agents', ...day, '--compare', 'explorer,nobody');
      expect(unknown).toMatchObject({ code: 1, out: '', err: expect.stringContaining('there are: story-developer') });
    });

    it('shows a trend and its changes', async () => {
      const days = ['--from', '2026-02-01', '--to', '2026-02-15'];
      const { code, out } = await run('trends', '--metric', 'completion_seconds', ...days);
      expect(code).toBe(0);
      expect(out).toMatch(/^DAY +COMPLETION SECONDS +RUNS\n2026-02-01 +30 s +6\n/);
      expect(out).toMatch(
        /1 significant change in 14 days with runs\n\n2026-02-08 {2}from 30 s to 1 min 30 s, 42 and 21/,
      );
      expect((await run('trends', '--metric', 'luck')).code).toBe(2);
      expect((await run('trends', ...days)).out).toMatch(/^DAY +SUCCESS RATE +RUNS$/m);
    });
  });

  it('refuses what makes no sense, and says what is wrong', async () => {
    const base = '/api/analytics/agents?';
    expect(await refused(`${base}by=moon`)).toEqual([400, 'VALIDATION_FAILED', ['by']]);
    expect(await refused(`${base}from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z`)).toEqual([
      400,
      'PERIOD_INVALID',
      ['from'],
    ]);
    expect(await refused(`${base}period=0d`)).toEqual([400, 'VALIDATION_FAILED', ['period']]);
    expect(await refused(`${base}compare=one`)).toEqual([400, 'VALIDATION_FAILED', ['compare']]);
    expect(await refused('/api/analytics/trends?metric=luck')).toEqual([400, 'VALIDATION_FAILED', ['metric']]);
    const { status, body } = await service.get(`${base}${JANUARY}&compare=explorer,nobody&minPosition=${position}`);
    expect([status, body.code]).toEqual([400, 'ANALYTICS_KEY_UNKNOWN']);
    expect(body.detail).toContain('nobody; there are: story-developer, issue-fixer, explorer');
  });
});
