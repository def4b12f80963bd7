import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestService, type TestService } from '../support/service.js';

const PAGE = '<!doctype html><title>the page</title>';
const SCRIPT = 'console.log("the dashboard")';
const asPage = { key: null, headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
const asScript = { key: null, headers: { accept: '*/*' } };

describe('the dashboard', () => {
  const directory = mkdtempSync(join(tmpdir(), 'orchestrate-dashboard-'));
  const build = join(directory, 'dist');
  let service: TestService;

  beforeAll(async () => {
    writeFileSync(join(directory, 'secret.txt'), 'not for anybody');
    service = await startTestService({ env: { ORCHESTRATE_DASHBOARD_DIR: build } });
  });
  afterAll(async () => {
    await service.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('says how to build it while there is no build', async () => {
    const page = await service.get('/', asPage);
    expect([page.status, page.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(page.body).toContain('npm run build');
    const { status, body } = await service.get('/', asScript);
    expect([status, body.code]).toEqual([404, 'DASHBOARD_NOT_BUILT']);
    expect(body.detail).toContain('npm run build');
    expect((await service.get('/alerts/a-1', asPage)).body).toContain('npm run build');
  });

  describe('once it is built', () => {
    beforeAll(() => {
      mkdirSync(join(build, 'assets'), { recursive: true });
      mkdirSync(join(build, '.vite'));
      writeFileSync(join(build, 'index.html'), PAGE);
      writeFileSync(join(build, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
      writeFileSync(join(build, 'assets', 'index-abc123.js'), SCRIPT);
      writeFileSync(join(build, 'assets', 'index-abc123.js.gz'), gzipSync(SCRIPT));
      writeFileSync(join(build, '.vite', 'manifest.json'), '{}');
    });

    it.each(['/', '/alerts/0192f0c4-1111-7000-8000-000000000000', '/agents/agent.v2?from=now-1h', '/apis', '/cost/'])(
      'has its page at %s, never from a cache without asking',
      async (path) => {
        const { status, body, headers } = await service.get(path, asPage);
        expect([status, body]).toEqual([200, PAGE]);
        expect(headers.get('content-type')).toMatch(/^text\/html/);
        expect(headers.get('cache-control')).toBe('no-cache');
        const unchanged = await service.get(path, {
          key: null,
          // As browsers ask; `fetch` would say that it wants no stored answer.
          headers: { ...asPage.headers, 'if-none-match': headers.get('etag') ?? '', 'cache-control': 'max-age=0' },
        });
        expect(unchanged.status).toBe(304);
        const head = await service.request('HEAD', path, asPage);
        expect([head.status, head.body]).toEqual([200, '']);
      },
    );

    it('has its files, those with a hash in their names for ever, and packed for whoever can unpack', async () => {
      const plain = await service.get('/assets/index-abc123.js', {
        key: null,
        headers: { 'accept-encoding': 'identity' },
      });
      expect([plain.status, plain.body, plain.headers.get('content-encoding')]).toEqual([200, SCRIPT, null]);
      expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(plain.headers.get('content-type')).toMatch(/javascript/);
      expect(plain.headers.get('vary')).toContain('accept-encoding');

      const packed = await fetch(`${service.url}/assets/index-abc123.js`, { headers: { 'accept-encoding': 'gzip' } });
      expect(packed.headers.get('content-encoding')).toBe('gzip');
      expect(packed.headers.get('content-length')).toBe(String(gzipSync(SCRIPT).length));
      expect(await packed.text()).toBe(gunzipSync(gzipSync(SCRIPT)).toString());

      const picture = await service.get('/favicon.svg', asScript);
      expect([picture.status, picture.headers.get('cache-control')]).toEqual([200, 'no-cache']);
    });

    it.each([
      ['/assets/index-gone.js', asScript],
      ['/api/nowhere', asPage],
      ['/api', asPage],
      ['/v1/nowhere', asPage],
      ['/metrics/nowhere', asPage],
      ['/webhooks/nowhere', asPage],
      ['/alerts/a-1', asScript],
      ['/..%2fsecret.txt', asScript],
      ['/%2e%2e%2fsecret.txt', asScript],
      ['/assets/..%2f..%2fsecret.txt', asScript],
      ['/.vite/manifest.json', asScript],
    ])('answers a problem at %s', async (path, options) => {
      const { status, body, headers } = await service.get(path, options);
      expect([status, headers.get('content-type'), body.code]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
        'ROUTE_UNKNOWN',
      ]);
    });

    it('is read only', async () => {
      const { status, body } = await service.post('/', {}, asPage);
      expect([status, body.code]).toEqual([404, 'ROUTE_UNKNOWN']);
    });

    it('runs no script but its own, in no frame, and tells nobody where people come from', async () => {
      const { headers } = await service.get('/alerts', asPage);
      const policy = (headers.get('content-security-policy') ?? '').split(';');
      for (const directive of [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
      ]) {
        expect(policy).toContain(directive);
      }
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    });
  });
});
