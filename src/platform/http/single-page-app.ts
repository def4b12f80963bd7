import { stat } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import fastifyStatic from '@fastify/static';
import { NotFoundException } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface SinglePageApp {
  /** Where its build is; read at each request, so that a build during operation is served. */
  readonly directory: string;
  /** Paths that are none of its pages, whoever asks: there an unknown one stays unknown. */
  readonly reserved: RegExp;
  /** Answered instead of a page while there is no build. */
  readonly whenMissing: (request: FastifyRequest, reply: FastifyReply) => unknown;
}

const PAGE = '/index.html';
/** Their names carry a hash of what is in them. */
const HASHED = /^\/assets\//;

/**
 * Serves the build of a single-page app at `/`: its files, and its page for every other path that a browser asks for
 * as a page, since its pages have paths of their own. It holds no data, so that everybody may read it.
 */
export function serveSinglePageApp(fastify: FastifyInstance, app: SinglePageApp): void {
  // Only `sendFile`: which paths are files and which are pages is decided below.
  void fastify.register(fastifyStatic, {
    root: app.directory,
    serve: false,
    suppressWarning: true,
    cacheControl: false,
    preCompressed: true,
    dotfiles: 'ignore',
  });

  fastify.get('/*', { config: { access: 'public' } }, async (request, reply) => {
    const path = normalize(`/${(request.params as { '*': string })['*']}`);
    if (app.reserved.test(path)) throw unknown(request);
    const isFile = path !== '/' && (await hasFile(app.directory, path));
    if (!isFile && path !== '/' && !wantsPage(request)) throw unknown(request);
    if (!isFile && !(await hasFile(app.directory, PAGE))) return app.whenMissing(request, reply);
    return send(reply, isFile ? path : PAGE);
  });
}

function send(reply: FastifyReply, path: string): FastifyReply {
  const hashed = HASHED.test(path);
  // What the page was an hour ago would ask for files that a newer build does not have.
  void reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  return reply.sendFile(path);
}

/** Browsers name HTML when they load a page, and do not when they load a picture or a script. */
function wantsPage({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') ?? false;
}

async function hasFile(directory: string, path: string): Promise<boolean> {
  try {
    return (await stat(join(directory, path))).isFile();
  } catch {
    return false;
  }
}

const unknown = ({ method, url }: FastifyRequest) => new NotFoundException(`Cannot ${method} ${url}`);
