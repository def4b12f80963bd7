import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

const PATH = '/api/trace-export';

describe('the export of traces, over the API', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service?.close());

  const put = (body: object, options: object = {}) => service.request('PUT', PATH, { body, ...options });

  it('is off until an administrator turns it on, and says who did', async () => {
    expect((await service.get(PATH)).body).toMatchObject({ enabled: false, revision: null, changedBy: null });
    const endpoint = 'http://127.0.0.1:9/';
    const changed = await put({ enabled: true, exporter: 'jaeger', endpoint, sampleRate: 0.5 });
    expect(changed.body).toMatchObject({ changed: true, revision: '0', endpoint: 'http://127.0.0.1:9/v1/traces' });
    const shown = await service.get(PATH);
    expect(shown.body).toMatchObject({
      enabled: true,
      exporter: 'jaeger',
      sampleRate: 0.5,
      changedBy: 'ORCHESTRATE_ADMIN_KEY',
    });
    expect(shown.headers.get('etag')).toBe('"0"');
    expect((await put({ enabled: true })).body).toMatchObject({ changed: false, revision: '0' });
    const entries = await service.get(`/api/audit?action=tracing.export_changed&minPosition=${changed.body.position}`);
    expect(entries.body.items).toMatchObject([{ resource: 'tracing:export', actor: 'ORCHESTRATE_ADMIN_KEY' }]);
  });

  it('is turned off only by who saw how it is', async () => {
    const stale = await put({ enabled: false }, { headers: { 'if-match': '"7"' } });
    expect([stale.status, stale.body.code]).toEqual([412, 'STALE_REVISION']);
    expect((await put({ enabled: false }, { headers: { 'if-match': '"0"' } })).body).toMatchObject({ changed: true });
  });

  it.each([
    [{ enabled: true, endpoint: 'http://u:p@host:4318' }, 'endpoint'],
    [{ enabled: true, endpoint: 'http://169.254.169.254/' }, 'endpoint'],
    [{ enabled: true, sampleRate: 2 }, 'sampleRate'],
    [{ enabled: true, exporter: 'zipkin' }, 'exporter'],
    [{}, 'enabled'],
  ])('refuses %j', async (body, field) => {
    const refused = await put(body);
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, field]);
  });

  it('is shown to viewers and changed by administrators alone', async () => {
    const key = await service.createKey('viewer');
    expect((await service.get(PATH, { key })).status).toBe(200);
    expect((await put({ enabled: true }, { key })).status).toBe(403);
  });
});
