import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { AdminKeyService } from '../modules/identity/index.js';
import { OtlpReceivers } from '../modules/otlp/index.js';
import { QuietConnections } from '../platform/http/closing.js';
import { nestLogger } from '../platform/telemetry/nest-logger.js';
import { ApiModule } from './api.module.js';
import { createHttpServer } from './http-server.js';
import { type Runtime, startRuntime } from './runtime.js';

export interface Service {
  /** `http://127.0.0.1:4040`; undefined in a process without the role `api`. */
  readonly url: string | undefined;
  /** The admin key that this start made, to be shown once; undefined when there was one already. */
  readonly createdAdminKey: string | undefined;
  readonly runtime: Runtime;
  /** The modules over the running parts. */
  readonly app: INestApplicationContext;
  /** Stops taking requests, finishes those under way, then stops every part. */
  close(): Promise<void>;
}

/** Starts the roles that the configuration asks for. Throws with a clear message when a part cannot start. */
export async function startService(config: Config, logger: Logger): Promise<Service> {
  const runtime = await startRuntime(config, logger);
  let app: INestApplicationContext | undefined;
  try {
    if (!config.roles.includes('api')) {
      app = await NestFactory.createApplicationContext(ApiModule.register(runtime), {
        logger: nestLogger(logger),
        abortOnError: false,
      });
      return { url: undefined, createdAdminKey: undefined, runtime, app, close: () => closeBoth(app, runtime) };
    }
    const server = await createHttpServer(runtime);
    app = server;
    const { created } = await server.get(AdminKeyService).ensureAdminKey();
    const connections = new QuietConnections(server.getHttpServer());
    await server.listen({ port: config.port, host: config.host });
    await server.get(OtlpReceivers).start();
    return {
      url: urlOf(server, config.host),
      createdAdminKey: created,
      runtime,
      app,
      close: () => closeServer(server, runtime, connections),
    };
  } catch (error) {
    await app?.close();
    await runtime.close();
    throw error;
  }
}

/** How often connections that have become idle are closed while the server is closing. */
const IDLE_CHECK_MS = 50;

/** The server itself closes those that are idle at first, and would wait out the keep-alive of the others. */
async function closeServer(
  server: NestFastifyApplication,
  runtime: Runtime,
  connections: QuietConnections,
): Promise<void> {
  const idle = setInterval(() => connections.close(), IDLE_CHECK_MS);
  try {
    await closeBoth(server, runtime);
  } finally {
    clearInterval(idle);
  }
}

async function closeBoth(app: INestApplicationContext | undefined, runtime: Runtime): Promise<void> {
  await app?.close();
  await runtime.close();
}

function urlOf(app: NestFastifyApplication, host: string): string {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${shown}:${port}`;
}
