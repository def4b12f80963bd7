import { eventCatalog } from '../src/app/event-catalog.js';
import { projections } from '../src/app/projections.js';
import type { LogPosition } from '../src/kernel/event.js';
import { openPostgresEventLog } from '../src/platform/event-store/postgres/postgres-event-log.js';
import type { AppendRequest, EventLog } from '../src/platform/event-store/event-log.js';
import { createPool } from '../src/platform/postgres/pool.js';
import { ProjectionEngine } from '../src/platform/projections/projection-engine.js';
import { systemClock } from '../src/platform/runtime/system-clock.js';
import type { BenchDatabase } from './bench-database.js';
import type { BenchRow } from './bench-row.js';
import { CALLS_PER_RUN, costHistory } from './cost-history.js';
import { BENCH_KEY, spawnService } from './spawned-service.js';

/** The target is about 10 000 000, which take their time to be recorded: BENCH_COST_CALLS=10000000. */
const CALLS = Number(process.env['BENCH_COST_CALLS'] ?? 1_000_000);
const FEW = Math.min(100_000, CALLS / 10);
const ROUNDS = 7;
const MOST = 1.5;
const READ_BY_REPORTS = ['model-usage', 'agent-runs'];

const reports = {
  'cost report of 30 days by epic and model': '/api/cost/report?period=daily&groupBy=epic,model&from={month}&to={now}',
  'forecast of 30 days': '/api/cost/forecast?days=30',
  'agent analytics of 90 days by type': '/api/analytics/agents?period=90d',
};
type Report = keyof typeof reports;
const names = Object.keys(reports) as readonly Report[];

interface Measurement {
  readonly ms: Readonly<Record<Report, number>>;
  /** What the reports on costs read. */
  readonly rows: number;
}

/**
 * How long reports take, over HTTP, when many calls were made against few: recorded in the log, summed by the real
 * projections, on the same stories of the same 90 days by more agents.
 */
export async function benchCosts({ url }: BenchDatabase): Promise<readonly BenchRow[]> {
  const until = new Date();
  const pool = createPool({ connectionString: url, max: 12, pipeline: true });
  const log = await openPostgresEventLog(url);
  const shared = { log, pool, upcast: eventCatalog.upcast, clock: systemClock };
  await new ProjectionEngine({ ...shared, projections }).prepare();
  const engine = new ProjectionEngine({
    ...shared,
    projections: projections.filter(({ name }) => READ_BY_REPORTS.includes(name)),
  });
  engine.start();
  const service = await spawnService(url, 'api');
  try {
    const measured: Measurement[] = [];
    let runs = 0;
    for (const calls of [FEW, CALLS]) {
      const position = await record(log, costHistory(runs, calls / CALLS_PER_RUN, until));
      runs = calls / CALLS_PER_RUN;
      while ((await engine.waitFor(READ_BY_REPORTS, position, 60_000)) === 'timeout') process.stderr.write('.');
      // As autovacuum leaves them some time after so many rows.
      await pool.query('vacuum analyze');
      const { rows } = await pool.query<{ count: string }>('select count(*) from model_usage');
      measured.push({ ms: await times(service.url, until), rows: Number(rows[0]!.count) });
    }
    const [few, many] = measured as [Measurement, Measurement];
    return names.map((name) => rowOf(name, few, many));
  } finally {
    await service.stop();
    await engine.stop();
    await log.close();
    await pool.end();
  }
}

function rowOf(name: Report, few: Measurement, many: Measurement): BenchRow {
  const ratio = many.ms[name] / few.ms[name];
  return {
    work: `${name}: ${CALLS} model calls, by more agents on the same stories, against ${FEW}`,
    target: `<= ${MOST} x its time at ${FEW}`,
    ratio,
    met: ratio <= MOST,
    figures: { many: many.ms[name], few: few.ms[name], manyRows: many.rows, fewRows: few.rows },
    unit: 'ms, rows of usage',
  };
}

async function record(log: EventLog, history: Iterable<AppendRequest>): Promise<LogPosition> {
  let last: LogPosition | undefined;
  let waiting: AppendRequest[] = [];
  const send = async () => {
    for (const outcome of await log.appendMany(waiting)) {
      if (!outcome.ok) throw outcome.error;
      last = outcome.position;
    }
    waiting = [];
  };
  for (const request of history) if (waiting.push(request) === 200) await send();
  if (waiting.length > 0) await send();
  if (last === undefined) throw new Error('nothing was recorded');
  return last;
}

/** The median of some rounds of each, after one that warms up. */
async function times(url: string, until: Date): Promise<Measurement['ms']> {
  const found = {} as Record<Report, number>;
  const month = new Date(until.getTime() - 30 * 86_400_000).toISOString();
  for (const name of names) {
    const path = reports[name].replace('{month}', month).replace('{now}', until.toISOString());
    const rounds: number[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const begin = performance.now();
      const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${BENCH_KEY}` } });
      const text = await response.text();
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
      if (round > 0) rounds.push(performance.now() - begin);
    }
    found[name] = rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
  }
  return found;
}
