import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
});
