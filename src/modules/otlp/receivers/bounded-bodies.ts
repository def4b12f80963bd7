import { type Readable, Transform } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { type AccessControl, admit } from '../../../platform/http/access.js';
import { MAX_BODY_BYTES } from '../../../platform/http/body-parsing.js';
import type { BytesInFlight, Share } from './bytes-in-flight.service.js';
import { isOtlpPath } from './otlp-paths.js';

/**
 * Bodies of OTLP over HTTP count as in flight until they are answered. Their callers are judged before: nobody fills
 * the room with a false key. To be called after the parsing of bodies, whose gunzip comes first.
 */
export function boundOtlpBodies(fastify: FastifyInstance, bytes: BytesInFlight, accessControl: AccessControl): void {
  fastify.addHook('preParsing', async (request, reply, payload) => {
    if (!isOtlpPath(request.url)) return payload;
    await admit(request, 'report', accessControl);
    const share = bytes.share();
    reply.raw.once('close', () => share.release());
    const stated = Number(request.headers['content-length'] ?? Number.NaN);
    // Too large by its own account: refused as such, and unread.
    if (stated > MAX_BODY_BYTES) return payload;
    if (request.headers['content-encoding'] !== undefined || Number.isNaN(stated)) return counted(payload, share);
    share.resize(stated);
    return payload;
  });
}

/** A body whose size nobody knows before it has come. */
function counted(payload: Readable & { receivedEncodedLength?: number }, share: Share): Readable {
  let came = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      came += chunk.length;
      try {
        share.resize(came);
        next(null, chunk);
      } catch (error) {
        next(error as Error);
      }
    },
  });
  payload.on('error', (error) => counting.destroy(error));
  // Fastify compares it with the content-length: what was sent, not what came of it.
  Object.defineProperty(counting, 'receivedEncodedLength', { get: () => payload.receivedEncodedLength ?? came });
  return payload.pipe(counting);
}
