import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Whether `prometheus` and `promtool` can be run here. With TEST_PROMETHEUS=1 they must. */
export function hasPrometheus(): boolean {
  if (process.env['TEST_PROMETHEUS'] === '1') return true;
  try {
    for (const program of ['promtool', 'prometheus']) execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What `promtool check metrics` has to say about an exposition, a complaint an item. */
export async function promtoolComplaints(exposition: string): Promise<readonly string[]> {
  const child = spawn('promtool', ['check', 'metrics'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close');
  child.stdin.end(exposition);
  await ended;
  return said.split('\n').filter((line) => line.trim() !== '');
}

/** What `promtool check rules` says of a rule file. */
export async function promtoolCheckRules(content: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'rules-'));
  try {
    const file = join(directory, 'rules.yml');
    await writeFile(file, content);
    const { stdout, stderr } = await promisify(execFile)('promtool', ['check', 'rules', file]);
    return stdout + stderr;
  } finally {
    await rm(directory, { recursive: true });
  }
}

export interface ScrapeJob {
  readonly name: string;
  /** Where to scrape: `http://127.0.0.1:4040`. */
  readonly url: string;
  readonly path: string;
}

export interface PrometheusSample {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [time: number, value: string];
}

/** A real Prometheus with nothing but these jobs, scraped every second, and the samples that it is given. */
export class PrometheusServer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    readonly url: string,
  ) {}

  /** `openMetrics`: what it remembers already, samples with their times. `ruleFile`: the rules that it evaluates. */
  static async start(jobs: readonly ScrapeJob[], openMetrics?: string, ruleFile?: string): Promise<PrometheusServer> {
    const directory = await mkdtemp(join(tmpdir(), 'prometheus-'));
    if (openMetrics !== undefined) {
      const exposition = join(directory, 'samples.om');
      await writeFile(exposition, openMetrics);
      const data = join(directory, 'data');
      await promisify(execFile)('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', exposition, data]);
    }
    const config = join(directory, 'prometheus.yml');
    // JSON is YAML.
    const scrapes = jobs.map(({ name, url, path }) => ({
      job_name: name,
      metrics_path: path,
      static_configs: [{ targets: [new URL(url).host] }],
    }));
    // The interval of evaluation is also the step of subqueries that name none: it stays the default but for rules.
    const settings = {
      global: { scrape_interval: '1s', ...(ruleFile === undefined ? {} : { evaluation_interval: '1s' }) },
      rule_files: ruleFile === undefined ? [] : [ruleFile],
      scrape_configs: scrapes,
    };
    await writeFile(config, JSON.stringify(settings));
    const port = await freePort();
    const child = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(directory, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=warn',
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const server = new PrometheusServer(child, directory, `http://127.0.0.1:${port}`);
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(child, 'close').then(([code]) =>
      Promise.reject(new Error(`prometheus ended with ${code}: ${said}`)),
    );
    try {
      await Promise.race([server.untilReady(), ended]);
    } catch (error) {
      await server.stop();
      throw error;
    }
    ended.catch(() => {});
    return server;
  }

  /** An instant query, by its own HTTP API. */
  async query(query: string): Promise<readonly PrometheusSample[]> {
    const { data } = await this.get(`/api/v1/query?query=${encodeURIComponent(query)}`);
    return (data as { result: readonly PrometheusSample[] }).result;
  }

  /** Any other part of its HTTP API. */
  async get(path: string): Promise<{ readonly data: unknown }> {
    const response = await fetch(`${this.url}${path}`);
    const body = (await response.json()) as { status: string; error?: string; data: unknown };
    if (body.status !== 'success') throw new Error(`${path}: ${body.error ?? response.status}`);
    return body;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await gone;
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  private async untilReady(): Promise<void> {
    for (;;) {
      const ready = await fetch(`${this.url}/-/ready`).catch(() => undefined);
      if (ready?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
