import { createDataSource } from '../src/platform/postgres/data-source.js';
import { runMigrations } from '../src/platform/postgres/run-migrations.js';
import { modelCall, openEmmett, openLog, openRaw, type Contender } from './append-contenders.js';
import { startBenchDatabase } from './append-database.js';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3);
const roundMs = Number(process.env['BENCH_ROUND_MS'] ?? 2_000);

/** Events per second of so many writers, each appending the next batch when the one before is durable. */
async function rate(contender: Contender, writers: number, batch: number): Promise<number> {
  let appended = 0;
  const run = async (ms: number): Promise<number> => {
    const begin = performance.now();
    appended = 0;
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        while (performance.now() - begin < ms) {
          await contender.append(writer, Array.from({ length: batch }, modelCall));
          appended += batch;
        }
      }),
    );
    return (appended / (performance.now() - begin)) * 1_000;
  };
  await run(roundMs / 5);
  return run(roundMs);
}

type Opener = () => Promise<Contender>;

/** Best of the rounds, contenders taking turns, so that a noisy moment hits all of them. */
async function compare(
  openers: Record<string, Opener>,
  writers: number,
  batch: number,
): Promise<Record<string, number>> {
  const best: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, open] of Object.entries(openers)) {
      const contender = await open();
      try {
        best[name] = Math.max(best[name] ?? 0, Math.round(await rate(contender, writers, batch)));
      } finally {
        await contender.close();
      }
    }
  }
  return best;
}

const database = await startBenchDatabase();
try {
  const dataSource = createDataSource({ connectionString: database.url });
  await runMigrations(dataSource);
  await dataSource.destroy();
  const { url } = database;
  const log = (): Promise<Contender> => openLog(url);
  const rows: { work: string; target: string; ratio: number; met: boolean; eventsPerSecond: Record<string, number> }[] =
    [];
  const row = (work: string, wanted: number, limit: string, rates: Record<string, number>): void => {
    const ratio = rates['log']! / rates[limit]!;
    const target = `>= ${wanted} x ${limit}`;
    rows.push({ work, target, ratio: Number(ratio.toFixed(2)), met: ratio >= wanted, eventsPerSecond: rates });
  };

  const one = await compare({ raw32: () => openRaw(url, 32), log, emmett: () => openEmmett(url) }, 32, 1);
  row('append, 32 writers, 1 event each', 2, 'raw32', one);
  row('append, 32 writers, 1 event each', 8, 'emmett', one);
  const many = await compare({ raw32: () => openRaw(url, 32), log }, 256, 1);
  row('append, 256 writers, 1 event each', 4, 'raw32', many);
  const single = await compare({ unnest: () => openRaw(url, 1), log }, 1, 1_000);
  row('append, batches of 1 000, 1 writer', 0.7, 'unnest', single);
  const several = await compare({ unnest: () => openRaw(url, 4), log }, 4, 1_000);
  row('append, batches of 1 000, 4 writers', 0.7, 'unnest', several);

  process.stdout.write(`${JSON.stringify({ node: process.version, rounds, roundMs, rows }, null, 2)}\n`);
} finally {
  await database.stop();
}
