import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../kernel/domain-error.js';
import type { Principal } from '../../kernel/principal.js';
import { AccessControl, type AccessRule, unauthenticated } from './access.js';
import { refuseEarly } from './early-access.js';

/** Knows callers by a header, and turns one address away. */
class Doorman extends AccessControl {
  readonly recorded: string[] = [];

  override screen(request: FastifyRequest): Promise<void> {
    if (request.headers['x-api-key'] === undefined) return Promise.reject(unauthenticated());
    if (request.ip === '192.0.2.66') {
      return Promise.reject(new DomainError('TOO_MANY_FAILED_ATTEMPTS', 'later', { fault: 'too_many' }));
    }
    return Promise.resolve();
  }

  override authenticate(): Promise<Principal | undefined> {
    return Promise.resolve(undefined);
  }

  override recordRefusal(_request: FastifyRequest, { code }: { readonly code: string }): void {
    this.recorded.push(code);
  }
}

describe('what is refused before the body is read', () => {
  let app: FastifyInstance;
  let doorman: Doorman;
  let bodiesRead: number;

  function route(url: string, access?: AccessRule): void {
    app.post(url, { ...(access ? { config: { access } } : {}) }, () => 'done');
  }

  beforeEach(() => {
    doorman = new Doorman();
    bodiesRead = 0;
    app = fastify();
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
      bodiesRead++;
      done(null, body);
    });
    app.setErrorHandler((error: DomainError & { status?: number }, _request, reply) =>
      reply.status(error.status ?? 400).send({ code: error.code ?? error.message }),
    );
    refuseEarly(app as never, doorman, { metricsAuth: 'required' });
    route('/view', 'view');
    route('/any-key', 'authenticated');
    route('/metrics', 'metrics');
    route('/undecided');
    route('/public', 'public');
    route('/signed', 'signed');
  });
  afterEach(() => app.close());

  const post = async (url: string, headers: Record<string, string> = {}, remoteAddress = '192.0.2.1') => {
    const answer = await app.inject({
      method: 'POST',
      url,
      remoteAddress,
      headers: { 'content-type': 'application/json', ...headers },
      payload: '{}',
    });
    return { status: answer.statusCode, text: answer.body };
  };

  it.each(['/view', '/any-key', '/metrics', '/undecided'])(
    'is who shows nothing at %s, once on record',
    async (url) => {
      expect((await post(url)).text).toContain('UNAUTHENTICATED');
      expect(bodiesRead).toBe(0);
      expect(doorman.recorded).toEqual(['UNAUTHENTICATED']);
    },
  );

  it('is who is turned away; access control itself has that on record', async () => {
    expect((await post('/view', { 'x-api-key': 'k' }, '192.0.2.66')).text).toContain('TOO_MANY_FAILED_ATTEMPTS');
    expect([bodiesRead, doorman.recorded]).toEqual([0, []]);
  });

  it('is a path that leads nowhere', async () => {
    const answer = await post('/nowhere');
    expect(answer.text).toContain('Cannot POST /nowhere');
    expect([bodiesRead, doorman.recorded]).toEqual([0, []]);
  });

  it.each(['/public', '/signed'])('is nobody at %s', async (url) => {
    expect(await post(url, {}, '192.0.2.66')).toEqual({ status: 200, text: 'done' });
    expect(bodiesRead).toBe(1);
  });

  it('is not who shows something: the guard looks at that', async () => {
    expect((await post('/view', { 'x-api-key': 'k' })).status).toBe(200);
    expect(bodiesRead).toBe(1);
  });

  it('are no metrics when the operator leaves them open', async () => {
    const open = fastify();
    refuseEarly(open as never, doorman, { metricsAuth: 'open' });
    open.get('/metrics', { config: { access: 'metrics' } }, () => 'done');
    expect((await open.inject('/metrics')).statusCode).toBe(200);
    await open.close();
  });
});
