import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { refusalOfStatus } from './http-refusal.js';
import { problemOf } from './problem-document.js';

const PROBLEM_JSON = 'application/problem+json; charset=utf-8';

/** Faults of the connection, by the name that Node gives them; every other one is broken HTTP. */
const connectionFaults: Readonly<Record<string, readonly [status: number, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'the request did not arrive in time'],
  HPE_HEADER_OVERFLOW: [431, 'the headers are longer than 16 KiB together'],
};

/** How Fastify refuses what never reaches a route, and so neither a hook nor the filter of errors. */
export const refusalsByTransport: Pick<FastifyServerOptions, 'clientErrorHandler' | 'frameworkErrors'> = {
  frameworkErrors: (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    const status = error.statusCode ?? 400;
    // Fastify's words repeat the whole address, however long.
    const detail = status === 414 ? 'a part of the path is too long' : 'the path is not validly percent-encoded UTF-8';
    void reply
      .status(status)
      .header('content-type', PROBLEM_JSON)
      .send(problemOf(refusalOfStatus(status, detail)));
  },
  clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    const [status, detail] = connectionFaults[error.code ?? ''] ?? [400, 'this is not valid HTTP'];
    const body = JSON.stringify(problemOf(refusalOfStatus(status, detail)));
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `content-type: ${PROBLEM_JSON}`,
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
    ];
    if (socket.writable) socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    socket.destroy(error);
  },
};
