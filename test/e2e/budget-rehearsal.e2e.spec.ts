import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli } from '../support/cli.js';
import { startTestService, type TestService } from '../support/service.js';

const model = 'rehearsed-model';
const DAY_MS = 86_400_000;

describe('what a budget would have done', () => {
  let service: TestService;
  let position: string;

  /** A dollar is a million tokens. */
  const call = (occurredAt: string, dollars: number, data: object = {}) => ({
    type: 'ModelCallRecorded',
    occurredAt,
    data: { agentId: 'a', model, inputTokens: dollars * 1_000_000, outputTokens: 0, success: true, ...data },
  });
  const rehearse = (body: object) => service.post(`/api/cost/budgets/rehearse?minPosition=${position}`, body);

  beforeAll(async () => {
    service = await startTestService();
    await service.request('PUT', '/api/cost/prices', {
      body: { model, rates: { input: '1', output: '1' }, effectiveFrom: '2020-01-01T00:00:00Z' },
    });
    const noon = (day: number) => new Date(Date.UTC(2025, 2, day, 12, 7)).toISOString();
    const items = [
      // March 2025: two dollars a day.
      ...Array.from({ length: 31 }, (_, day) => call(noon(day + 1), 2, { epicId: 'epic-1' })),
      // April: nothing but one great day.
      call('2025-04-03T08:00:00Z', 30),
      call('2025-04-03T08:14:59Z', 30),
      call('2025-04-03T08:15:00Z', 45),
      call('2025-04-03T09:00:00Z', 1, { model: 'nobody-knows-it' }),
      // And now.
      call(new Date(Date.now() - 3 * DAY_MS).toISOString(), 7),
    ];
    ({ position } = (await service.post('/api/events', items)).body);
  });
  afterAll(() => service?.close());

  it('names the quarter of an hour of each threshold, and the alerts that there had been', async () => {
    const { status, body } = await rehearse({
      amount: '100',
      from: '2025-03-10T00:00:00Z',
      to: '2025-04-05T00:00:00Z',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      budget: { name: 'monthly', period: 'monthly', amount: '100', warnPercent: [50, 80, 100] },
      from: '2025-03-01T00:00:00.000Z',
      to: '2025-05-01T00:00:00.000Z',
      periodsUsedUp: 1,
      priceBook: { asOf: null },
    });
    const [march, april] = body.periods;
    expect(march).toEqual({
      from: '2025-03-01T00:00:00.000Z',
      to: '2025-04-01T00:00:00.000Z',
      isOver: true,
      spent: '62.000000',
      usedRatio: 0.62,
      unpricedCalls: 0,
      crossings: [
        { percent: 50, at: '2025-03-25T12:00:00.000Z' },
        { percent: 80, at: null },
        { percent: 100, at: null },
      ],
      usedUpAt: null,
      projectedBreachAt: null,
      alerts: 1,
    });
    // 60 dollars in the first quarter of an hour, 105 with the second. On the morning of that day, 60 were expected.
    expect(april).toMatchObject({
      spent: '105.000000',
      unpricedCalls: 1,
      crossings: [
        { percent: 50, at: '2025-04-03T08:00:00.000Z' },
        { percent: 80, at: '2025-04-03T08:15:00.000Z' },
        { percent: 100, at: '2025-04-03T08:15:00.000Z' },
      ],
      usedUpAt: '2025-04-03T08:15:00.000Z',
      // It has to hold for a quarter of an hour.
      projectedBreachAt: '2025-04-03T08:30:00.000Z',
      alerts: 4,
    });
    expect(body.alerts).toBe(5);
  });

  it('knows of each day only what was known then: a breach is foreseen once there are days to forecast from', async () => {
    const { body } = await rehearse({
      amount: '50',
      scope: { kind: 'epic', value: 'epic-1' },
      from: '2025-03-01T00:00:00Z',
      to: '2025-03-31T00:00:00Z',
      warnPercent: [100],
    });
    // Three whole days are the least.
    expect(body.periods).toMatchObject([
      {
        projectedBreachAt: '2025-03-04T00:15:00.000Z',
        usedUpAt: '2025-03-25T12:00:00.000Z',
        crossings: [{ at: '2025-03-25T12:00:00.000Z' }],
        alerts: 2,
      },
    ]);
  });

  it('is about a budget that there is, changed by what is named, up to now', async () => {
    const body = { name: 'weekly cap', period: 'weekly', amount: '5', warnPercent: [100] };
    await service.request('PUT', '/api/cost/budgets', { body });
    const own = await rehearse({ budget: 'weekly cap', days: 14 });
    expect(own.body.budget).toMatchObject({ name: 'weekly cap', period: 'weekly', amount: '5' });
    expect(own.body.periodsUsedUp).toBe(1);
    expect(own.body.periods.at(-1)).toMatchObject({ isOver: false });
    const more = await rehearse({ budget: 'weekly cap', days: 14, amount: '8' });
    expect(more.body).toMatchObject({ budget: { amount: '8', warnPercent: [100] }, periodsUsedUp: 0 });
  });

  it('has the days of the time zone of the budget', async () => {
    const { body } = await rehearse({
      amount: '1',
      period: 'daily',
      timeZone: 'Asia/Kathmandu',
      from: '2025-03-04T18:15:00Z',
      to: '2025-03-05T18:15:00Z',
    });
    expect(body.periods).toMatchObject([{ from: '2025-03-04T18:15:00.000Z', spent: '2.000000' }]);
  });

  describe('orchestrate cost budget rehearse', () => {
    const run = (...line: string[]) =>
      cli(['cost', 'budget', 'rehearse', ...line], {
        env: { ORCHESTRATE_URL: service.url, ORCHESTRATE_API_KEY: service.adminKey },
      });
    const stretch = ['--from', '2025-03-10', '--to', '2025-04-05'];

    it('prints what would have happened in each period', async () => {
      expect(await run('--monthly', '100', ...stretch)).toEqual({
        code: 0,
        err: '',
        out: `monthly, $100.00 monthly: 5 alerts in 2 periods, used up in 1
FROM        SPENT    %    50% AT                80% AT                100% AT               BREACH FORESEEN       ALERTS
2025-03-01  $62.00   62   2025-03-25 12:00:00Z  -                     -                     -                     1
2025-04-01  $105.00  105  2025-04-03 08:00:00Z  2025-04-03 08:15:00Z  2025-04-03 08:15:00Z  2025-04-03 08:30:00Z  4
`,
      });
    });

    it('takes a scope, other thresholds and a budget that there is, and prints for programs', async () => {
      const scoped = ['--scope', 'epic:epic-1', '--warn', '100', '--json'];
      expect(JSON.parse((await run('--monthly', '50', ...scoped, ...stretch)).out)).toMatchObject({
        budget: { scope: { kind: 'epic', value: 'epic-1' }, warnPercent: [100] },
        periodsUsedUp: 1,
      });
      await service.request('PUT', '/api/cost/budgets', { body: { name: 'named', amount: '7' } });
      expect((await run('named', '--days', '5')).out).toMatch(/^named, \$7\.00 monthly: /);
    });

    it.each([
      [[], 2, 'name a budget'],
      [['--monthly', '5', '--days', '0'], 2, 'whole number'],
      [['--monthly', '5', '--days', '5', '--from', '2025-01-01'], 2, '--days'],
      [['--monthly', '5', '--days', '400'], 1, '366'],
      [['nobody'], 1, 'no budget is called nobody'],
    ])('refuses %j', async (line, code, message) => {
      const refused = await run(...line);
      expect([refused.code, refused.err]).toEqual([code, expect.stringContaining(message)]);
    });
  });

  it.each([
    [{ budget: 'nothing' }, 404, 'BUDGET_UNKNOWN', undefined],
    [{}, 400, 'VALIDATION_FAILED', 'amount'],
    [{ amount: '0' }, 400, 'BUDGET_INVALID', 'amount'],
    [{ amount: '5', days: 0 }, 400, 'VALIDATION_FAILED', 'days'],
    [{ amount: '5', days: 367 }, 400, 'VALIDATION_FAILED', 'days'],
    [{ amount: '5', days: 3, from: '2025-01-01T00:00:00Z' }, 400, 'VALIDATION_FAILED', 'days'],
    [{ amount: '5', to: '2025-01-01T00:00:00Z' }, 400, 'VALIDATION_FAILED', 'from'],
    [{ amount: '5', from: '2999-01-01T00:00:00Z' }, 400, 'VALIDATION_FAILED', 'from'],
    [{ amount: '5', timeZone: 'Mars/Olympus' }, 400, 'TIME_ZONE_UNKNOWN', 'timeZone'],
    [{ amount: '5', scope: { kind: 'epic' } }, 400, 'BUDGET_INVALID', 'scope.value'],
  ])('refuses %j', async (body, status, code, field) => {
    const refused = await rehearse(body);
    expect([refused.status, refused.body.code, refused.body.errors?.[0]?.field]).toEqual([status, code, field]);
  });
});
