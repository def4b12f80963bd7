import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.js';
import { envNotes, variableNames } from './env.schema.js';
import { loadConfig } from './load-config.js';

const directory = mkdtempSync(join(tmpdir(), 'config-spec-'));
afterAll(() => rmSync(directory, { recursive: true }));

function faultsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map((fault) => `${fault.variable}: ${fault.problem}`);
    throw error;
  }
  return [];
}

describe('given an empty environment', () => {
  it('is complete, embedded and local', () => {
    expect(loadConfig({})).toMatchObject({
      host: '127.0.0.1',
      port: 4040,
      dataDir: resolve('.data'),
      dashboardDir: resolve('dashboard/dist'),
      streamClients: 200,
      roles: ['api', 'projections', 'worker'],
      databaseUrl: undefined,
      eventStoreUrl: undefined,
      redisUrl: undefined,
      adminKey: undefined,
      metricsAuth: 'none',
      logLevel: 'info',
      alertIntervalMs: 15_000,
      defaultRules: true,
      outboundAllow: [],
      trustProxy: false,
      warnings: [],
    });
  });

  it('cannot be changed afterwards', () => {
    const config = loadConfig({});
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
    expect(() => (config.roles as string[]).push('x')).toThrow(TypeError);
  });

  it('agrees with the documented defaults', () => {
    const documented = Object.fromEntries(
      variableNames
        .filter((name) => !/^(none|a PostgreSQL|the |made on|GitHub|traces|no key)/.test(envNotes[name].whenUnset))
        .map((name) => [name, envNotes[name].whenUnset]),
    );
    expect(loadConfig({ ORCHESTRATE_METRICS_AUTH: 'none', ...documented })).toEqual(loadConfig({}));
  });
});

describe('given blank values', () => {
  it('takes them for not set', () => {
    expect(loadConfig({ ORCHESTRATE_PORT: '', DATABASE_URL: '  ' })).toEqual(loadConfig({}));
  });
});

describe('given good values', () => {
  it.each([
    [{ ORCHESTRATE_PORT: '0' }, { port: 0 }],
    [{ ORCHESTRATE_OTLP_HTTP_PORT: '0' }, { otlpHttpPort: 0 }],
    [{ ORCHESTRATE_DASHBOARD_DIR: '/srv/dashboard' }, { dashboardDir: '/srv/dashboard' }],
    [{ ORCHESTRATE_STREAM_CLIENTS: '1' }, { streamClients: 1 }],
    [{ ORCHESTRATE_OTLP_GRPC_PORT: 'OFF' }, { otlpGrpcPort: undefined }],
    [{ ORCHESTRATE_OTLP_ANONYMOUS_LOOPBACK: 'True' }, { otlpAnonymousLoopback: true }],
    [{ ORCHESTRATE_OTLP_CONTENT: 'true' }, { otlpContent: true }],
    [{ ORCHESTRATE_HOST: '::' }, { host: '::' }],
    [{ ORCHESTRATE_ROLES: 'worker, api' }, { roles: ['api', 'worker'] }],
    [{ ORCHESTRATE_ALERT_INTERVAL: '1.5m' }, { alertIntervalMs: 90_000 }],
    [{ ORCHESTRATE_SECRETS_KEY: 'AB'.repeat(32) }, { secretsKey: 'ab'.repeat(32) }],
    [{ ORCHESTRATE_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') }, { secretsKey: '07'.repeat(32) }],
    [{ ORCHESTRATE_OUTBOUND_ALLOW: '10.0.0.0/8, ::1' }, { outboundAllow: ['10.0.0.0/8', '::1/128'] }],
    [{ ORCHESTRATE_TRUST_PROXY: '10.0.0.1' }, { trustProxy: ['10.0.0.1/32'] }],
    [{ ORCHESTRATE_CORS_ORIGINS: 'https://a.example:8443' }, { corsOrigins: ['https://a.example:8443'] }],
    [{ EVENTSTORE_URL: 'esdb://a:2113,b:2113?tls=false' }, { eventStoreUrl: 'esdb://a:2113,b:2113?tls=false' }],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/' }, { otlpEndpoint: 'http://c:4318' }],
    [{ ORCHESTRATE_LOG_LEVEL: 'DEBUG' }, { logLevel: 'debug' }],
  ])('%o becomes %o', (env, expected) => {
    expect(loadConfig(env)).toMatchObject(expected);
  });
});

describe('given one bad value', () => {
  it.each([
    ['ORCHESTRATE_PORT', '70000'],
    ['ORCHESTRATE_PORT', '1e3'],
    ['ORCHESTRATE_PORT', '-1'],
    ['ORCHESTRATE_OTLP_HTTP_PORT', 'on'],
    ['ORCHESTRATE_HOST', 'http://x'],
    ['ORCHESTRATE_STREAM_CLIENTS', '0'],
    ['ORCHESTRATE_STREAM_CLIENTS', '1.5'],
    ['ORCHESTRATE_ROLES', 'api,boss'],
    ['ORCHESTRATE_ROLES', ','],
    ['ORCHESTRATE_ALERT_INTERVAL', '15'],
    ['ORCHESTRATE_ALERT_INTERVAL', '1ms'],
    ['ORCHESTRATE_SECRETS_KEY', 'AB'.repeat(31)],
    ['ORCHESTRATE_OUTBOUND_ALLOW', '10.0.0.0/33'],
    ['ORCHESTRATE_OUTBOUND_ALLOW', '10.0.0.0/'],
    ['ORCHESTRATE_TRUST_PROXY', 'maybe'],
    ['ORCHESTRATE_CORS_ORIGINS', '*'],
    ['ORCHESTRATE_CORS_ORIGINS', 'https://a.example/path'],
    ['ORCHESTRATE_METRICS_AUTH', 'yes'],
    ['ORCHESTRATE_LOG_LEVEL', 'loud'],
    ['ORCHESTRATE_ADMIN_KEY', 'short'],
    ['ORCHESTRATE_ADMIN_KEY', 'has white space'],
    ['DATABASE_URL', 'mysql://a/b'],
    ['DATABASE_URL', 'localhost'],
    ['EVENTSTORE_URL', 'http://a'],
    ['REDIS_URL', 'a:6379'],
    ['PROMETHEUS_URL', 'http://user:pass@host'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
  ])('%s=%s is refused by name', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name}: .{20,}`));
  });
});

describe('given several bad values', () => {
  const env = {
    ORCHESTRATE_PORT: 'x',
    DATABASE_URL: 'mysql://root:hunter2hunter2@h/d',
    ORCHESTRATE_ADMIN_KEY: 'hunter2 hunter2',
    REDIS_URL_FILE: '/nowhere/at/all',
  };

  it('lists every one of them', () => {
    expect(faultsOf(env).map((fault) => fault.split(':')[0])).toEqual([
      'DATABASE_URL',
      'ORCHESTRATE_ADMIN_KEY',
      'ORCHESTRATE_PORT',
      'REDIS_URL_FILE',
    ]);
  });

  it('never shows a secret', () => {
    expect(() => loadConfig(env)).toThrow(/has 4 faults/);
    expect(faultsOf(env).join()).not.toContain('hunter2');
  });
});

describe('given secrets in files', () => {
  it('reads them without the line end', () => {
    const file = join(directory, 'key');
    writeFileSync(file, 'a-key-from-a-file-long-enough\n');
    expect(loadConfig({ ORCHESTRATE_ADMIN_KEY_FILE: file }).adminKey).toBe('a-key-from-a-file-long-enough');
  });

  it('refuses an empty file, and a file beside the plain variable', () => {
    const file = join(directory, 'empty');
    writeFileSync(file, '\n');
    expect(faultsOf({ REDIS_URL_FILE: file })).toEqual([
      'REDIS_URL_FILE: names an empty file; write the secret into it',
    ]);
    expect(faultsOf({ REDIS_URL_FILE: file, REDIS_URL: 'redis://a' })).toEqual([
      'REDIS_URL_FILE: is set beside REDIS_URL; keep one of them',
    ]);
  });
});

describe('given odd but harmless settings', () => {
  it('warns of unknown names and says which was meant', () => {
    expect(loadConfig({ ORCHESTRATE_PROT: '1', ORCHESTRATE_SOMETHING_ELSE: '2', OTHER: '3' }).warnings).toEqual([
      'ORCHESTRATE_PROT is not a setting; did you mean ORCHESTRATE_PORT?',
      'ORCHESTRATE_SOMETHING_ELSE is not a setting',
    ]);
  });

  it('warns of roles that have no database to share', () => {
    expect(loadConfig({ ORCHESTRATE_ROLES: 'api' }).warnings.join()).toContain('set DATABASE_URL');
    expect(loadConfig({ ORCHESTRATE_ROLES: 'api', DATABASE_URL: 'postgres://a/b' }).warnings).toEqual([]);
  });
});

describe('.env.example', () => {
  const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n');
  const settings = lines.map((line) => /^# ([A-Z_]+)=(.*)$/.exec(line)).filter((match) => match !== null);

  it('names exactly the variables of the schema', () => {
    expect(settings.map((match) => match[1]).sort()).toEqual([...variableNames].sort());
  });

  it('gives values that pass', () => {
    const env = Object.fromEntries(settings.map((match) => [match[1]!, match[2]!]));
    expect(loadConfig(env).warnings).toEqual([]);
  });
});
