import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { HttpRefusal } from '../../../platform/http/http-refusal.js';
import { problemOf } from '../../../platform/http/problem-document.js';
import { isOtlpPath } from './otlp-paths.js';
import type { OpenPort } from './receiver-port.service.js';

/** How often connections that have become idle are closed while the port is closing. */
const IDLE_CHECK_MS = 50;

/**
 * A second port of the same application: a request is answered by the same route, with the same bounds, keys and
 * limits as on the main port. Everything that is not OTLP is unknown here.
 */
export async function openHttpReceiver(fastify: FastifyInstance, host: string, port: number): Promise<OpenPort> {
  let closing = false;
  const { requestTimeout, headersTimeout, keepAliveTimeout } = fastify.server;
  const server = createServer({ requestTimeout, headersTimeout, keepAliveTimeout }, (request, response) => {
    if (closing) response.setHeader('connection', 'close');
    if (isOtlpPath(request.url)) fastify.routing(request, response);
    else refuse(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      closing = true;
      const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
      await new Promise<void>((resolve) => server.close(() => resolve()));
      clearInterval(idle);
    },
  };
}

function refuse(request: IncomingMessage, response: ServerResponse): void {
  const problem = problemOf(
    new HttpRefusal(404, 'ROUTE_UNKNOWN', 'this port takes OTLP only: POST /v1/logs, /v1/traces or /v1/metrics'),
  );
  // What is still coming would otherwise hold the connection.
  request.resume();
  response.writeHead(problem.status, { 'content-type': 'application/problem+json; charset=utf-8' });
  response.end(JSON.stringify(problem));
}
