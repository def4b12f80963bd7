import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../kernel/domain-error.js';
import { serveSinglePageApp } from '../platform/http/single-page-app.js';

/** What is answered by routes of our own, each with its rule, and never by a page. */
const RESERVED = /^\/(?:api|v1|metrics|healthz|readyz|webhooks)(?:\/|$)/;

const HOW_TO_BUILD = 'run `npm run build` and load this page again; the API is there all the same, see /api/docs';

/** The web dashboard at `/`, from where its build is. */
export function serveDashboard(fastify: FastifyInstance, directory: string): void {
  serveSinglePageApp(fastify, { directory, reserved: RESERVED, whenMissing });
}

/** For a person a page, for a program a problem document: both say what to do. */
function whenMissing({ headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!headers.accept?.includes('text/html')) {
    throw new DomainError('DASHBOARD_NOT_BUILT', `the dashboard is not built: ${HOW_TO_BUILD}`, { fault: 'not_found' });
  }
  return reply.status(404).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(notBuiltPage);
}

const notBuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Orchestrate Monitor</title>
<body style="font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The dashboard is not built</h1>
<p>Run <code>npm run build</code> where the service is installed, and load this page again.</p>
<p>The API is there all the same: <a href="/api/docs">its documentation</a>, <a href="/readyz">its health</a>.</p>
</body>
</html>
`;
