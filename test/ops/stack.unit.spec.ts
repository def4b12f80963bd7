import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { envSchema } from '../../src/config/env.schema.js';
import { loadConfig } from '../../src/config/load-config.js';
import { hasPrometheus } from '../support/prometheus.js';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: readonly string[] | Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}
interface Stack {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
}

/** There is no container engine where this is tested: what can be said of the files without one. */
describe('ops/compose.yml', () => {
  const { services, volumes } = parse(read('ops/compose.yml'), { merge: true }) as Stack;
  const all = Object.entries(services);

  it('has all of the stack, each of a stated version', () => {
    expect(Object.keys(services).sort()).toEqual([
      'eventstore',
      'grafana',
      'jaeger',
      'mailpit',
      'monitor',
      'postgres',
      'prometheus',
      'redis',
    ]);
    for (const [name, { image, build }] of all) {
      if (build === undefined) expect(image, name).toMatch(/:v?\d+/);
      else expect(existsSync(join(root, 'ops', build, 'Dockerfile')), name).toBe(true);
    }
  });

  it('opens ports on this machine alone, each once', () => {
    const ports = all.flatMap(([, { ports: own = [] }]) => own);
    expect(ports.filter((port) => !/^127\.0\.0\.1:(\d+):\d+$/.test(port))).toEqual([]);
    const outside = ports.map((port) => port.split(':')[1]);
    expect(new Set(outside).size).toBe(outside.length);
    expect(outside).toEqual(expect.arrayContaining(['4040', '4317', '4318', '3000', '9090', '16686', '8025']));
  });

  it('waits for services that there are, and that can say that they are well', () => {
    for (const [name, { depends_on: needed = [] }] of all) {
      if (needed instanceof Array) expect(Object.keys(services), name).toEqual(expect.arrayContaining([...needed]));
      else {
        for (const [other, { condition }] of Object.entries(needed)) {
          expect([name, condition, services[other]?.healthcheck]).toEqual([
            name,
            'service_healthy',
            expect.objectContaining({ test: expect.any(Array) }),
          ]);
        }
      }
    }
  });

  it('mounts what there is', () => {
    for (const [name, { volumes: mounts = [] }] of all) {
      for (const mount of mounts) {
        const [source = ''] = mount.split(':');
        if (source.startsWith('.')) expect(existsSync(join(root, 'ops', source)), `${name}: ${source}`).toBe(true);
        else expect(Object.keys(volumes), name).toContain(source);
      }
    }
  });

  it('configures the service as it can be configured', () => {
    const given = services['monitor']!.environment!;
    const known = Object.keys(envSchema.shape);
    expect(Object.keys(given).filter((name) => !known.includes(name))).toEqual([]);
    const config = loadConfig(filledIn(given));
    expect(config.warnings).toEqual([]);
    for (const name of ['DATABASE_URL', 'EVENTSTORE_URL', 'REDIS_URL', 'OTEL_EXPORTER_OTLP_ENDPOINT']) {
      expect(Object.keys(services), name).toContain(/(?:\/\/|@)([a-z]+):\d+/.exec(given[name]!)?.[1]);
    }
  });

  it('gives Grafana what its provisioning files read', () => {
    const { environment, volumes: mounts } = services['grafana']!;
    const sources = read('ops/grafana/provisioning/datasources/orchestrate.yml');
    const readThere = [...sources.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!);
    expect(readThere.filter((name) => !(name in environment!))).toEqual([]);
    const { providers } = parse(read('ops/grafana/provisioning/dashboards/orchestrate.yml')) as {
      providers: { options: { path: string } }[];
    };
    const folders = mounts!.map((mount) => mount.split(':')[1]);
    for (const { options } of providers) expect(folders).toContain(options.path);
  });
});

describe('ops/prometheus/prometheus.yml', () => {
  const path = 'ops/prometheus/prometheus.yml';
  const config = parse(read(path)) as {
    rule_files: string[];
    scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[];
  };

  it('scrapes the service under the name that the rules say, and has the rules', () => {
    const [own] = config.scrape_configs;
    expect(read('ops/prometheus/rules/scrape.rules.yml')).toContain(`job="${own?.job_name}"`);
    expect(own?.static_configs[0]?.targets).toEqual(['monitor:4040']);
    for (const file of config.rule_files) expect(existsSync(join(root, dirname(path), file)), file).toBe(true);
  });

  it.runIf(hasPrometheus())('is accepted by promtool', () => {
    expect(execFileSync('promtool', ['check', 'config', join(root, path)], { encoding: 'utf8' })).toMatch(/SUCCESS/);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));

  it('copies what there is, or what an earlier stage has made', () => {
    const stages = lines.flatMap((line) => /^FROM .* AS (\w+)$/.exec(line)?.[1] ?? []);
    for (const line of lines.filter((one) => one.startsWith('COPY '))) {
      const words = line.split(/\s+/).slice(1);
      const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
      if (from !== undefined) expect(stages).toContain(from);
      else for (const source of words.slice(0, -1)) expect(existsSync(join(root, source)), line).toBe(true);
    }
  });

  it('runs without rights, says whether it is well, and starts as npm start does', () => {
    expect(last).toContain('USER node');
    expect(last.some((line) => line.startsWith('HEALTHCHECK ') && line.includes('/healthz'))).toBe(true);
    const [command = ''] = last.flatMap((line) => /^CMD (\[.*\])$/.exec(line)?.[1] ?? []);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
    expect(`exec ${(JSON.parse(command) as string[]).join(' ')}`).toBe(scripts.start);
  });

  it('has in its image every file beside the build that the service reads', () => {
    const shipped = last.flatMap((line) => /^COPY (?:--from=\w+ )?(?:\S+ )+(\S+)$/.exec(line)?.[1] ?? []);
    const beside = ['src/modules/alerting/default-rules.service.ts', 'src/config/load-config.ts', 'src/cli/version.ts'];
    const needed = beside.flatMap((file) =>
      [...read(file).matchAll(/new URL\('([^']+)', import\.meta\.url\)/g)].map(([, path]) => path!),
    );
    expect(needed).toHaveLength(3);
    // From dist/, which has no folder `src` above its files.
    const files = needed.map((path) => normalize(path.replaceAll('../', '')));
    const isShipped = (file: string) =>
      shipped.some((at) => file.startsWith(`${at}/`) || file === at) ||
      (file === 'package.json' && shipped.includes('./'));
    expect(files.filter((file) => !isShipped(file))).toEqual([]);
  });
});

/** As compose fills in variables, all that are asked for being set. */
function filledIn(environment: Readonly<Record<string, string>>): Record<string, string> {
  const given: Readonly<Record<string, string>> = {
    ORCHESTRATE_ADMIN_KEY: 'a-key-for-the-test-of-compose',
    ORCHESTRATE_SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  return Object.fromEntries(
    Object.entries(environment).map(([name, text]) => [
      name,
      text.replace(
        /\$\{(\w+)(?::[-?]([^}]*))?\}/g,
        (_, variable: string, otherwise = '') => given[variable] ?? otherwise,
      ),
    ]),
  );
}
