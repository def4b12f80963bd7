import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';

/** Refuses what comes on open connections once the server is closing; requests under way are finished. */
export function refuseWhileClosing(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onRequest', async () => {
    if (!closing) return;
    throw new DomainError('SHUTTING_DOWN', 'the service is shutting down', {
      fault: 'unavailable',
      retryAfterSeconds: 2,
    });
  });
}

/**
 * Closes the connections of a closing server that nothing is going on on: those between two requests, and those that
 * never had one, which Node takes for busy. Browsers open such ahead of need.
 */
export class QuietConnections {
  private readonly sockets = new Set<Socket>();

  constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  close(): void {
    this.server.closeIdleConnections();
    for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
  }
}
