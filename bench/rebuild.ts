import { fork } from 'node:child_process';
import { openPostgresEventLog } from '../src/platform/event-store/postgres/postgres-event-log.js';
import type { AppendRequest } from '../src/platform/event-store/event-log.js';
import type { BenchDatabase } from './bench-database.js';
import type { BenchRow } from './bench-row.js';
import { fleetHistory } from './fleet-history.js';

const EVENTS = Number(process.env['BENCH_REBUILD_EVENTS'] ?? 1_000_000);
const MAX_RSS_MIB = 350;

export interface RebuildMeasurement {
  readonly events: number;
  readonly seconds: number;
  readonly maxRssMib: number;
}

/** Rebuild of every projection from a month of a fleet, against a raw read of the log, each in a fresh process. */
export async function benchRebuild({ url }: BenchDatabase): Promise<readonly BenchRow[]> {
  await fill(url);
  const read = await measure('read', url);
  const rebuild = await measure('rebuild', url);
  const figures = {
    events: rebuild.events,
    read: read.events / read.seconds,
    rebuild: rebuild.events / rebuild.seconds,
  };
  const ratio = figures.rebuild / figures.read;
  return [
    {
      work: `rebuild of every projection, ${rebuild.events} events`,
      target: '>= 0.3 x raw read of the log',
      ratio,
      met: ratio >= 0.3,
      figures,
      unit: 'events/s',
    },
    {
      work: `memory of that rebuild`,
      target: `< ${MAX_RSS_MIB} MiB RSS`,
      met: rebuild.maxRssMib < MAX_RSS_MIB,
      figures: { rebuild: rebuild.maxRssMib, read: read.maxRssMib },
      unit: 'MiB',
    },
  ];
}

async function fill(url: string): Promise<void> {
  const log = await openPostgresEventLog(url);
  const send = async (requests: readonly AppendRequest[]) => {
    for (const outcome of await log.appendMany(requests)) if (!outcome.ok) throw outcome.error;
  };
  let waiting: AppendRequest[] = [];
  for (const request of fleetHistory(EVENTS)) {
    waiting.push(request);
    if (waiting.length === 200) {
      await send(waiting);
      waiting = [];
    }
  }
  await send(waiting);
  await log.close();
}

function measure(what: 'read' | 'rebuild', url: string): Promise<RebuildMeasurement> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./rebuild-worker.js', import.meta.url), [what, url]);
    child.once('message', (measurement) => resolve(measurement as RebuildMeasurement));
    child.once('exit', (code) => reject(new Error(`the ${what} ended with ${code}`)));
  });
}
