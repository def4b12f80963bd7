import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import Table from 'cli-table3';
import { benchAlerting } from './alerting.js';
import { benchAppend } from './append.js';
import { type BenchDatabase, startBenchDatabase } from './bench-database.js';
import type { BenchRow } from './bench-row.js';
import { benchCosts } from './costs.js';
import { benchExposition } from './exposition.js';
import { benchIntake } from './intake.js';
import { benchOtlp } from './otlp.js';
import { benchQueries } from './queries.js';
import { benchRebuild } from './rebuild.js';
import { benchVisibility } from './visibility.js';

const benches: Readonly<Record<string, (database: BenchDatabase) => Promise<readonly BenchRow[]>>> = {
  append: benchAppend,
  intake: benchIntake,
  otlp: benchOtlp,
  rebuild: benchRebuild,
  visibility: benchVisibility,
  exposition: benchExposition,
  alerting: benchAlerting,
  queries: benchQueries,
  costs: benchCosts,
};

// `npm run bench -- append intake` runs some; `--write` keeps the results as docs/benchmarks.md.
const args = process.argv.slice(2);
const write = args.includes('--write');
const chosen = args.filter((arg) => !arg.startsWith('--'));
const unknown = chosen.find((name) => !(name in benches));
if (unknown !== undefined) {
  process.stderr.write(`no bench "${unknown}"; there are ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}

const rows: BenchRow[] = [];
for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
  process.stderr.write(`bench: ${name} …\n`);
  // Each on a database of its own: none pays for the tables of another.
  const database = await startBenchDatabase();
  try {
    rows.push(...(await benches[name]!(database)));
  } catch (error) {
    process.stderr.write(`bench: ${name} failed: ${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(1);
  } finally {
    await database.stop();
  }
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
const shown = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(2));
const cells = rows.map(({ work, target, ratio, met, figures, unit }) => [
  work,
  target,
  ratio === undefined ? '' : ratio.toFixed(2),
  met ? 'yes' : 'NO',
  `${Object.entries(figures)
    .map(([name, value]) => `${name} ${shown(value)}`)
    .join(', ')} ${unit}`,
]);
const head = ['work', 'target', 'ratio', 'met', 'measured'];

const table = new Table({ head, style: { head: [], border: [] } });
table.push(...cells);
process.stderr.write(`${table.toString()}\n`);
process.stdout.write(`${JSON.stringify({ machine, at: new Date().toISOString(), rows }, null, 2)}\n`);

if (write) {
  const line = (values: readonly string[]) => `| ${values.join(' | ')} |`;
  await writeFile(
    'docs/benchmarks.md',
    [
      '# Benchmarks',
      '',
      'Written by `npm run bench -- --write`. Each figure stands beside the limit that was measured in the same run, on',
      'the same database: compare ratios, not machines.',
      '',
      `Machine: ${machine}. PostgreSQL with its default settings (fsync on) on the same machine. ${new Date().toISOString().slice(0, 10)}.`,
      '',
      line(head),
      line(head.map(() => '---')),
      ...cells.map(line),
      '',
    ].join('\n'),
  );
}
process.exit(0);
