import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

const HOUR_MS = 3_600_000;
const later = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
const matchers = [{ name: 'queue', op: '=~', value: 'pr_.*' }];

describe('silences, over the API', () => {
  let service: TestService;

  const create = async (body: object, key?: string) => {
    const answer = await service.post('/api/silences', body, key === undefined ? {} : { key });
    expect([answer.status, answer.body.code]).toEqual([201, undefined]);
    return answer.body;
  };
  const list = async (query: string, position: string) =>
    (await service.get(`/api/silences?minPosition=${position}${query}`)).body;
  const ids = async (query: string, position: string) =>
    (await list(query, position)).items.map(({ comment }: { comment: string }) => comment);

  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  it('are made by operators, shown to viewers, and refused to others', async () => {
    const [operator, viewer] = [await service.createKey('operator'), await service.createKey('viewer')];
    const made = await create({ ruleName: 'queue-backup', matchers, duration: '2h', comment: 'ours' }, operator);
    expect(made.matchers).toEqual([{ name: 'alertname', op: '=', value: 'queue-backup' }, ...matchers]);
    expect(Date.parse(made.endsAt) - Date.parse(made.startsAt)).toBe(2 * HOUR_MS);
    const shown = await service.get(`/api/silences/${made.id}?minPosition=${made.position}`, { key: viewer });
    expect(shown.body).toMatchObject({ id: made.id, state: 'active', comment: 'ours', endedAt: null });
    const refused = await service.post('/api/silences', { matchers, duration: '1h', comment: 'c' }, { key: viewer });
    expect(refused.status).toBe(403);
  });

  it('are listed by their state, also those that come back in windows', async () => {
    const weekday = new Date().getUTCDay() || 7;
    // Two days, lest the test should run over midnight.
    const window = { timeZone: 'UTC', weekdays: [weekday], from: '00:00', duration: '2d' };
    const base = { matchers, endsAt: later(24 * 365) };
    await create({ ...base, comment: 'today', recurrence: window });
    await create({ ...base, comment: 'in three days', recurrence: { ...window, weekdays: [((weekday + 2) % 7) + 1] } });
    await create({ matchers, startsAt: later(1), endsAt: later(2), comment: 'later' });
    const { id, position } = await create({ matchers, endsAt: later(1), comment: 'ended' });
    const before = await service.get(`/api/silences/${id}?minPosition=${position}`);
    const ended = await service.request('DELETE', `/api/silences/${id}`);
    expect(ended.body).toMatchObject({ id, changed: true });
    expect((await service.request('DELETE', `/api/silences/${id}`)).body).toMatchObject({ changed: false });

    const at = ended.body.position;
    expect(await ids('&state=scheduled', at)).toEqual(['later', 'in three days']);
    expect(await ids('&state=active', at)).toEqual(['today', 'ours']);
    expect(await ids('&state=ended', at)).toEqual(['ended']);
    expect(await ids('&state=ended,scheduled&order=asc', at)).toEqual(['in three days', 'ended', 'later']);
    expect(await ids('&ruleName=queue-backup', at)).toEqual(['ours']);
    expect(await list('&limit=2', at)).toMatchObject({ total: 5, nextCursor: expect.any(String) as unknown });

    const asOf = encodeURIComponent(before.body.startsAt);
    const known = await service.get(`/api/silences/${id}?asOf=${encodeURIComponent(later(0.5))}`);
    expect([known.status, known.body.state]).toEqual([200, 'ended']);
    expect((await service.get(`/api/silences/${id}?asOf=2020-01-01T00:00:00Z`)).body.code).toBe('SILENCE_UNKNOWN');
    expect((await service.get(`/api/silences?asOf=${asOf}&state=ended`)).body.items).toEqual([]);
  });

  it.each([
    ['neither matchers nor a rule', { duration: '1h', comment: 'c' }, 'VALIDATION_FAILED', 'matchers'],
    ['two ends', { matchers, duration: '1h', endsAt: later(1), comment: 'c' }, 'VALIDATION_FAILED', 'endsAt'],
    ['no reason', { matchers, duration: '1h', comment: '' }, 'VALIDATION_FAILED', 'comment'],
    ['a duration that is none', { matchers, duration: '2', comment: 'c' }, 'VALIDATION_FAILED', 'duration'],
    ['no length', { matchers, duration: '0s', comment: 'c' }, 'SILENCE_INVALID', 'endsAt'],
    ['more than 90 days', { matchers, duration: '91d', comment: 'c' }, 'SILENCE_INVALID', 'endsAt'],
    [
      'matchers that match everything',
      { matchers: [{ name: 'a', value: '' }], duration: '1h', comment: 'c' },
      'SILENCE_INVALID',
      'matchers',
    ],
  ])('are refused with %s', async (_what, body, code, field) => {
    const answer = await service.post('/api/silences', body);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
    expect(answer.body.errors).toEqual([expect.objectContaining({ field })]);
  });

  it('answer what is not there with the way to say so', async () => {
    const missing = await service.request('DELETE', '/api/silences/nope');
    expect([missing.status, missing.body.code]).toEqual([404, 'SILENCE_UNKNOWN']);
  });
});
