import { once } from 'node:events';
import type { ServerOptions } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { fastify, type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { refusalsByTransport } from './refusals-by-transport.js';

describe('what never reaches a route is refused with a problem document', () => {
  let app: FastifyInstance;

  afterEach(() => app.close());

  async function answerTo(request: string, http: ServerOptions = {}) {
    app = fastify({ ...refusalsByTransport, routerOptions: { maxParamLength: 20 }, http });
    app.get('/things/:id', () => 'a thing');
    await app.listen({ port: 0, host: '127.0.0.1' });
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(request);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    return { head, body, problem: JSON.parse(body) as Record<string, unknown> };
  }

  const ofA = (path: string) => `GET ${path} HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n`;

  it.each([
    ['a path that is no UTF-8', ofA('/things/%zz'), 400, 'BAD_REQUEST'],
    ['an id that is too long', ofA(`/things/${'x'.repeat(3000)}`), 414, 'URI_TOO_LONG'],
    ['what is no HTTP', '\u0016\u0003\u0001\r\n\r\n', 400, 'BAD_REQUEST'],
    ['headers beyond all bounds', `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'HEADERS_TOO_LARGE'],
  ])('%s', async (_what, request, status, code) => {
    const { head, body, problem } = await answerTo(request);
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head).toMatch(/content-type: application\/problem\+json/i);
    expect(problem).toMatchObject({ status, code });
    expect(body.length).toBeLessThan(300);
  });

  it('a request that does not come to its end', async () => {
    const soon = { headersTimeout: 20, requestTimeout: 20, connectionsCheckingInterval: 10 };
    const { head, problem } = await answerTo('GET / HTTP/1.1\r\nhost: here\r\n', soon);
    expect(head).toMatch(/^HTTP\/1.1 408 /);
    expect(problem).toMatchObject({ status: 408, code: 'REQUEST_TIMEOUT' });
  });
});
