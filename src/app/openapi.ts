import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { ApiModule } from './api.module.js';
import type { Runtime } from './runtime.js';

/** The OpenAPI document, as generated from the controllers and their zod schemas. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const options = new DocumentBuilder()
    .setTitle('Orchestrate Monitor')
    .setDescription(
      'Event-sourced monitoring and alerting for fleets of AI coding agents. Every write answers a `position`; every ' +
        'read takes `?minPosition=` and waits until it includes that write. Errors are RFC 9457 problem details.',
    )
    .setVersion('0.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key' })
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-api-key' }, 'x-api-key')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('x-api-key')
    .build();
  return SwaggerModule.createDocument(app, options, {
    operationIdFactory: (_controller, method) => method,
    autoTagControllers: false,
  });
}

/** Where they are served. They hold no data, so that everybody may read them. */
export const documentationPaths = /^\/api\/(?:docs(?:\/|$)|openapi\.json$)/;

/** `/api/openapi.json`, and a browsable page at `/api/docs`. The document holds no data, only the shapes. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
  });
}

/**
 * The document of the whole API without any part running: Nest's preview mode builds the graph of modules and
 * instantiates nothing, so that nobody asks for the parts that are missing here.
 */
export async function describeApi(): Promise<OpenAPIObject> {
  const inert = { registry: new Registry() } as Runtime;
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.register(inert), new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return openApiDocument(app);
}
