import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { OtlpEdge } from '../modules/otlp/index.js';
import { answerErrorsAsPrometheus } from '../modules/prometheus-api/index.js';
import { AccessControl, type AccessOptions } from '../platform/http/access.js';
import { AccessGuard } from '../platform/http/access.guard.js';
import { MAX_BODY_BYTES, registerBodyParsing } from '../platform/http/body-parsing.js';
import { refuseEarly, stateAccess } from '../platform/http/early-access.js';
import { ProblemDetailsFilter } from '../platform/http/problem-details.filter.js';
import { MinPositionInterceptor } from '../platform/http/reads-from.js';
import { refusalsByTransport } from '../platform/http/refusals-by-transport.js';
import { ProjectionReads } from '../platform/projections/projection-reads.js';
import { validationPipe } from '../platform/http/validation.pipe.js';
import { refuseWhileClosing } from '../platform/http/closing.js';
import { observeHttp } from '../platform/telemetry/http-metrics.js';
import { nameSpansByRoute } from '../platform/telemetry/http-route.js';
import { nestLogger } from '../platform/telemetry/nest-logger.js';
import { observeProjections } from '../platform/telemetry/projection-metrics.js';
import { ApiModule } from './api.module.js';
import { serveDashboard } from './dashboard.js';
import { documentationPaths, serveOpenApi } from './openapi.js';
import type { Runtime } from './runtime.js';

/** Slowest request we put up with, headers and body together. */
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * The whole HTTP application over running parts, initialised but not listening.
 * The order of the edge: request id → helmet → credentials there at all? → body (gunzip, parse, bound) → access → validation → minPosition → handler.
 */
export async function createHttpServer(runtime: Runtime): Promise<NestFastifyApplication> {
  const { config, logger, ids, registry, engine } = runtime;
  const adapter = new FastifyAdapter({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: config.trustProxy === false ? false : config.trustProxy === true ? true : [...config.trustProxy],
    genReqId: () => ids.next(),
    // Fastify's own refusal is no problem document and names no time to come again.
    return503OnClosing: false,
    ...refusalsByTransport,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
  });
  const fastify = adapter.getInstance();
  nameSpansByRoute(fastify as never);
  refuseWhileClosing(fastify as never);
  observeHttp(fastify as never, registry);
  observeProjections(() => engine.statuses(), registry);
  registerBodyParsing(fastify as never);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.register(runtime), adapter, {
    bodyParser: false,
    logger: nestLogger(logger),
    abortOnError: false,
  });
  await app.register(fastifyHelmet as never, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        // The API browser and charts set styles inline.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        upgradeInsecureRequests: null,
      },
    },
    frameguard: { action: 'deny' },
    crossOriginEmbedderPolicy: false,
    // Plain http on a laptop must keep working; whoever terminates TLS adds HSTS there.
    strictTransportSecurity: false,
  });
  await app.register(fastifyCookie as never);
  if (config.corsOrigins.length > 0) app.enableCors({ origin: [...config.corsOrigins], credentials: true });

  app.get(OtlpEdge).register(fastify as never);
  answerErrorsAsPrometheus(fastify as never);
  const access: AccessOptions = { metricsAuth: config.metricsAuth === 'required' ? 'required' : 'open' };
  // After the cookies, which are credentials, and before any body.
  refuseEarly(fastify as never, app.get(AccessControl), access);
  stateAccess(fastify as never, 'public', documentationPaths);

  const reflector = app.get(Reflector);
  app.useGlobalFilters(new ProblemDetailsFilter(logger));
  app.useGlobalGuards(new AccessGuard(reflector, app.get(AccessControl), access));
  app.useGlobalPipes(validationPipe());
  app.useGlobalInterceptors(new MinPositionInterceptor(reflector, app.get(ProjectionReads)));
  serveOpenApi(app);
  serveDashboard(fastify as never, config.dashboardDir);
  await app.init();
  await fastify.ready();
  return app;
}
