import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { streams } from '../../src/events/streams.js';
import { type Permission, roleAllows, roles } from '../../src/kernel/principal.js';
import { type AccessRule, accessRuleKey } from '../../src/platform/http/access.js';
import { startTestService, type TestService } from '../support/service.js';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly rule: AccessRule | undefined;
}

const permissions: readonly string[] = ['view', 'report', 'operate', 'administer'] satisfies Permission[];

const paths = (metadata: unknown): readonly string[] =>
  Array.isArray(metadata) ? (metadata as string[]) : [typeof metadata === 'string' ? metadata : ''];

/** Every route of every controller that the application holds. */
function routesOf(service: TestService): readonly Route[] {
  const controllers = [...service.app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  const routes = controllers.flatMap(({ metatype }) => {
    if (!metatype) return [];
    const prototype = metatype.prototype as Record<string, object>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
      if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
      return paths(Reflect.getMetadata(PATH_METADATA, metatype)).flatMap((base) =>
        paths(Reflect.getMetadata(PATH_METADATA, handler)).map((rest) => ({
          method,
          path: `/${[base, rest].join('/')}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1'),
          rule: Reflect.getMetadata(accessRuleKey, handler) as AccessRule | undefined,
        })),
      );
    });
  });
  return routes.sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}

/** Why callers were refused today, as it is on record. */
async function refusalsOf(service: TestService): Promise<readonly unknown[]> {
  const reasons: unknown[] = [];
  for await (const { type, data } of service.runtime.log.readStream(
    streams.access(new Date().toISOString().slice(0, 10)),
  )) {
    if (type === 'AccessRefused') reasons.push(data.reason);
  }
  return reasons;
}

/** The code of a refusal: a problem document's, or what stands for it in Prometheus' and in OTLP's own answers. */
function refusalOf(body: { code?: string | number; message?: string; errorType?: string }): string | undefined {
  const ofPrometheus: Record<string, string> = { unauthorized: 'UNAUTHENTICATED', forbidden: 'FORBIDDEN' };
  if (body.errorType !== undefined) return ofPrometheus[body.errorType];
  return typeof body.code === 'number' ? body.message?.split(':')[0] : body.code;
}

describe('access', () => {
  let service: TestService;
  let routes: readonly Route[];
  const keys = new Map<string, string>();

  beforeAll(async () => {
    service = await startTestService();
    routes = routesOf(service);
    for (const role of roles) keys.set(role, await service.createKey(role));
  });
  afterAll(() => service.close());

  const call = ({ method, path }: Route, key: string | null) =>
    service.request(method, path.replaceAll(/:\w+/g, 'none'), {
      key,
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: {} }),
    });

  it('is stated for every route, and only changes on purpose', async () => {
    expect(routes.length).toBeGreaterThan(10);
    expect(routes.filter(({ rule }) => rule === undefined)).toEqual([]);
    const table = routes.map(({ method, path, rule }) => `${method.padEnd(6)} ${path}  ${rule}\n`).join('');
    await expect(table).toMatchFileSnapshot('../golden/access.txt');
  });

  it('answers nobody without a key, but for what is public', async () => {
    const open = new Set<AccessRule | undefined>(['public', 'signed', 'metrics']);
    for (const route of routes.filter(({ rule }) => !open.has(rule))) {
      const { status, body } = await call(route, null);
      const told = [route.method, route.path, status, refusalOf(body)];
      expect(told).toEqual([route.method, route.path, 401, 'UNAUTHENTICATED']);
    }
    for (const route of routes.filter(({ rule }) => rule === 'metrics')) {
      expect((await call(route, null)).status).toBe(200);
    }
  });

  it('asks who calls before it reads what they send', async () => {
    const target = await startTestService();
    try {
      for (const headers of [{}, { 'content-encoding': 'gzip' }, { 'content-type': 'text/xml' }]) {
        const { status, body } = await target.post('/api/events', '{ not json', { key: null, headers });
        expect([status, body.code]).toEqual([401, 'UNAUTHENTICATED']);
      }
      expect((await target.post('/api/nowhere', '{ not json', { key: null })).body.code).toBe('ROUTE_UNKNOWN');
      expect((await target.post('/webhooks/github', '{ not json', { key: null })).body.code).toBe('MALFORMED_JSON');

      const good = await target.createKey('reporter');
      const send = (key: string, body: unknown) => target.post('/api/events', body, { key });
      for (let n = 0; n < 10; n++) expect((await send(`false-${n}`, [])).status).toBe(401);
      const { status, body, headers } = await send('false-again', '{ not json');
      expect([status, body.code]).toEqual([429, 'TOO_MANY_FAILED_ATTEMPTS']);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      // The address is turned away, not the good keys there.
      expect((await send(good, '{ not json')).body.code).toBe('MALFORMED_JSON');

      const recorded = () => refusalsOf(target);
      await expect.poll(async () => (await recorded()).includes('too_many_attempts')).toBe(true);
      const reasons = await recorded();
      expect(reasons.filter((reason) => reason === 'no_key')).toHaveLength(3);
      expect(reasons.filter((reason) => reason === 'too_many_attempts')).toHaveLength(1);
    } finally {
      await target.close();
    }
  });

  it('lets everybody read what the API is like', async () => {
    for (const path of ['/api/openapi.json', '/api/docs', '/api/docs/swagger-ui.css', '/healthz']) {
      expect([path, (await service.get(path, { key: null })).status]).toEqual([path, 200]);
    }
  });

  it.each(roles)('gives the role %s what it allows and nothing else', async (role) => {
    for (const route of routes.filter(({ rule }) => permissions.includes(String(rule)))) {
      const allowed = roleAllows(role, route.rule as Permission);
      // An answer without end is not waited for: HEAD is the same route.
      const method = allowed && route.path === '/api/stream' ? 'HEAD' : route.method;
      const { status, body } = await call({ ...route, method }, keys.get(role) ?? '');
      const shown = `${role}: ${route.method} ${route.path} -> ${status} ${JSON.stringify(body).slice(0, 300)}`;
      if (allowed) expect([401, 403].includes(status) || status >= 500, shown).toBe(false);
      else expect([status, refusalOf(body)], shown).toEqual([403, 'FORBIDDEN']);
    }
  });

  it('asks for a key on /metrics when the operator wants that', async () => {
    const strict = await startTestService({ env: { ORCHESTRATE_METRICS_AUTH: 'required' } });
    try {
      expect((await strict.get('/metrics', { key: null })).status).toBe(401);
      expect((await strict.get('/metrics')).status).toBe(200);
    } finally {
      await strict.close();
    }
  });

  it('allows no other origin, and sends the headers that browsers need to protect people', async () => {
    const { headers } = await service.get('/api/agents', { headers: { origin: 'https://evil.example' } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });
});
