import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface RulesAnswer {
  readonly data: { readonly groups: readonly { readonly evaluationTime: number; readonly lastEvaluation: string }[] };
}

/**
 * How long a real Prometheus (`prometheus` and `promtool` in the path) takes for a group of rules over these samples,
 * as it measures that itself: the fastest of some rounds, in milliseconds.
 */
export async function timedByPrometheus(
  openMetrics: string,
  conditions: readonly string[],
  rounds: number,
): Promise<number> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-prometheus-'));
  const file = (name: string) => join(directory, name);
  await writeFile(file('samples.om'), openMetrics);
  await promisify(execFile)('promtool', [
    'tsdb',
    'create-blocks-from',
    'openmetrics',
    file('samples.om'),
    file('data'),
  ]);
  const rules = conditions.map((expr, number) => ({ alert: `rule-${number}`, expr }));
  // JSON is YAML.
  await writeFile(file('rules.yml'), JSON.stringify({ groups: [{ name: 'bench', interval: '2s', rules }] }));
  await writeFile(file('prometheus.yml'), JSON.stringify({ rule_files: [file('rules.yml')] }));
  const port = await freePort();
  const child = spawn(
    'prometheus',
    [
      `--config.file=${file('prometheus.yml')}`,
      `--storage.tsdb.path=${file('data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  try {
    let fastest = Infinity;
    for (const seen = new Set<string>(); seen.size < rounds;) {
      if (child.exitCode !== null) throw new Error(`prometheus ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/rules`).catch(() => undefined);
      if (!response?.ok) continue;
      const [group] = ((await response.json()) as RulesAnswer).data.groups;
      if (!group || group.evaluationTime === 0) continue;
      seen.add(group.lastEvaluation);
      fastest = Math.min(fastest, group.evaluationTime * 1_000);
    }
    return fastest;
  } finally {
    if (child.exitCode === null) {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    }
    await rm(directory, { recursive: true, force: true });
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
