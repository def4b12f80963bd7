import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

const NOW = Date.now();
const DAY_MS = 86_400_000;
const DEAR = 'dear-model';
const CHEAP = 'cheap-model';
const TYPE = 'story-developer';

/** Runs of one call of 100,000 tokens each, two days ago. */
function runs(name: string, model: string, succeeded: number, failed = 0): readonly object[] {
  const at = (minute: number) => new Date(NOW - 2 * DAY_MS + minute * 60_000).toISOString();
  return Array.from({ length: succeeded + failed }, (_, index) => `${name}-${index}`).flatMap((agentId, index) => {
    const call = { agentId, model, inputTokens: 100_000, outputTokens: 0, success: true };
    const to = index < succeeded ? 'completed' : 'failed';
    return [
      { type: 'AgentSpawned', occurredAt: at(0), data: { agentId, type: TYPE } },
      { type: 'AgentStateChanged', occurredAt: at(1), data: { agentId, to: 'running' } },
      { type: 'ModelCallRecorded', occurredAt: at(2), data: call },
      { type: 'AgentStateChanged', occurredAt: at(3), data: { agentId, to } },
    ];
  });
}

describe('what could be saved', () => {
  let service: TestService;
  let position: string;
  const record = async (items: readonly object[]) => {
    const { body } = await service.post('/api/events', items);
    expect(body.results.filter(({ status }: { status: string }) => status !== 'accepted')).toEqual([]);
    position = body.position;
  };
  beforeAll(async () => {
    service = await startTestService();
    const price = { effectiveFrom: '2020-01-01T00:00:00Z' };
    for (const [model, input] of [
      [DEAR, '10'],
      [CHEAP, '1'],
    ]) {
      const body = { ...price, model, rates: { input, output: '1', cacheRead: '0.1' } };
      const { status } = await service.request('PUT', '/api/cost/prices', { body });
      if (status !== 200) throw new Error(`the price of ${model} was refused: ${status}`);
    }
    await record([...runs('dear', DEAR, 23, 2), ...runs('cheap', CHEAP, 30)]);
  });
  afterAll(() => service?.close());

  describe('what if', () => {
    const ask = (query: string) => service.get(`/api/cost/what-if?minPosition=${position}&${query}`);

    it('prices what was recorded as another model', async () => {
      const { status, body } = await ask(`model=${DEAR}&to=${CHEAP}`);
      expect(status).toBe(200);
      const change = { actual: '25.000000', hypothetical: '2.500000', difference: '-22.500000', calls: 25 };
      expect(body).toMatchObject({
        ...change,
        currency: 'USD',
        toModel: CHEAP,
        cacheRate: null,
        recordedCacheRate: 0,
        tokens: 2_500_000,
        byModel: [{ key: DEAR, ...change }],
        byAgentType: [{ key: TYPE, ...change }],
        unpriced: { calls: 0, models: [] },
      });
      expect(body.assumption).toContain('with the same tokens');
      expect(body.byDay.filter(({ calls }: { calls: number }) => calls > 0)).toMatchObject([change]);
    });

    it('prices it with another part read from a cache', async () => {
      // Of 30 × 100,000 tokens half at $1, half at $0.1 a million.
      expect((await ask(`model=${CHEAP}&cacheRate=0.5&agentType=${TYPE}`)).body).toMatchObject({
        actual: '3.000000',
        hypothetical: '1.650000',
        difference: '-1.350000',
        toModel: null,
        cacheRate: 0.5,
      });
    });

    it('changes nothing where nothing is supposed, and is what the report says', async () => {
      const since = new Date(NOW - 10 * DAY_MS).toISOString();
      const until = new Date(NOW).toISOString();
      const same = (await ask(`model=${DEAR}&to=${DEAR}&since=${since}&until=${until}`)).body;
      const report = (await service.get(`/api/cost/report?model=${DEAR}&from=${since}&to=${until}`)).body;
      expect(same).toMatchObject({ actual: report.total, hypothetical: report.total, difference: '0.000000' });
    });

    it('is about nothing that is to come', async () => {
      const since = new Date(NOW - 10 * DAY_MS).toISOString();
      const usual = (await ask(`model=${DEAR}&to=${CHEAP}`)).body;
      const asked = (await ask(`model=${DEAR}&to=${CHEAP}&since=${since}&until=2999-01-01T00:00:00Z`)).body;
      for (const { to, byDay } of [usual, asked]) {
        expect(Date.parse(to)).toBeLessThanOrEqual(Date.now());
        expect(byDay.at(-1).from <= to).toBe(true);
      }
      expect(
        (await ask(`to=${CHEAP}&since=2998-01-01T00:00:00Z&until=2999-01-01T00:00:00Z`)).body.errors,
      ).toMatchObject([{ field: 'since' }]);
    });

    it('says what has no price, and compares nothing of it', async () => {
      expect((await ask(`model=${DEAR}&to=nobody-knows-it`)).body).toMatchObject({
        actual: null,
        hypothetical: null,
        difference: null,
        calls: 0,
        byModel: [],
        unpriced: {
          calls: 25,
          tokens: 2_500_000,
          models: [{ model: DEAR, missing: 'hypothetical', pricedAs: 'nobody-knows-it', mode: null, calls: 25 }],
        },
      });
      expect((await ask('model=never-used&to=o3')).body).toMatchObject({
        actual: null,
        recordedCacheRate: null,
        unpriced: { calls: 0 },
      });
    });

    it.each([
      ['', 'to'],
      ['to=', 'to'],
      ['to=o3&cacheRate=1.2', 'cacheRate'],
      ['cacheRate=-0.1', 'cacheRate'],
      ['cacheRate=half', 'cacheRate'],
      ['to=o3&days=0', 'days'],
      ['to=o3&days=1.5', 'days'],
      ['to=o3&days=367', 'days'],
      ['to=o3&days=3&since=2026-01-01T00:00:00Z', 'days'],
      ['to=o3&until=2026-01-01T00:00:00Z', 'since'],
      ['to=o3&since=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z', 'since'],
      ['to=o3&since=2020-01-02T00:00:00Z&until=2026-01-01T00:00:00Z', 'since'],
      ['to=o3&tz=Mars/Olympus', 'tz'],
      ['to=o3&colour=red', '$'],
    ])('refuses %j', async (query, field) => {
      const { status, body } = await ask(query);
      expect([status, body.errors?.[0].field]).toEqual([400, field]);
    });
  });

  it('is seen beside how agents do', async () => {
    const { body } = await service.get(`/api/analytics/agents?by=model&type=${TYPE}&minPosition=${position}`);
    // 25 runs at $1 for 23 successes.
    expect(body.items).toMatchObject([
      { key: CHEAP, cost: '3.000000', costPerSuccess: '0.100000', pricedRuns: 30, unpricedRuns: 0 },
      { key: DEAR, cost: '25.000000', costPerSuccess: '1.086957', pricedRuns: 25, unpricedRuns: 0 },
    ]);
    expect(body.fleet).toMatchObject({ cost: '28.000000', costPerSuccess: '0.528302', pricedRuns: 55 });
    expect((await service.get('/api/analytics/agents?type=nobody')).body.fleet).toMatchObject({
      cost: null,
      costPerSuccess: null,
      pricedRuns: 0,
    });
  });

  describe('recommendations', () => {
    const list = (query = '') => service.get(`/api/cost/recommendations?minPosition=${position}&${query}`);
    const decide = async (id: string, body: object, options: object = {}) => {
      const answer = await service.post(`/api/cost/recommendations/${id}/decision`, body, options);
      if (answer.body.position) position = answer.body.position;
      return answer;
    };
    let id: string;

    it('come with evidence, a range, what is assumed and where it can be seen', async () => {
      const { status, body } = await list();
      expect(status).toBe(200);
      expect(body).toMatchObject({ total: 1, nextCursor: null, runs: 55, pricedRuns: 55, calls: 55, reason: null });
      const [found] = body.items;
      ({ id } = found);
      expect(found).toMatchObject({
        kind: 'cheaper_model',
        title: `Run ${TYPE} on ${CHEAP} instead of ${DEAR}`,
        status: 'open',
        scope: { agentType: TYPE, model: DEAR, toModel: CHEAP },
        // 25 runs at $1 less 23 successes at 10 cents.
        saving: { expected: '22.700000' },
        evidence: { runs: 55, calls: 55, numbers: { runs: 25, successRate: 0.92, costPerSuccess: '1.086957' } },
        decision: null,
      });
      expect(Number(found.saving.low)).toBeLessThan(22.7);
      expect(Number(found.saving.high)).toBeGreaterThanOrEqual(22.7);
      expect((await list('days=15')).body.items[0]).toMatchObject({ id, saving: { expected: '45.400000' } });
      for (const link of found.evidence.links) expect((await service.get(link)).status).toBe(200);
    });

    it('are not decided by whoever only looks', async () => {
      expect((await decide(id, { decision: 'accept' }, { key: await service.createKey('viewer') })).status).toBe(403);
    });

    it('stay away when they are dismissed, once and for all who ask again', async () => {
      const key = await service.createKey('operator');
      const dismissed = await decide(id, { decision: 'dismiss', reason: 'quality first' }, { key });
      expect([dismissed.status, dismissed.body]).toMatchObject([
        200,
        { id, kind: 'cheaper_model', decision: 'dismissed', note: 'quality first', changed: true },
      ]);
      expect((await decide(id, { decision: 'dismiss' })).body).toMatchObject({
        changed: false,
        note: 'quality first',
        position: dismissed.body.position,
      });
      expect((await list()).body).toMatchObject({
        total: 0,
        reason: 'all that is shown by the last 30 days was accepted or dismissed',
      });
      expect((await list('status=dismissed')).body.items).toMatchObject([
        { id, status: 'dismissed', decision: { decision: 'dismissed', saving: { expected: '22.700000' } } },
      ]);
    });

    it('come back when the saving has grown to one and a half', async () => {
      await record(runs('more', DEAR, 12));
      expect((await list()).body.total).toBe(0);
      // 40 runs at $1 less 38 successes at 10 cents is $36.2.
      await record(runs('still-more', DEAR, 3));
      expect((await list()).body.items).toMatchObject([{ id, status: 'open', saving: { expected: '36.200000' } }]);
    });

    it('are accepted, reopened and kept when nothing shows them any more', async () => {
      expect((await decide(id, { decision: 'accept' })).body).toMatchObject({ decision: 'accepted', changed: true });
      expect((await list('status=accepted')).body.items).toMatchObject([{ id, status: 'accepted' }]);
      // The last day shows nothing.
      expect((await list('status=accepted&days=1')).body.items).toMatchObject([
        { id, title: `Run ${TYPE} on ${CHEAP} instead of ${DEAR}`, evidence: null, saving: null },
      ]);
      expect((await list('days=1')).body).toMatchObject({
        items: [],
        reason: 'no model call is known of the last day',
      });
      expect((await decide(id, { decision: 'reopen' })).body).toMatchObject({ decision: 'reopened', changed: true });
      expect((await list()).body.items).toMatchObject([{ id, status: 'open', decision: { decision: 'reopened' } }]);
      const audit = await service.get(`/api/audit?resource=recommendation:${id}&minPosition=${position}`);
      expect(audit.body.items?.map(({ action }: { action: string }) => action)).toEqual([
        'recommendation.reopened',
        'recommendation.accepted',
        'recommendation.dismissed',
      ]);
    });

    it('are unknown under any other id', async () => {
      const unknown = await decide('retries-000000000000', { decision: 'accept' });
      expect([unknown.status, unknown.body.code]).toEqual([404, 'RECOMMENDATION_UNKNOWN']);
    });

    it.each([
      [{}, 'decision'],
      [{ decision: 'maybe' }, 'decision'],
      [{ decision: 'accept', reason: '' }, 'reason'],
      [{ decision: 'accept', days: 0 }, 'days'],
      [{ decision: 'accept', colour: 'red' }, '$'],
    ])('refuse the decision %j', async (body, field) => {
      const refused = await decide('any', body);
      expect([refused.status, refused.body.errors?.[0].field]).toEqual([400, field]);
    });

    it.each([
      ['days=0', 'days'],
      ['days=1000', 'days'],
      ['status=maybe', 'status'],
      ['limit=0', 'limit'],
      ['cursor=nonsense', 'cursor'],
      ['colour=red', '$'],
    ])('refuse %s', async (query, field) => {
      const { status, body } = await list(query);
      expect([status, body.errors?.[0].field]).toEqual([400, field]);
    });
  });

  describe('the program', () => {
    const run = (...line: string[]) =>
      cli(line, { env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey } });
    const recommendations = (...line: string[]) => run('cost', 'recommendations', ...line);

    it('tells what would have been', async () => {
      const told = await run('cost', 'what-if', '--model', CHEAP, '--to', DEAR, '--days', '7');
      expect([told.code, told.err]).toEqual([0, '']);
      expect(told.out).toMatch(/^actual +\$3\.00\nhypothetical +\$30\.00\ndifference +\$27\.00\ncalls +30\n/);
      expect(told.out).toMatch(/AGENT TYPE +ACTUAL +HYPOTHETICAL +DIFFERENCE +CALLS\nstory-developer +\$3\.00/);
      const cached = await run('cost', 'what-if', '--model', CHEAP, '--cache-rate', '0.5', '--json');
      expect(JSON.parse(cached.out)).toMatchObject({ cacheRate: 0.5, hypothetical: '1.650000' });
      const unpriced = await run('cost', 'what-if', '--model', CHEAP, '--to', 'nobody-knows-it');
      expect(unpriced.err).toContain('30 calls of cheap-model are left out: nobody has a price of nobody-knows-it');
      expect((await run('cost', 'what-if')).err).toContain('to or cacheRate must be given');
      expect((await run('cost', 'what-if', '--cache-rate', '80')).code).toBe(2);
    });

    it('lists, shows and decides recommendations', async () => {
      const listed = await recommendations();
      const [, id = ''] = /(cheaper-model-[0-9a-f]{12})/.exec(listed.out) ?? [];
      expect(listed.out).toMatch(/SAVES +RANGE +WHAT +KIND +STATUS +ID\n\$36\.20 /);
      const shown = await recommendations('show', id);
      expect(shown.out).toMatch(/^what +Run story-developer on cheap-model instead of dear-model\n/);
      expect(shown.out).toMatch(/\n  costPerSuccess +1\.052632\n/);
      expect((await recommendations('dismiss', id, '--reason', 'not now')).out).toBe(`dismissed: ${id}\n`);
      expect((await recommendations('dismiss', id)).out).toBe(`dismissed already: ${id}\n`);
      const none = await recommendations('list');
      expect([none.code, none.out]).toEqual([0, '']);
      expect(none.err).toContain('no recommendations\nall that is shown by the last 30 days was accepted or dismissed');
      expect(JSON.parse((await recommendations('list', '--status', 'dismissed', '--json')).out)).toMatchObject({
        total: 1,
        items: [{ id, decision: { note: 'not now' } }],
      });
      expect((await recommendations('accept', id)).out).toBe(`accepted: ${id}\n`);
      const unknown = await recommendations('show', 'nothing');
      expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('nothing of the id nothing')]);
      expect((await recommendations('accept', 'nothing')).code).toBe(1);
    });

    it('shows what a success costs', async () => {
      const { out } = await run('analytics', 'agents', '--by', 'model');
      expect(out).toMatch(/KEY .* P50 +P95 +P99 +ACTIVE P50 +ACTIVE P95 +ACTIVE P99 .*COST\/SUCCESS/);
      expect(out).toMatch(/dear-model .*\$1\.05/);
    });
  });
});
