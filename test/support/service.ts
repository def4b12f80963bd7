import type { INestApplicationContext } from '@nestjs/common';
import pino, { type Logger } from 'pino';
import { loadConfig } from '../../src/config/load-config.js';
import type { Runtime } from '../../src/app/runtime.js';
import { startService } from '../../src/app/start.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';

export const TEST_ADMIN_KEY = 'test-admin-key-0123456789-0123456789';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body, parsed when it is JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers of every shape
  readonly body: any;
}

export interface RequestOptions {
  /** Sent as JSON, unless it is text or bytes already. */
  readonly body?: unknown;
  /** Another key than the admin's; null for none. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestService {
  readonly url: string;
  readonly adminKey: string;
  readonly database: TestDatabase;
  readonly runtime: Runtime;
  readonly app: INestApplicationContext;
  /** Calls the API as the admin, unless told otherwise. */
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  get(path: string, options?: RequestOptions): Promise<Answer>;
  post(path: string, body: unknown, options?: RequestOptions): Promise<Answer>;
  /** A fresh key of the role. */
  createKey(role: 'admin' | 'operator' | 'viewer' | 'reporter'): Promise<string>;
  /** Stops the service; the database goes too unless it was given. */
  close(): Promise<void>;
}

export interface TestServiceOptions {
  /** A database to share, as with a second replica or a restart. */
  readonly database?: TestDatabase;
  /** Further environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  readonly logger?: Logger;
}

/** The real service on a free port, over a database of its own. */
export async function startTestService(options: TestServiceOptions = {}): Promise<TestService> {
  const database = options.database ?? (await createTestDatabase());
  const config = loadConfig({
    DATABASE_URL: database.url,
    ORCHESTRATE_PORT: '0',
    ORCHESTRATE_OTLP_HTTP_PORT: 'off',
    ORCHESTRATE_OTLP_GRPC_PORT: 'off',
    ORCHESTRATE_ADMIN_KEY: TEST_ADMIN_KEY,
    // A test knows which rules there are.
    ORCHESTRATE_DEFAULT_RULES: 'false',
    ...options.env,
  });
  const service = await startService(config, options.logger ?? pino({ level: 'silent' }));
  const url = service.url ?? '';

  async function request(method: string, path: string, { body, key, headers }: RequestOptions = {}): Promise<Answer> {
    const asIs = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key ?? TEST_ADMIN_KEY}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: asIs ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  }

  return {
    url,
    adminKey: TEST_ADMIN_KEY,
    database,
    runtime: service.runtime,
    app: service.app,
    request,
    get: (path, given) => request('GET', path, given),
    post: (path, body, given) => request('POST', path, { ...given, body }),
    createKey: async (role) => {
      const { status, body } = await request('POST', '/api/keys', { body: { name: `test ${role}`, role } });
      if (status !== 201) throw new Error(`no key of role ${role}: ${JSON.stringify(body)}`);
      return body.key;
    },
    close: async () => {
      await service.close();
      if (!options.database) await database.drop();
    },
  };
}
