import type { BenchRow } from './bench-row.js';
import { modelCall, openEmmett, openLog, openRaw, type Contender } from './append-contenders.js';
import type { BenchDatabase } from './bench-database.js';

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

/** Appends against raw SQL and against Emmett's Postgres store, on one database. */
export async function benchAppend({ url }: BenchDatabase): Promise<readonly BenchRow[]> {
  const log = (): Promise<Contender> => openLog(url);
  const row = (work: string, wanted: number, limit: string, rates: Record<string, number>): BenchRow => ({
    work,
    target: `>= ${wanted} x ${limit}`,
    ratio: rates['log']! / rates[limit]!,
    met: rates['log']! >= wanted * rates[limit]!,
    figures: rates,
    unit: 'events/s',
  });
  const one = await compare({ raw32: () => openRaw(url, 32), log, emmett: () => openEmmett(url) }, 32, 1);
  const many = await compare({ raw32: () => openRaw(url, 32), log }, 256, 1);
  const single = await compare({ unnest: () => openRaw(url, 1), log }, 1, 1_000);
  const several = await compare({ unnest: () => openRaw(url, 4), log }, 4, 1_000);
  return [
    row('append, 32 writers, 1 event each', 2, 'raw32', one),
    row('append, 32 writers, 1 event each', 8, 'emmett', one),
    row('append, 256 writers, 1 event each', 4, 'raw32', many),
    row('append, batches of 1 000, 1 writer', 0.7, 'unnest', single),
    row('append, batches of 1 000, 4 writers', 0.7, 'unnest', several),
  ];
}
