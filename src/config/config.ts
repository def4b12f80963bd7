import type { LOG_LEVELS, METRICS_AUTH } from './env.schema.js';
import type { Role } from './env.values.js';

/** What the service runs on; complete, checked and frozen before anything connects. */
export interface Config {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** 0: any free port; undefined: none. */
  readonly otlpHttpPort: number | undefined;
  readonly otlpGrpcPort: number | undefined;
  /** Programs of this machine may send OTLP without a key. */
  readonly otlpAnonymousLoopback: boolean;
  /** Spans received keep what was said in them. */
  readonly otlpContent: boolean;
  /** 0: not at all. */
  readonly otlpUnknownKeepMs: number;
  /** 0: never. */
  readonly agentIdleAfterMs: number;
  /** Absolute. */
  readonly dataDir: string;
  /** Where the built dashboard is; absolute. */
  readonly dashboardDir: string;
  /** Most open streams of changes. */
  readonly streamClients: number;
  readonly roles: readonly Role[];
  /** As Fastify takes it: nobody, everybody, or the proxies' networks. */
  readonly trustProxy: boolean | readonly string[];
  readonly corsOrigins: readonly string[];
  /** Undefined: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Undefined: the event log is in PostgreSQL. */
  readonly eventStoreUrl: string | undefined;
  /** Undefined: the queues are in PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly prometheusUrl: string | undefined;
  readonly adminKey: string | undefined;
  readonly metricsAuth: (typeof METRICS_AUTH)[number];
  readonly githubWebhookSecret: string | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly otlpEndpoint: string | undefined;
  readonly serviceName: string;
  readonly alertIntervalMs: number;
  /** Whether the rules that come with the service are made. */
  readonly defaultRules: boolean;
  /** Where people reach the dashboard; undefined: where we listen. */
  readonly publicUrl: string | undefined;
  readonly outboundAllow: readonly string[];
  /** 64 hexadecimal digits; undefined: the service makes a key of its own. */
  readonly secretsKey: string | undefined;
  readonly secretsKeyPrevious: string | undefined;
  /** For the `orchestrate` program. */
  readonly client: { readonly url: string; readonly apiKey: string | undefined };
  /** Odd but harmless settings, to be logged once. */
  readonly warnings: readonly string[];
}
