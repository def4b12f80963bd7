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
