import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

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
    .build();
  return SwaggerModule.createDocument(app, options, {
    operationIdFactory: (_controller, method) => method,
    autoTagControllers: false,
  });
}

/** `/api/openapi.json`, and a browsable page at `/api/docs`. The document holds no data, only the shapes. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
  });
}
