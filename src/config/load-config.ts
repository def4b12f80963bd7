import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigError, type ConfigFault } from './config-error.js';
import type { Config } from './config.js';
import { closestName } from './closest-name.js';
import { type Env, envNotes, envSchema, type VariableName, variableNames } from './env.schema.js';
import { ROLES } from './env.values.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const SHORT_ADMIN_KEY = 24;
/** As far from src/config as from dist/config. */
const BUILT_DASHBOARD = fileURLToPath(new URL('../../dashboard/dist', import.meta.url));

/**
 * Reads the whole configuration, or throws one ConfigError that lists every fault.
 * This folder is the only place that looks at `process.env`.
 */
export function loadConfig(env: Environment = process.env): Config {
  const faults: ConfigFault[] = [];
  const given = collect(env, faults);
  const parsed = envSchema.safeParse(given);
  for (const issue of parsed.error?.issues ?? []) {
    faults.push({ variable: String(issue.path[0]), problem: issue.message });
  }
  if (faults.length > 0 || !parsed.success) {
    throw new ConfigError(faults.sort((a, b) => a.variable.localeCompare(b.variable)));
  }
  return deepFreeze(toConfig(parsed.data, warningsFor(parsed.data, env)));
}

/** The text of each variable, secrets from their files; a blank one counts as not set. */
function collect(env: Environment, faults: ConfigFault[]): Partial<Record<VariableName, string>> {
  const given: Partial<Record<VariableName, string>> = {};
  for (const name of variableNames) {
    const plain = env[name]?.trim();
    const text = envNotes[name].secret === true ? fromFileOr(plain, name, env, faults) : plain;
    if (text !== undefined && text !== '') given[name] = text;
  }
  return given;
}

function fromFileOr(plain: string | undefined, name: VariableName, env: Environment, faults: ConfigFault[]) {
  const fileVariable = `${name}_FILE`;
  const file = env[fileVariable]?.trim();
  if (file === undefined || file === '') return plain;
  if (plain !== undefined && plain !== '') {
    faults.push({ variable: fileVariable, problem: `is set beside ${name}; keep one of them` });
    return undefined;
  }
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (text !== '') return text;
    faults.push({ variable: fileVariable, problem: 'names an empty file; write the secret into it' });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    faults.push({
      variable: fileVariable,
      problem: `names a file that cannot be read (${code}); check path and rights`,
    });
  }
  return undefined;
}

function warningsFor(values: Env, env: Environment): string[] {
  const warnings: string[] = [];
  const known = new Set<string>(variableNames.flatMap((name) => [name, `${name}_FILE`]));
  for (const name of Object.keys(env).sort()) {
    if (!name.startsWith('ORCHESTRATE_') || known.has(name)) continue;
    const closest = closestName(name, variableNames);
    warnings.push(`${name} is not a setting${closest === undefined ? '' : `; did you mean ${closest}?`}`);
  }
  if (values.ORCHESTRATE_ADMIN_KEY !== undefined && values.ORCHESTRATE_ADMIN_KEY.length < SHORT_ADMIN_KEY) {
    warnings.push(`ORCHESTRATE_ADMIN_KEY is shorter than ${SHORT_ADMIN_KEY} characters and may be guessed`);
  }
  if (values.DATABASE_URL === undefined && values.ORCHESTRATE_ROLES.length < ROLES.length) {
    warnings.push(
      'ORCHESTRATE_ROLES leaves roles to other processes, which cannot share the embedded PostgreSQL; set DATABASE_URL',
    );
  }
  if (values.ORCHESTRATE_TRUST_PROXY === true) {
    warnings.push(
      'ORCHESTRATE_TRUST_PROXY=true believes any caller about its address; name the networks of the proxies',
    );
  }
  return warnings;
}

function toConfig(values: Env, warnings: readonly string[]): Config {
  return {
    host: values.ORCHESTRATE_HOST,
    port: values.ORCHESTRATE_PORT,
    otlpHttpPort: unlessOff(values.ORCHESTRATE_OTLP_HTTP_PORT),
    otlpGrpcPort: unlessOff(values.ORCHESTRATE_OTLP_GRPC_PORT),
    otlpAnonymousLoopback: values.ORCHESTRATE_OTLP_ANONYMOUS_LOOPBACK === 'true',
    otlpContent: values.ORCHESTRATE_OTLP_CONTENT === 'true',
    otlpUnknownKeepMs: values.ORCHESTRATE_OTLP_UNKNOWN_KEEP,
    agentIdleAfterMs: values.ORCHESTRATE_AGENT_IDLE_AFTER,
    dataDir: resolve(values.ORCHESTRATE_DATA_DIR),
    dashboardDir: resolve(values.ORCHESTRATE_DASHBOARD_DIR ?? BUILT_DASHBOARD),
    streamClients: values.ORCHESTRATE_STREAM_CLIENTS,
    roles: values.ORCHESTRATE_ROLES,
    trustProxy: values.ORCHESTRATE_TRUST_PROXY,
    corsOrigins: values.ORCHESTRATE_CORS_ORIGINS,
    databaseUrl: values.DATABASE_URL,
    eventStoreUrl: values.EVENTSTORE_URL,
    redisUrl: values.REDIS_URL,
    prometheusUrl: values.PROMETHEUS_URL,
    adminKey: values.ORCHESTRATE_ADMIN_KEY,
    metricsAuth: values.ORCHESTRATE_METRICS_AUTH,
    githubWebhookSecret: values.GITHUB_WEBHOOK_SECRET,
    logLevel: values.ORCHESTRATE_LOG_LEVEL,
    otlpEndpoint: values.OTEL_EXPORTER_OTLP_ENDPOINT,
    serviceName: values.OTEL_SERVICE_NAME,
    alertIntervalMs: values.ORCHESTRATE_ALERT_INTERVAL,
    defaultRules: values.ORCHESTRATE_DEFAULT_RULES === 'true',
    publicUrl: values.ORCHESTRATE_PUBLIC_URL,
    outboundAllow: values.ORCHESTRATE_OUTBOUND_ALLOW,
    secretsKey: values.ORCHESTRATE_SECRETS_KEY,
    secretsKeyPrevious: values.ORCHESTRATE_SECRETS_KEY_PREVIOUS,
    client: { url: values.ORCHESTRATE_URL, apiKey: values.ORCHESTRATE_API_KEY },
    warnings,
  };
}

const unlessOff = <T>(value: T | 'off'): T | undefined => (value === 'off' ? undefined : value);

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}
