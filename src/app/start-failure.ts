import { ConfigError } from '../config/config-error.js';
import { EmbeddedPostgresError } from '../platform/embedded-postgres/embedded-postgres-error.js';
import { asDomainError } from '../platform/runtime/known-failure.js';

/** Why the service could not start, for the person who started it. Only a defect shows where in the code. */
export function startFailure(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  return `Orchestrate Monitor could not start: ${reasonOf(error)}`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof EmbeddedPostgresError) return error.message;
  return listenFailure(error) ?? storeFailure(error) ?? error.stack ?? error.message;
}

function listenFailure(error: Error & { code?: string; syscall?: string; address?: string; port?: number }) {
  const { code, syscall, address, port } = error;
  if (syscall !== 'listen') return undefined;
  if (code === 'EADDRINUSE') {
    return `port ${port} of ${address} is in use. Stop what listens there, or set ORCHESTRATE_PORT to another one.`;
  }
  if (code === 'EACCES') {
    return `port ${port} of ${address} may not be opened by this user. Set ORCHESTRATE_PORT to one above 1023.`;
  }
  if (code === 'EADDRNOTAVAIL') {
    return `${address} is no address of this machine. Set ORCHESTRATE_HOST to one that is, or to 0.0.0.0 for all.`;
  }
  return undefined;
}

/** A store that cannot be reached, or that does not let us in. */
function storeFailure(error: Error & { severity?: string }) {
  if (error.severity === 'FATAL') return `the database refuses us: ${error.message}. Check DATABASE_URL.`;
  const known = asDomainError(error);
  return known?.fault === 'unavailable' ? `${known.message}: ${error.message}` : undefined;
}
