import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { costSample } from '../support/cost-sample.js';
import { startTestService, type TestService } from '../support/service.js';

describe('costs, over the API', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());

  const price = (change: object = {}) => ({
    model: 'our-own-model',
    rates: { input: '1.5', output: '6' },
    effectiveFrom: '2026-01-01T00:00:00Z',
    ...change,
  });
  const set = (body: object, options: object = {}) => service.request('PUT', '/api/cost/prices', { body, ...options });

  describe('prices', () => {
    it('are set, changed, listed and removed', async () => {
      const asked = '/api/cost/prices?model=Our-Own-Model&at=2026-01-15T00:00:00Z';
      expect((await service.get(asked)).body.inForce).toMatchObject({ priced: false, reason: 'unknown_model' });
      const first = await set(price());
      expect([first.status, first.body.changed]).toEqual([200, true]);
      expect((await set(price())).body).toMatchObject({ id: first.body.id, changed: false });
      const dearer = await set(price({ rates: { input: '2', output: '6' }, note: 'contract 7' }));
      expect(dearer.body).toMatchObject({ id: first.body.id, changed: true });
      const listed = await service.get(`${asked}&minPosition=${dearer.body.position}`);
      expect(listed.body).toMatchObject({
        total: 1,
        items: [
          { id: first.body.id, note: 'contract 7', rates: { input: '2', cacheRead: null }, effectiveUntil: null },
        ],
        inForce: { priced: true, source: `override ${first.body.id}`, rates: { input: '2' } },
      });
      expect((await set(price({ mode: 'fast' }))).status).toBe(200);
      const page = await service.get('/api/cost/prices?limit=1');
      expect([page.body.total, page.body.items.length]).toEqual([2, 1]);
      const rest = await service.get(`/api/cost/prices?limit=1&cursor=${page.body.nextCursor}`);
      expect([rest.body.items.length, rest.body.nextCursor]).toEqual([1, null]);
      const path = `/api/cost/prices/${first.body.id}`;
      expect((await service.request('DELETE', path)).body).toMatchObject({ id: first.body.id });
      expect((await service.request('DELETE', path)).body.code).toBe('PRICE_UNKNOWN');
      const before = new Date(0).toISOString();
      expect((await service.get(`${asked}&asOf=${before}`)).body.items).toEqual([]);
      expect((await service.get('/api/cost/prices?model=claude-opus-4-5')).body.inForce).toMatchObject({
        priced: true,
        rates: { input: '5', output: '25' },
      });
    });

    it.each([
      [{ effectiveUntil: '2025-01-01T00:00:00Z' }, 400, 'PRICE_INVALID', 'effectiveUntil'],
      [{ effectiveFrom: '2026-01-01T00:01:00Z' }, 400, 'PRICE_INVALID', 'effectiveFrom'],
      [{ currency: 'EUR' }, 400, 'VALIDATION_FAILED', 'currency'],
      [{ rates: { input: '-1', output: '6' } }, 400, 'VALIDATION_FAILED', 'rates.input'],
      [{ rates: { input: 1, output: '6' } }, 400, 'VALIDATION_FAILED', 'rates.input'],
    ])('refuse %j', async (change, status, code, field) => {
      const refused = await set(price(change));
      expect([refused.status, refused.body.code, refused.body.errors[0].field]).toEqual([status, code, field]);
    });

    it('count for the same model by other names, and the answer says which one does', async () => {
      const { body: own } = await set(price({ model: 'gemini-2.5-flash' }));
      const asked = '/api/cost/prices?at=2026-01-15T00:00:00Z&model=';
      const routed = await service.get(`${asked}openrouter/google/gemini-2.5-flash`);
      expect(routed.body).toMatchObject({
        items: [{ id: own.id, model: 'gemini-2.5-flash' }],
        inForce: { source: `override ${own.id}: gemini-2.5-flash`, rates: { input: '1.5' } },
      });
      const { body: closer } = await set(
        price({ model: 'google/gemini-2.5-flash', rates: { input: '1', output: '4' } }),
      );
      expect((await service.get(`${asked}google/gemini-2.5-flash`)).body).toMatchObject({
        total: 2,
        inForce: { source: `override ${closer.id}`, rates: { input: '1' } },
      });
    });

    it('refuse to overlap', async () => {
      const other = { model: 'overlapping', effectiveUntil: '2026-02-01T00:00:00Z' };
      await set(price(other));
      const refused = await set(price({ ...other, effectiveFrom: '2026-01-15T00:00:00Z' }));
      expect([refused.status, refused.body.code]).toEqual([409, 'PRICE_OVERLAPS']);
    });

    it('are changed by administrators alone', async () => {
      const key = await service.createKey('operator');
      expect((await set(price(), { key })).status).toBe(403);
      expect((await service.get('/api/cost/prices', { key })).status).toBe(200);
    });
  });

  describe('reports', () => {
    const record = async (items: readonly object[]) => {
      const { body } = await service.post('/api/events', items);
      expect(body.results.filter(({ status }: { status: string }) => status !== 'accepted')).toEqual([]);
      return body.position as string;
    };
    const call = (data: object, occurredAt = '2025-06-09T12:00:00Z') => ({
      type: 'ModelCallRecorded',
      occurredAt,
      data: { agentId: 'cost-agent', model: 'o3', inputTokens: 1_000_000, outputTokens: 0, success: true, ...data },
    });
    let position: string;
    beforeAll(async () => {
      await record(costSample());
      position = await record([
        call({ storyId: 'story-1', epicId: 'epic-9', reportedCostUsd: '11' }),
        // A day later o3 costs a fifth.
        call({ agentType: 'explorer', reportedCostUsd: '1.5' }, '2025-06-10T12:00:00Z'),
        call({ model: 'nobody-knows-it', storyId: 'story-2' }, '2025-06-10T23:30:00Z'),
      ]);
    });
    const report = (query: string, options: object = {}) =>
      service.get(`/api/cost/report?minPosition=${position}&${query}`, options);

    it('price each call at the price of its time, and say what has none', async () => {
      const { status, body } = await report('month=2025-06&period=daily&groupBy=model,agent-type&seriesBy=agent-type');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        from: '2025-06-01T00:00:00.000Z',
        to: '2025-07-01T00:00:00.000Z',
        timeZone: 'UTC',
        currency: 'USD',
        total: '12.000000',
        calls: 3,
        byModel: [
          { key: 'o3', cost: '12.000000', share: 1, calls: 2 },
          { key: 'nobody-knows-it', cost: null, share: null, calls: 1 },
        ],
        byAgentType: [
          { key: null, cost: '10.000000', share: 0.8333 },
          { key: 'explorer', cost: '2.000000', share: 0.1667 },
        ],
        byEpic: [{ key: 'epic-9', cost: '10.000000' }],
        byStory: [
          { key: 'story-1', cost: '10.000000' },
          { key: 'story-2', cost: null },
        ],
        unattributed: { key: null, cost: '2.000000', calls: 1 },
        unpriced: {
          calls: 1,
          tokens: 1_000_000,
          models: [{ model: 'nobody-knows-it', provider: null, reason: 'unknown_model', calls: 1 }],
        },
        reported: { cost: '12.500000', calls: 2, comparedCalls: 2, difference: '0.500000' },
        priceBook: { asOf: null },
      });
      expect(body.periods).toHaveLength(30);
      expect(body.periods[8]).toMatchObject({ from: '2025-06-09T00:00:00.000Z', cost: '10.000000', calls: 1 });
      expect(body.groups).toHaveLength(3);
      expect(body.groups[0]).toMatchObject({ keys: { model: 'o3', agent_type: null }, cost: '10.000000' });
      expect(body.series).toMatchObject({ by: 'agent_type', rows: [{ key: null }, { key: 'explorer' }], others: null });
      expect(body.series.rows[0].costs).toEqual(
        body.periods.map((_: unknown, day: number) => (day === 8 ? '10.000000' : null)),
      );
    });

    it('have nothing in them, as of an instant, that happened after it', async () => {
      const days = await report('month=2025-06&period=daily&seriesBy=model&asOf=2025-06-10T12:10:00Z');
      // The call of 12:00 is of a quarter of an hour that is not over.
      expect(days.body).toMatchObject({
        from: '2025-06-01T00:00:00.000Z',
        to: '2025-06-10T12:00:00.000Z',
        calls: 1,
        byAgentType: [{ key: null, calls: 1 }],
      });
      expect(days.body.periods).toHaveLength(10);
      expect((await report('period=monthly&asOf=2025-06-10T12:15:00Z')).body).toMatchObject({
        from: '2025-06-01T00:00:00.000Z',
        to: '2025-06-10T12:15:00.000Z',
        calls: 2,
      });
      expect((await report('month=2025-06&period=daily&seriesBy=model&asOf=2025-05-10T00:00:00Z')).body).toMatchObject({
        from: '2025-06-01T00:00:00.000Z',
        to: '2025-06-01T00:00:00.000Z',
        total: null,
        calls: 0,
        periods: [],
        budget: null,
      });
    });

    it('are, as of an instant that is to come, what is known now', async () => {
      const { status, body } = await report('month=2025-06&asOf=2999-01-01T00:00:00Z');
      expect([status, body.calls]).toEqual([200, (await report('month=2025-06')).body.calls]);
      expect(Date.parse(body.priceBook.asOf)).toBeLessThanOrEqual(Date.now());
      expect((await report('asOf=garbage')).body.errors).toEqual([
        { field: 'asOf', message: 'must be an RFC 3339 time with a zone, as in 2026-01-15T14:32:00Z' },
      ]);
    });

    it('have the days of the time zone, and only what is asked for', async () => {
      const berlin = await report('from=2025-06-10T22:00:00Z&to=2025-06-11T22:00:00Z&tz=Europe/Berlin');
      expect(berlin.body).toMatchObject({ total: null, calls: 1, unpriced: { calls: 1 }, periods: [{ cost: null }] });
      expect((await report('month=2025-06&story=story-1')).body).toMatchObject({ total: '10.000000', calls: 1 });
      expect((await report('month=2025-06&last=3&period=monthly&tz=Europe/Berlin')).body).toMatchObject({
        from: '2025-03-31T22:00:00.000Z',
        to: '2025-06-30T22:00:00.000Z',
        periods: [{ calls: 0 }, { calls: 0 }, { calls: 3 }],
      });
      expect((await report('month=2019-06')).body).toMatchObject({
        total: null,
        byModel: [],
        reported: { cost: null, difference: null },
        forecast: null,
      });
    });

    it('have the totals and the forecast of the sample', async () => {
      const { body } = await report('month=2024-01');
      expect(body.total).toMatch(/^847\.3[12]/);
      expect(Number(body.forecast.expected).toFixed(2)).toBe('892.00');
      expect(body.forecast).toMatchObject({
        from: '2024-02-01T00:00:00.000Z',
        to: '2024-03-01T00:00:00.000Z',
        method: 'trend_and_weekday',
        basedOn: { days: 31 },
        current: null,
      });
    });

    it('move with what is told of an agent afterwards', async () => {
      await service.post('/api/agents', { id: 'late-agent', type: 'explorer' });
      const recorded = await record([call({ agentId: 'late-agent' }, '2025-08-01T12:00:00Z')]);
      const before = (await service.get(`/api/cost/report?month=2025-08&minPosition=${recorded}`)).body;
      expect(before).toMatchObject({ byStory: [], unattributed: { cost: '2.000000' } });
      const told = await service.post('/api/agents/late-agent/attribution', { storyId: 'story-7', epicId: 'epic-7' });
      expect(told.status).toBe(200);
      const after = await service.get(`/api/cost/report?month=2025-08&minPosition=${told.body.position}`);
      expect(after.body).toMatchObject({
        total: '2.000000',
        byStory: [{ key: 'story-7', cost: '2.000000' }],
        byEpic: [{ key: 'epic-7', cost: '2.000000' }],
        unattributed: { cost: null, calls: 0 },
      });
      expect((await service.post('/api/agents/nobody/attribution', { storyId: 's' })).body.code).toBe('AGENT_UNKNOWN');
    });

    it('move with what is told of an agent that is known by its calls only; what is left out stays', async () => {
      const recorded = await record([
        call({ agentId: 'unspawned', epicId: 'epic-said', agentType: 'explorer' }, '2026-03-01T12:00:00Z'),
      ]);
      const month = 'month=2026-03';
      const before = (await service.get(`/api/cost/report?${month}&minPosition=${recorded}`)).body;
      expect(before).toMatchObject({ byStory: [], byEpic: [{ key: 'epic-said', cost: '2.000000' }] });
      const told = await service.post('/api/agents/unspawned/attribution', { storyId: 'story-told' });
      expect(told.status).toBe(200);
      const after = (await service.get(`/api/cost/report?${month}&minPosition=${told.body.position}`)).body;
      expect(after).toMatchObject({
        total: '2.000000',
        byStory: [{ key: 'story-told', cost: '2.000000' }],
        byEpic: [{ key: 'epic-said', cost: '2.000000' }],
      });
      expect((await service.post('/api/agents/unspawned/attribution', { storyId: 'story-told' })).body).toMatchObject({
        duplicate: true,
      });
      expect((await service.post('/api/agents/unspawned/attribution', {})).body.code).toBe('VALIDATION_FAILED');
    });

    it('are known of a single agent, by model', async () => {
      await service.post('/api/agents', { id: 'costly-agent', type: 'explorer' });
      const recorded = await record([
        call({ agentId: 'costly-agent' }, '2025-08-01T12:00:00Z'),
        call({ agentId: 'costly-agent', model: 'nobody-knows-it', success: false }, '2025-08-01T12:01:00Z'),
      ]);
      const of = async (id: string) => (await service.get(`/api/cost/agents/${id}?minPosition=${recorded}`)).body;
      expect(await of('costly-agent')).toMatchObject({
        agentId: 'costly-agent',
        currency: 'USD',
        cost: '2.000000',
        calls: 2,
        failedCalls: 1,
        unpricedCalls: 1,
        byModel: [
          { model: 'o3', cost: '2.000000', calls: 1, inputTokens: 1_000_000 },
          { model: 'nobody-knows-it', cost: null, calls: 1, unpricedCalls: 1 },
        ],
      });
      expect(await of('nobody')).toMatchObject({ cost: null, calls: 0, byModel: [] });
    });

    it('go hour by hour of the time zone, where its clocks change too', async () => {
      const hour = (data: object, at: string) => call({ agentId: 'night-agent', epicId: 'night', ...data }, at);
      await service.post('/api/agents', { id: 'night-agent', type: 'explorer' });
      const recorded = await record([
        hour({}, '2025-10-26T00:59:00Z'),
        hour({ model: 'nobody-knows-it' }, '2025-10-26T01:00:00Z'),
        hour({ outputTokens: 1 }, '2025-10-26T01:14:00Z'),
      ]);
      const asked = (query: string) =>
        service.get(`/api/cost/report?period=hourly&tz=Europe/Berlin&epic=night&minPosition=${recorded}&${query}`);
      const { body } = await asked('from=2025-10-25T22:00:00Z&to=2025-10-26T23:00:00Z&seriesBy=agent');
      // The day has 25 hours; two o'clock is there twice.
      expect([body.period, body.periods.length, body.forecast, body.budget]).toEqual(['hourly', 25, null, null]);
      expect(body.periods.filter(({ calls }: { calls: number }) => calls > 0)).toMatchObject([
        { from: '2025-10-26T00:00:00.000Z', to: '2025-10-26T01:00:00.000Z', cost: '2.000000', calls: 1 },
        { from: '2025-10-26T01:00:00.000Z', to: '2025-10-26T02:00:00.000Z', cost: '2.000008', calls: 2 },
      ]);
      expect(body.series.rows).toMatchObject([{ key: 'night-agent' }]);
      expect(body.series.rows[0].costs.slice(1, 5)).toEqual([null, '2.000000', '2.000008', null]);
      const month = await asked('month=2025-10');
      expect([month.body.periods.length, month.body.total]).toEqual([31 * 24 + 1, '4.000008']);
      expect((await asked('month=2025-10&last=2')).body.periods).toHaveLength(2);
      const whole = await asked('from=2025-09-30T22:00:00Z&to=2025-10-31T23:00:00Z');
      expect(whole.body.periods).toHaveLength(31 * 24 + 1);
      const beyond = await asked('from=2025-09-30T22:00:00Z&to=2025-10-31T23:15:00Z');
      expect([beyond.status, beyond.body.errors[0]]).toEqual([
        400,
        { field: 'from', message: 'and to may be 31 days apart at most where period is hourly' },
      ]);
    });

    it('go by agent, and are of single agents', async () => {
      const one = (agentId: string, data: object = {}) => call({ agentId, ...data }, '2025-11-03T12:00:00Z');
      await service.post('/api/agents', { id: 'big-agent', type: 'explorer' });
      const recorded = await record([
        one('small-agent', { inputTokens: 1, reportedCostUsd: '0.5' }),
        one('big-agent', { storyId: 'story-1', reportedCostUsd: '3' }),
        one('big-agent', { storyId: 'story-2', success: false, cacheReadTokens: 1_000_000 }),
        one('big-agent', { model: 'nobody-knows-it' }),
        one('lost-agent', { model: 'nobody-knows-it' }),
      ]);
      const asked = async (query: string) =>
        (await service.get(`/api/cost/report?month=2025-11&minPosition=${recorded}&${query}`)).body;
      const all = await asked('groupBy=agent');
      expect(all.otherGroups).toBeNull();
      expect(all.groups).toMatchObject([
        { keys: { agent: 'big-agent' }, cost: '2.500000', calls: 3, tokens: 3_000_000, share: 1 },
        { keys: { agent: 'small-agent' }, cost: '0.000002', calls: 1, share: 0 },
        { keys: { agent: 'lost-agent' }, cost: null, calls: 1, share: null },
      ]);
      expect([all.total, all.calls]).toEqual(['2.500002', 5]);
      const big = await asked('agent=big-agent&groupBy=agent,story');
      expect(big).toMatchObject({
        total: '2.500000',
        calls: 3,
        byModel: [
          { key: 'o3', cost: '2.500000', calls: 2 },
          { key: 'nobody-knows-it', cost: null },
        ],
        byAgentType: [{ key: 'explorer', calls: 3 }],
        byStory: [
          { key: 'story-1', cost: '2.000000' },
          { key: 'story-2', cost: '0.500000' },
        ],
        unattributed: { cost: null, calls: 1 },
        unpriced: { calls: 1 },
        reported: { cost: '3.000000', calls: 1, comparedCalls: 1, difference: '1.000000' },
        budget: null,
      });
      expect(big.groups).toMatchObject([
        { keys: { agent: 'big-agent', story: 'story-1' } },
        { keys: { agent: 'big-agent', story: 'story-2' } },
        { keys: { agent: 'big-agent', story: null }, cost: null },
      ]);
      expect(await asked('agent=small-agent,lost-agent')).toMatchObject({ total: '0.000002', calls: 2 });
      expect(await asked('agent=nobody&groupBy=agent')).toMatchObject({ total: null, calls: 0, groups: [] });
      const told = await service.post('/api/agents/big-agent/attribution', { epicId: 'epic-told' });
      const after = await service.get(
        `/api/cost/report?month=2025-11&agent=big-agent&epic=epic-told&minPosition=${told.body.position}`,
      );
      expect(after.body).toMatchObject({ total: '2.500000', calls: 3, byEpic: [{ key: 'epic-told' }] });
    });

    it('come as CSV where that is asked for', async () => {
      const { body, headers } = await report('month=2025-06', { headers: { accept: 'text/csv' } });
      expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(body).toContain('model,o3,2025-06-01T00:00:00.000Z,2025-07-01T00:00:00.000Z,12.000000,1,2,2000000\r\n');
    });

    it.each([
      ['month=2024-13', 'month'],
      ['month=2024-01&from=2024-01-01T00:00:00Z', 'month'],
      ['last=3&from=2024-01-01T00:00:00Z', 'last'],
      ['tz=Mars/Olympus', 'tz'],
      ['from=2024-02-01T00:00:00Z&to=2024-01-01T00:00:00Z', 'from'],
      ['to=2024-01-01T00:00:00Z', 'from'],
      ['from=0024-02-01T00:00:00Z&to=2024-01-01T00:00:00Z&period=daily', 'from'],
      ['groupBy=colour', 'groupBy.0'],
      ['groupBy=model,model', 'groupBy'],
      ['seriesBy=model,epic', 'seriesBy'],
      ['period=minutely', 'period'],
      ['period=hourly&from=2025-01-01T00:00:00Z&to=2025-02-01T00:15:00Z', 'from'],
      ['agent=', 'agent.0'],
      ['colour=red', '$'],
    ])('refuse %s', async (query, field) => {
      const { status, body } = await report(query);
      expect([status, body.errors?.[0].field]).toEqual([400, field]);
    });
  });

  describe('forecasts and budgets', () => {
    const model = 'budgeted-model';
    const setBudget = (body: object, options: object = {}) =>
      service.request('PUT', '/api/cost/budgets', { body, ...options });
    let position: string;
    beforeAll(async () => {
      await set(price({ model, rates: { input: '1', output: '1' }, effectiveFrom: '2020-01-01T00:00:00Z' }));
      const day = 86_400_000;
      const items = Array.from({ length: 21 }, (_, index) => ({
        type: 'ModelCallRecorded',
        occurredAt: new Date(Date.now() - index * day).toISOString(),
        data: { agentId: 'spender', model, epicId: 'epic-b', inputTokens: 2_000_000, outputTokens: 0, success: true },
      }));
      ({ position } = (await service.post('/api/events', items)).body);
    });

    it('forecast what is spent every day, from the days that are over', async () => {
      const { body } = await service.get(`/api/cost/forecast?days=10&model=${model}&minPosition=${position}`);
      expect(body.forecast).toMatchObject({
        expected: '20.000000',
        low: '20.000000',
        high: '20.000000',
        confidence: 0.8,
      });
      expect(body.forecast.basedOn.days).toBe(20);
      expect(body.forecast.byDay).toHaveLength(10);
      const none = { forecast: null, reason: 'no_use' };
      expect((await service.get('/api/cost/forecast?model=never-used')).body).toMatchObject(none);
      expect((await service.get('/api/cost/forecast?days=0')).body.errors[0].field).toBe('days');
    });

    it('tell what is used of a budget and when it is used up', async () => {
      const scope = { kind: 'model', value: model };
      const made = await setBudget({ name: 'daily cap', period: 'daily', amount: '1.5', scope, warnPercent: [80] });
      expect(made.body).toMatchObject({ changed: true, name: 'daily cap', amount: '1.5', timeZone: 'UTC' });
      expect(
        (await setBudget({ name: 'daily cap', period: 'daily', amount: '1.5', scope, warnPercent: [80] })).body,
      ).toMatchObject({
        id: made.body.id,
        changed: false,
      });
      await setBudget({ amount: '1000000', scope: { kind: 'epic', value: 'epic-b' } });
      const { body } = await service.get(`/api/cost/budgets?minPosition=${position}`);
      expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['daily cap', 'monthly-epic-epic-b']);
      // Also where midnight has come since the calls.
      const [cap, month] = body.items;
      expect(cap.breach.day).toBe(cap.from);
      expect(Number(cap.projected.expected)).toBe(2);
      expect(Number(cap.projected.remaining)).toBe(-0.5);
      expect(month).toMatchObject({ breach: null, unpricedCalls: 0 });
      expect(Number(month.used) + Number(month.remaining)).toBe(1_000_000);
      const report = await service.get(`/api/cost/report?period=monthly&epic=epic-b`);
      expect(report.body.budget).toMatchObject({ name: 'monthly-epic-epic-b', amount: '1000000', used: month.used });
      expect((await service.get('/api/cost/report')).body.budget).toBeNull();
      // Of several, none hides that another one is exceeded.
      await setBudget({ name: 'a second', amount: '0.5', scope: { kind: 'epic', value: 'epic-b' } });
      const second = (await service.get(`/api/cost/report?period=monthly&epic=epic-b`)).body.budget;
      expect([second.name, second.usedRatio > 1]).toEqual(['a second', true]);
      expect((await service.request('DELETE', '/api/cost/budgets/a%20second')).status).toBe(200);
    });

    it('are gauges, so that rules can tell of them', async () => {
      const metrics = async () => String((await service.get('/metrics')).body);
      await expect
        .poll(metrics, { timeout: 60_000, interval: 500 })
        .toMatch(/orchestrate_budget_used_ratio\{budget="daily cap",since="20\d\d-\d\d-\d\d"\} [01]/);
      expect(await metrics()).toMatch(/orchestrate_cost_usd\{period="monthly",model="budgeted-model"\} \d+/);
    });

    it('have alert rules, one for each threshold, that go with them', async () => {
      const rules = async () =>
        ((await service.get('/api/alerts/rules?group=budgets&limit=100')).body.items as { name: string }[])
          .map(({ name }) => name)
          .filter((name) => name.startsWith('budget-ruled-'))
          .sort();
      const nobody = await setBudget({ name: 'ruled', amount: '10', channels: ['nowhere'] });
      expect([nobody.status, nobody.body.code]).toEqual([400, 'ALERT_RULE_INVALID']);
      expect((await setBudget({ name: 'ruled', amount: '10', warnPercent: [50, 100] })).status).toBe(200);
      await expect.poll(rules).toEqual(['budget-ruled-100', 'budget-ruled-50', 'budget-ruled-projected']);
      expect((await setBudget({ name: 'ruled', amount: '20', warnPercent: [90] })).status).toBe(200);
      await expect.poll(rules).toEqual(['budget-ruled-90', 'budget-ruled-projected']);
      expect((await service.request('DELETE', '/api/cost/budgets/ruled')).status).toBe(200);
      await expect.poll(rules).toEqual([]);
    });

    it('change no alert rule where they are refused', async () => {
      const rules = async () =>
        ((await service.get('/api/alerts/rules?group=budgets&limit=100')).body.items as Record<string, unknown>[])
          .filter(({ name }) => String(name).includes('kept'))
          .map(({ name, revision, condition }) => [name, revision, condition]);
      await setBudget({ name: 'kept', amount: '10', warnPercent: [50] });
      await expect.poll(rules).toHaveLength(2);
      const before = await rules();
      const refused = [
        await setBudget({ name: 'kept', amount: '0', warnPercent: [10, 80] }),
        await setBudget({ name: 'kept', amount: '5', scope: { kind: 'model' } }),
        await setBudget({ name: 'never kept', amount: '0', period: 'daily' }),
        await service.request('DELETE', '/api/cost/budgets/never%20kept'),
      ];
      expect(refused.map(({ body }) => body.code)).toEqual([
        'BUDGET_INVALID',
        'BUDGET_INVALID',
        'BUDGET_INVALID',
        'BUDGET_UNKNOWN',
      ]);
      // What is recorded later shows later.
      const later = await setBudget({ name: 'later', amount: '10', warnPercent: [50] });
      const last = `/api/alerts/rules?group=budgets&limit=100&minPosition=${later.body.position}`;
      expect((await service.get(last)).status).toBe(200);
      expect(await rules()).toEqual(before);
      for (const name of ['kept', 'later'])
        expect((await service.request('DELETE', `/api/cost/budgets/${name}`)).status).toBe(200);
    });

    it('are removed by name, and still known as of before', async () => {
      const before = new Date().toISOString();
      expect((await service.request('DELETE', '/api/cost/budgets/daily%20cap')).body).toMatchObject({
        name: 'daily cap',
      });
      expect((await service.request('DELETE', '/api/cost/budgets/daily%20cap')).body.code).toBe('BUDGET_UNKNOWN');
      const names = async (query = '') =>
        ((await service.get(`/api/cost/budgets${query}`)).body.items as { name: string }[]).map(({ name }) => name);
      expect(await names()).toEqual(['monthly-epic-epic-b']);
      expect(await names(`?asOf=${before}`)).toEqual(['daily cap', 'monthly-epic-epic-b']);
      expect(await names('?asOf=2020-01-01T00:00:00Z')).toEqual([]);
      const [now] = (await service.get('/api/cost/budgets')).body.items;
      const [, then] = (await service.get(`/api/cost/budgets?asOf=${before}`)).body.items;
      expect(then).toMatchObject({ from: now.from, used: now.used, amount: now.amount });
      expect((await service.get('/api/cost/budgets?asOf=yesterday')).body.errors[0].field).toBe('asOf');
    });

    it.each([
      [{ amount: '0' }, 'amount'],
      [{ amount: '-5' }, 'amount'],
      [{ amount: '5', currency: 'EUR' }, 'currency'],
      [{ amount: '5', timeZone: 'Mars/Olympus' }, 'timeZone'],
      [{ amount: '5', scope: { kind: 'epic' } }, 'scope.value'],
      [{ amount: '5', scope: { kind: 'planet', value: 'x' } }, 'scope.kind'],
      [{ amount: '5', warnPercent: [80, 50] }, 'warnPercent'],
    ])('refuse %j', async (body, field) => {
      const refused = await setBudget(body);
      expect([refused.status, refused.body.errors[0].field]).toEqual([400, field]);
    });
  });

  describe('orchestrate cost', () => {
    const run = (...line: string[]) =>
      cli(['cost', ...line], { env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey } });

    it('prints the report as it was drawn', async () => {
      const set = await run('budget', 'set', '--monthly', '1000');
      expect([set.code, set.out]).toEqual([0, 'set monthly: $1000.00 monthly\n']);
      expect(await run('report', '--month', '2024-01')).toEqual({
        code: 0,
        err: '',
        out: `Cost Report - January 2024

Total: $847.32

By Model:
  claude-3-opus:    $612.45 (72%)
  claude-3-sonnet:  $234.87 (28%)

By Agent Type:
  story-developer:  $523.18 (62%)
  code-reviewer:    $156.92 (19%)
  pr-shepherd:      $98.45 (12%)
  Other:            $68.77 (7%)

Top Epics:
  epic-002:         $234.56
  epic-003:         $189.23
  epic-001:         $145.67

Forecast: $892.00 for February (based on current trend)
Budget: $1000.00 (84% used)
`,
      });
      expect((await run('budget', 'list')).out).toMatch(/^monthly +monthly +\$1000\.00 /m);
      expect((await run('budget', 'remove', 'monthly')).out).toBe('removed monthly\n');
    });

    it('prints it for programs and spreadsheets, and what has no price', async () => {
      const json = await run('report', '--month', '2025-06', '--by', 'agent-type,model', '--json');
      expect(JSON.parse(json.out)).toMatchObject({ total: '12.000000', groups: expect.any(Array) });
      expect(json.err).toContain('1 calls have no price: nobody-knows-it');
      expect((await run('report', '--month', '2025-06', '--csv')).out).toMatch(/^section,key,[\s\S]*\nmodel,o3,/);
    });

    it('prints it of the last periods, of a pull request, and as it was known', async () => {
      const json = async (...line: string[]) => JSON.parse((await run('report', ...line, '--json')).out);
      const months = await json('--month', '2024-02', '--last', '2');
      expect([months.from, months.to, months.periods.length]).toEqual([
        '2024-01-01T00:00:00.000Z',
        '2024-03-01T00:00:00.000Z',
        2,
      ]);
      expect(await json('--month', '2025-06', '--pr', '424242')).toMatchObject({ total: null, calls: 0 });
      expect(await json('--month', '2025-06', '--as-of', '2025-06-10T12:10:00Z')).toMatchObject({
        to: '2025-06-10T12:00:00.000Z',
        calls: 1,
      });
      expect((await run('report', '--last', '2', '--from', '7d')).code).toBe(2);
      expect((await run('report', '--last', '0')).code).toBe(2);
    });

    it('prints it by the hour and by agent', async () => {
      const range = ['--from', '2025-06-09T00:00:00Z', '--to', '2025-06-11T00:00:00Z'];
      const line = ['report', '--period', 'hourly', ...range, '--by', 'agent', '--agent', 'cost-agent'];
      const { code, out } = await run(...line);
      expect(code).toBe(0);
      expect(out).toContain('2025-06-09 12:00 to 2025-06-09 13:00:  $10.00\n  2025-06-10 12:00 to');
      expect(out).toMatch(/^By agent:\n  cost-agent: +\$12\.00 \(100%\)\n\nForecast: none by the hour\n/m);
      const json = await run(...line, '--json');
      expect(JSON.parse(json.out).groups).toMatchObject([{ keys: { agent: 'cost-agent' }, cost: '12.000000' }]);
    });

    it('sets, lists and removes prices, and reprices', async () => {
      const line = ['--input', '1', '--output', '2', '--from', '2026-01-01', '--mode', 'fast'];
      const set = await run('prices', 'set', 'cli-model', ...line);
      expect(set.out).toMatch(/^set cli-model \(.+\)\n$/);
      expect((await run('prices', 'list', '--model', 'cli-model')).out).toMatch(/^cli-model +- +fast +1 +2 /m);
      const listed = await run('prices', 'list', '--model', 'o3');
      expect(listed.out).toMatch(/^o3 costs input 2, output 8, cache read 0.5 \(genai-prices .+: openai\/o3\)\n$/);
      expect((await run('prices', 'list', '--model', 'nobodys')).out).toMatch(/^nobody has a price of nobodys: such/);
      expect((await run('prices', 'list')).err).toMatch(/^all else is priced by genai-prices /);
      const json = JSON.parse((await run('prices', 'list', '--model', 'o3', '--json')).out);
      expect(json).toMatchObject({ items: [], total: 0, inForce: { priced: true } });
      const [, id = ''] = /\((.+)\)/.exec(set.out) ?? [];
      expect((await run('prices', 'remove', id)).out).toBe(`removed ${id}\n`);
      expect((await run('reprice', '--now', '--dry-run')).out).toMatch(/nothing was decided\n$/);
      expect((await run('forecast', '--model', 'nobodys')).out).toBe(
        'not enough data: there are no calls on whole days\n',
      );
      expect((await run('forecast', '--days', '7')).out).toMatch(/^next 7 days +\$[\s\S]*^error so far +\$/m);
    });

    it.each([
      [['report', '--month', '2024-13'], 2, 'Give a month'],
      [['report', '--period', 'minutely'], 2, 'hourly, daily, weekly, monthly'],
      [['report', '--tz', 'Mars/Olympus'], 1, 'Mars/Olympus'],
      [['report', '--by', 'colour'], 1, 'groupBy'],
      [['budget', 'set'], 2, '--monthly'],
      [['budget', 'set', '--monthly', '0'], 1, 'more than 0'],
      [['budget', 'set', '--monthly', '5', '--scope', 'planet:x'], 2, 'agent-type'],
      [['budget', 'set', '--monthly', '5', '--warn', 'half'], 2, '50,80,100'],
      [['prices', 'set', 'm'], 2, '--input'],
      [['reprice'], 2, '--as-of'],
    ])('refuses %j', async (line, code, message) => {
      const refused = await run(...line);
      expect([refused.code, refused.err]).toEqual([code, expect.stringContaining(message)]);
    });
  });

  describe('repricing', () => {
    const model = 'repriced-model';
    const reprice = (body: object) => service.post('/api/cost/reprice', body);

    it('says what it would change, and then holds for every report', async () => {
      await service.post('/api/events', [
        {
          type: 'ModelCallRecorded',
          occurredAt: '2025-09-01T12:00:00Z',
          data: { agentId: 'r', model, storyId: 'story-r', inputTokens: 1_000_000, outputTokens: 0, success: true },
        },
      ]);
      const first = await set(
        price({ model, rates: { input: '4', output: '4' }, effectiveFrom: '2025-01-01T00:00:00Z' }),
      );
      const { body: entries } = await service.get(
        `/api/audit?resource=model:${model}&minPosition=${first.body.position}`,
      );
      const asOf = new Date(entries.items[0].recordedAt ?? entries.items[0].timestamp).toISOString();
      // What is known in the same millisecond is known as of it.
      await expect.poll(() => Date.now() > Date.parse(asOf) + 1).toBe(true);
      await set(price({ model, rates: { input: '3', output: '4' }, effectiveFrom: '2025-01-01T00:00:00Z' }));
      const range = { from: '2025-09-01T00:00:00Z', to: '2025-09-02T00:00:00Z' };
      const change = { before: '3.000000', after: '4.000000', difference: '1.000000' };
      const dry = await reprice({ asOf, dryRun: true, ...range });
      expect(dry.body).toMatchObject({
        changed: false,
        byModel: [{ key: model, ...change }],
        byStory: [{ key: 'story-r', ...change }],
      });
      const report = `/api/cost/report?from=${range.from}&to=${range.to}`;
      expect((await service.get(report)).body).toMatchObject({ total: '3.000000', priceBook: { asOf: null } });
      expect((await reprice({ asOf, ...range })).body).toMatchObject({ changed: true, total: change });
      expect((await service.get(report)).body).toMatchObject({ total: '4.000000', priceBook: { asOf } });
      expect((await reprice({ asOf: null, ...range })).body).toMatchObject({ changed: true, previousAsOf: asOf });
      expect((await service.get(report)).body.total).toBe('3.000000');
      expect((await service.get(`${report}&asOf=${asOf}`)).body.total).toBe('4.000000');
    });

    it('refuses what nobody can know yet', async () => {
      const refused = await reprice({ asOf: '2999-01-01T00:00:00Z' });
      expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'asOf']);
    });
  });
});
