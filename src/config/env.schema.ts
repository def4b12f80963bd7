import { z } from 'zod';
import {
  cidrList,
  durationMs,
  hostName,
  key256,
  httpUrl,
  oneOf,
  originList,
  path,
  port,
  portOrOff,
  roleList,
  secretText,
  storeUrl,
  trustProxy,
  wholeNumber,
} from './env.values.js';

/** What is written about a variable beside its rule; docs/configuration.md and .env.example are held against it. */
export interface VariableNote {
  readonly about: string;
  /** Shown as the default; the schema's own default is what counts and a test compares the two. */
  readonly whenUnset: string;
  readonly example: string;
  /** Never echoed, redacted everywhere, and also read from the file named by `<NAME>_FILE`. */
  readonly secret?: true;
  /** Accepted and checked, but nothing in this version acts on it yet. */
  readonly reserved?: true;
  readonly group: 'server' | 'stores' | 'access' | 'telemetry' | 'alerting' | 'client';
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export const METRICS_AUTH = ['none', 'required'] as const;

/** Every variable of the service, as it stands in the environment: text in, typed value out. */
export const envSchema = z.object({
  ORCHESTRATE_HOST: hostName().default('127.0.0.1'),
  ORCHESTRATE_PORT: port().default(4040),
  ORCHESTRATE_OTLP_HTTP_PORT: portOrOff().default(4318),
  ORCHESTRATE_OTLP_GRPC_PORT: portOrOff().default(4317),
  ORCHESTRATE_OTLP_ANONYMOUS_LOOPBACK: oneOf(['false', 'true']).default('false'),
  ORCHESTRATE_OTLP_CONTENT: oneOf(['false', 'true']).default('false'),
  ORCHESTRATE_OTLP_UNKNOWN_KEEP: durationMs({ min: '0s', max: '90d' }).default(7 * 86_400_000),
  ORCHESTRATE_AGENT_IDLE_AFTER: durationMs({ min: '0s', max: '30d' }).default(30 * 60_000),
  ORCHESTRATE_DATA_DIR: path().default('.data'),
  ORCHESTRATE_DASHBOARD_DIR: path().optional(),
  ORCHESTRATE_STREAM_CLIENTS: wholeNumber({ min: 1, max: 10_000 }).default(200),
  ORCHESTRATE_ROLES: roleList().default(['api', 'projections', 'worker']),
  ORCHESTRATE_TRUST_PROXY: trustProxy().default(false),
  ORCHESTRATE_CORS_ORIGINS: originList().default([]),
  DATABASE_URL: storeUrl(['postgres', 'postgresql'], 'postgres://user:password@host:5432/database').optional(),
  EVENTSTORE_URL: storeUrl(
    ['esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover'],
    'esdb://host:2113?tls=false',
  ).optional(),
  REDIS_URL: storeUrl(['redis', 'rediss'], 'redis://host:6379/0').optional(),
  PROMETHEUS_URL: httpUrl().optional(),
  ORCHESTRATE_ADMIN_KEY: secretText(8).optional(),
  ORCHESTRATE_METRICS_AUTH: oneOf(METRICS_AUTH).default('none'),
  GITHUB_WEBHOOK_SECRET: secretText(1).optional(),
  ORCHESTRATE_LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl().optional(),
  OTEL_SERVICE_NAME: z.string().default('orchestrate-monitor'),
  ORCHESTRATE_ALERT_INTERVAL: durationMs({ min: '1s', max: '1h' }).default(15_000),
  ORCHESTRATE_DEFAULT_RULES: oneOf(['true', 'false']).default('true'),
  ORCHESTRATE_PUBLIC_URL: httpUrl().optional(),
  ORCHESTRATE_OUTBOUND_ALLOW: cidrList().default([]),
  ORCHESTRATE_SECRETS_KEY: key256().optional(),
  ORCHESTRATE_SECRETS_KEY_PREVIOUS: key256().optional(),
  ORCHESTRATE_URL: httpUrl().default('http://127.0.0.1:4040'),
  ORCHESTRATE_API_KEY: secretText(1).optional(),
});

export type Env = z.output<typeof envSchema>;
export type VariableName = keyof Env;

/** The notes, complete by type: a variable without one does not compile. */
export const envNotes: Readonly<Record<VariableName, VariableNote>> = {
  ORCHESTRATE_HOST: {
    group: 'server',
    about: 'Address to listen on. `0.0.0.0` or `::` opens the service to the network.',
    whenUnset: '127.0.0.1',
    example: '0.0.0.0',
  },
  ORCHESTRATE_PORT: {
    group: 'server',
    about: 'Port of the API, the metrics and the dashboard. `0` takes any free port.',
    whenUnset: '4040',
    example: '4040',
  },
  ORCHESTRATE_OTLP_HTTP_PORT: {
    group: 'server',
    about:
      'Port for OTLP over HTTP, besides `ORCHESTRATE_PORT`: only `/v1/logs`, `/v1/traces` and `/v1/metrics`. `0` takes any free port, `off` none. In use: `/readyz` says so, the rest runs.',
    whenUnset: '4318',
    example: 'off',
  },
  ORCHESTRATE_OTLP_GRPC_PORT: {
    group: 'server',
    about: 'Port for OTLP over gRPC. `0` takes any free port, `off` none. In use: `/readyz` says so, the rest runs.',
    whenUnset: '4317',
    example: 'off',
  },
  ORCHESTRATE_OTLP_ANONYMOUS_LOOPBACK: {
    group: 'server',
    about:
      'Whether programs of this machine may send OTLP without a key, as `otlp-loopback`. Not behind a proxy on this machine: its clients would seem to be local.',
    whenUnset: 'false',
    example: 'true',
  },
  ORCHESTRATE_OTLP_CONTENT: {
    group: 'server',
    about:
      'Whether spans received over OTLP keep what was said in them: prompts, answers, arguments of tools; secrets are redacted either way.',
    whenUnset: 'false',
    example: 'true',
  },
  ORCHESTRATE_OTLP_UNKNOWN_KEEP: {
    group: 'server',
    about:
      'How long telemetry is kept raw that no mapper knows, without secrets and content, to be read by a later version: up to `90d`. `0s` keeps none.',
    whenUnset: '7d',
    example: '1d',
  },
  ORCHESTRATE_AGENT_IDLE_AFTER: {
    group: 'server',
    about:
      'After how long without telemetry an agent that nothing else tells of is taken to be over, up to `30d`. `0s`: never.',
    whenUnset: '30m',
    example: '2h',
  },
  ORCHESTRATE_DATA_DIR: {
    group: 'server',
    about: 'Where the embedded PostgreSQL keeps its data; relative to the working directory.',
    whenUnset: '.data',
    example: '/var/lib/orchestrate',
  },
  ORCHESTRATE_DASHBOARD_DIR: {
    group: 'server',
    about: 'Where the built web dashboard is; relative to the working directory.',
    whenUnset: 'the build that comes with the program',
    example: '/usr/share/orchestrate/dashboard',
  },
  ORCHESTRATE_STREAM_CLIENTS: {
    group: 'server',
    about: 'How many dashboards and others may follow `/api/stream` of this process at once, up to `10000`.',
    whenUnset: '200',
    example: '1000',
  },
  ORCHESTRATE_ROLES: {
    group: 'server',
    about:
      'What this process does, separated by commas: `api`, `projections`, `worker`. Splitting needs `DATABASE_URL`.',
    whenUnset: 'api,projections,worker',
    example: 'projections,worker',
  },
  ORCHESTRATE_TRUST_PROXY: {
    group: 'server',
    about:
      'Whose `X-Forwarded-For` is believed: `false`, `true` (everybody: only behind a proxy that overwrites it), or addresses and networks separated by commas.',
    whenUnset: 'false',
    example: '10.0.0.0/8',
  },
  ORCHESTRATE_CORS_ORIGINS: {
    group: 'server',
    about: 'Web origins that may call the API from a browser, separated by commas. None by default.',
    whenUnset: 'none',
    example: 'https://monitor.example.com',
  },
  DATABASE_URL: {
    group: 'stores',
    about:
      'PostgreSQL 14 or later for the read models, and for the event log and the jobs unless the next two are set.',
    whenUnset: 'a PostgreSQL of our own in the data directory',
    example: 'postgres://orchestrate:change-me@db.example.com:5432/orchestrate',
    secret: true,
  },
  EVENTSTORE_URL: {
    group: 'stores',
    about: 'EventStoreDB or KurrentDB cluster that holds the event log.',
    whenUnset: 'the event log lives in PostgreSQL',
    example: 'esdb://admin:change-me@es.example.com:2113?tls=true',
    secret: true,
  },
  REDIS_URL: {
    group: 'stores',
    about: 'Redis 6.2 or later for the job queues.',
    whenUnset: 'the queues live in PostgreSQL',
    example: 'redis://redis.example.com:6379/0',
    secret: true,
  },
  PROMETHEUS_URL: {
    group: 'alerting',
    about: 'Prometheus that evaluates alert rules instead of the built-in evaluator.',
    whenUnset: 'the built-in evaluator',
    example: 'http://prometheus.example.com:9090',
  },
  ORCHESTRATE_ADMIN_KEY: {
    group: 'access',
    about: 'The first admin key, for containers and tests. At least 8 characters, better 32.',
    whenUnset: 'made on the first start and printed once',
    example: 'change-me-to-a-long-random-text',
    secret: true,
  },
  ORCHESTRATE_METRICS_AUTH: {
    group: 'access',
    about: '`required` asks for a key on `/metrics` too; `none` leaves it open to scrapers.',
    whenUnset: 'none',
    example: 'required',
  },
  GITHUB_WEBHOOK_SECRET: {
    group: 'access',
    about: 'Secret that GitHub signs its deliveries with.',
    whenUnset: 'GitHub deliveries are refused',
    example: 'change-me',
    secret: true,
  },
  ORCHESTRATE_LOG_LEVEL: {
    group: 'telemetry',
    about: 'Least severe level that is logged: `trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`.',
    whenUnset: 'info',
    example: 'debug',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    group: 'telemetry',
    about: "Collector that receives this service's own traces (OTLP over HTTP). The other `OTEL_*` variables work too.",
    whenUnset: 'traces are not exported',
    example: 'http://collector.example.com:4318',
  },
  OTEL_SERVICE_NAME: {
    group: 'telemetry',
    about: 'Name of this service in traces.',
    whenUnset: 'orchestrate-monitor',
    example: 'orchestrate-monitor',
  },
  ORCHESTRATE_ALERT_INTERVAL: {
    group: 'alerting',
    about:
      'Time between two evaluations of the alert rules, from `1s` to `1h`. Below `15s` they react no faster: series have a sample every 15 s.',
    whenUnset: '15s',
    example: '30s',
  },
  ORCHESTRATE_DEFAULT_RULES: {
    group: 'alerting',
    about: 'Whether the service makes its default alert rules, disabled, when they are not there.',
    whenUnset: 'true',
    example: 'false',
  },
  ORCHESTRATE_PUBLIC_URL: {
    group: 'alerting',
    about: 'Where people reach the dashboard; the links in messages begin with it.',
    whenUnset: 'the address that is listened on',
    example: 'https://monitor.example.com',
  },
  ORCHESTRATE_OUTBOUND_ALLOW: {
    group: 'alerting',
    about: 'Private networks that notification channels may reach, as CIDRs separated by commas.',
    whenUnset: 'none',
    example: '10.0.0.0/8,192.168.0.0/16',
  },
  ORCHESTRATE_SECRETS_KEY: {
    group: 'alerting',
    about:
      'Key that the secrets of notification channels are encrypted with: 32 bytes in base64 or hex, as `openssl rand -base64 32` makes them.',
    whenUnset: 'made on first use and kept in the database, which then protects no backup of it',
    example: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
    secret: true,
  },
  ORCHESTRATE_SECRETS_KEY_PREVIOUS: {
    group: 'alerting',
    about:
      'The key before `ORCHESTRATE_SECRETS_KEY`: what is encrypted with it can still be read, and is encrypted anew when it is.',
    whenUnset: 'none',
    example: 'ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=',
    secret: true,
  },
  ORCHESTRATE_URL: {
    group: 'client',
    about: 'Service that the `orchestrate` program talks to.',
    whenUnset: 'http://127.0.0.1:4040',
    example: 'https://monitor.example.com',
  },
  ORCHESTRATE_API_KEY: {
    group: 'client',
    about: 'Key that the `orchestrate` program presents.',
    whenUnset: 'no key is sent',
    example: 'change-me',
    secret: true,
  },
};

export const variableNames = Object.keys(envNotes) as VariableName[];
