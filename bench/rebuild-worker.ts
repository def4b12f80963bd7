import { eventCatalog } from '../src/app/event-catalog.js';
import { projections } from '../src/app/projections.js';
import { PostgresEventLog } from '../src/platform/event-store/postgres/postgres-event-log.js';
import { createPool } from '../src/platform/postgres/pool.js';
import { ProjectionEngine } from '../src/platform/projections/projection-engine.js';
import { systemClock } from '../src/platform/runtime/system-clock.js';
import type { RebuildMeasurement } from './rebuild.js';

const [what, url = ''] = process.argv.slice(2);
const pool = createPool({ connectionString: url, max: 12, pipeline: true, applicationName: 'bench' });
const log = new PostgresEventLog(pool);

let maxRss = 0;
const watch = setInterval(() => (maxRss = Math.max(maxRss, process.memoryUsage.rss())), 50);
const begin = performance.now();
const events = what === 'read' ? await readAll() : await rebuildAll();
clearInterval(watch);
const measurement: RebuildMeasurement = {
  events,
  seconds: (performance.now() - begin) / 1_000,
  maxRssMib: maxRss / 1024 / 1024,
};
process.send!(measurement, () => process.exit(0));

/** Every row of the log as the driver gives it, in pages: what any reader must at least do. */
async function readAll(): Promise<number> {
  let position = '0';
  for (let count = 0; ;) {
    const { rows } = await pool.query<{ position: string }>(
      'select * from eventlog.events where position > $1 order by position limit 5000',
      [position],
    );
    count += rows.length;
    if (rows.length === 0) return count;
    position = rows.at(-1)!.position;
  }
}

async function rebuildAll(): Promise<number> {
  const engine = new ProjectionEngine({ log, pool, projections, upcast: eventCatalog.upcast, clock: systemClock });
  await engine.prepare();
  await engine.startRebuild();
  engine.start();
  const outcomes = await engine.awaitRebuild();
  const failed = outcomes.find(({ outcome }) => outcome === 'failed');
  if (failed) throw new Error(JSON.stringify(failed));
  const { rows } = await pool.query<{ count: string }>('select count(*) from eventlog.events');
  return Number(rows[0]!.count);
}
