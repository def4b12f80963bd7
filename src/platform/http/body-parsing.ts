import { PassThrough, type Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DomainError } from '../../kernel/domain-error.js';
import { HttpRefusal } from './http-refusal.js';

/** Largest body, before and after decompression. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/** Of a body that is too large, so much is still taken off the line, unread, so that its sender hears why. */
const MAX_UNREAD_BYTES = 64 * 1024 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** The body's exact bytes, kept where a signature must be checked. */
    rawBody?: Buffer;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Throws for what is no UTF-8, instead of making something else of what was sent. */
export function utf8Text(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** Bodies whose exact bytes are signed. */
const signed = (request: FastifyRequest) => request.url.startsWith('/webhooks/');

/** Forms that are parameters, and handed on as such. */
const asPrometheus = (request: FastifyRequest) => request.url.startsWith('/api/v1/');

/**
 * JSON is read whole (bounded) and parsed; NDJSON is handed on as a stream, so that items are recorded while the rest
 * is still arriving; gzip is undone on the way, with the size of what comes out bounded too.
 */
export function registerBodyParsing(fastify: FastifyInstance): void {
  // A body that was refused unread would keep its connection, and with it a shutdown, waiting until the request times out.
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (!request.raw.complete) request.raw.resume();
    done();
  });

  // Fastify closes the connection to who is still sending a body that is too large, who then sees that and no answer.
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const isWorthReading = Number(request.headers['content-length']) <= MAX_UNREAD_BYTES;
    if (reply.statusCode === 413 && isWorthReading) reply.removeHeader('connection');
    done(null, payload);
  });

  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return done(null, payload);
    if (encoding !== 'gzip') {
      return done(
        new HttpRefusal(
          415,
          'CONTENT_ENCODING_UNSUPPORTED',
          `content-encoding ${encoding} is not understood; use gzip or none`,
        ),
      );
    }
    done(null, gunzip(payload as Readable));
  });

  // Fastify's own: no route of ours takes plain text, so it is refused like every other type that is not understood.
  fastify.removeContentTypeParser('text/plain');

  fastify.addContentTypeParser(
    ['application/json', 'application/cloudevents-batch+json'],
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (request, body: Buffer, done) => {
      if (signed(request)) request.rawBody = body;
      if (body.length === 0) return done(null, undefined);
      try {
        done(null, JSON.parse(utf8Text(body)));
      } catch (error) {
        done(malformedJson(error));
      }
    },
  );

  // What GitHub sends unless its hook is told to send JSON, and how Prometheus is asked.
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (request, body: Buffer, done) => {
      if (asPrometheus(request)) return done(null, new URLSearchParams(body.toString('utf8')));
      if (!signed(request)) {
        return done(new HttpRefusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'forms are not understood here; send JSON'));
      }
      request.rawBody = body;
      try {
        done(null, formPayload(body));
      } catch (error) {
        done(error instanceof DomainError ? error : malformedJson(error, `the form's ${FORM_FIELD}`));
      }
    },
  );

  // Files that people keep in YAML; their routes read them.
  fastify.addContentTypeParser(
    ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'],
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (_request, body: Buffer, done) => {
      try {
        done(null, utf8Text(body));
      } catch (error) {
        done(new DomainError('MALFORMED_YAML', 'the body is not UTF-8', { fault: 'invalid', cause: error }));
      }
    },
  );

  // Messages whose encoding only their route knows.
  fastify.addContentTypeParser(
    'application/x-protobuf',
    { parseAs: 'buffer', bodyLimit: MAX_BODY_BYTES },
    (_request, body: Buffer, done) => done(null, body),
  );

  fastify.addContentTypeParser(['application/x-ndjson', 'application/jsonl'], (_request, payload, done) => {
    done(null, payload);
  });
}

/** The field that GitHub puts the JSON into when a hook is configured as a form. */
const FORM_FIELD = 'payload';

function formPayload(body: Buffer): unknown {
  const payload = new URLSearchParams(body.toString('utf8')).get(FORM_FIELD);
  if (payload === null) {
    throw new DomainError('MALFORMED_FORM', `the form has no field ${FORM_FIELD}`, { fault: 'invalid' });
  }
  return JSON.parse(payload);
}

export function malformedJson(error: unknown, where = 'the body'): DomainError {
  const reason = error instanceof Error ? error.message : String(error);
  return new DomainError('MALFORMED_JSON', `${where} is not valid JSON: ${reason}`, { fault: 'invalid', cause: error });
}

/** Fastify compares `receivedEncodedLength` with content-length; a truncated or false gzip body is the client's fault. */
function gunzip(encoded: Readable): Readable {
  const out = new PassThrough() as PassThrough & { receivedEncodedLength: number };
  out.receivedEncodedLength = 0;
  let produced = 0;
  const gunzipper = createGunzip();
  const bound = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      produced += chunk.length;
      if (produced > MAX_BODY_BYTES) {
        next(
          new DomainError('BODY_TOO_LARGE', `the decompressed body exceeds ${MAX_BODY_BYTES} bytes`, {
            fault: 'too_large',
          }),
        );
        return;
      }
      next(null, chunk);
    },
  });
  const fail = (error: Error) => {
    encoded.unpipe(gunzipper);
    encoded.resume();
    out.destroy(
      error instanceof DomainError
        ? error
        : new DomainError('MALFORMED_GZIP', `the body is not valid gzip: ${error.message}`, { fault: 'invalid' }),
    );
  };
  encoded.on('data', (chunk: Buffer) => (out.receivedEncodedLength += chunk.length));
  encoded.on('error', fail);
  gunzipper.on('error', fail);
  bound.on('error', fail);
  encoded.pipe(gunzipper).pipe(bound).pipe(out);
  return out;
}
