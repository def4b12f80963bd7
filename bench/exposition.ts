import { Gauge, Registry } from 'prom-client';
import { metricFamilies } from '../src/projections/metrics/metric-families.js';
import { SeriesMirror } from '../src/projections/metrics/series-mirror.js';
import { createDataSource } from '../src/platform/postgres/data-source.js';
import { eventCatalog } from '../src/app/event-catalog.js';
import { projections } from '../src/app/projections.js';
import { openPostgresEventLog } from '../src/platform/event-store/postgres/postgres-event-log.js';
import { createPool } from '../src/platform/postgres/pool.js';
import { ProjectionEngine } from '../src/platform/projections/projection-engine.js';
import { systemClock } from '../src/platform/runtime/system-clock.js';
import type { BenchDatabase } from './bench-database.js';
import type { BenchRow } from './bench-row.js';

/** 100 × 100 label values: as many series as the cap lets one family show. */
const SERIES = 10_000;
/** Series that change between two scrapes. */
const CHANGED = 500;

/** A scrape of 10 000 domain series, of which 5 % changed, against prom-client's own rendering of as many. */
export async function benchExposition({ url }: BenchDatabase): Promise<readonly BenchRow[]> {
  const pool = createPool({ connectionString: url, max: 12, pipeline: true });
  const log = await openPostgresEventLog(url);
  const engine = new ProjectionEngine({ log, pool, projections, upcast: eventCatalog.upcast, clock: systemClock });
  const dataSource = await createDataSource({ connectionString: url }).initialize();
  await engine.prepare();
  await dataSource.query(
    `insert into metric_series (series, name, value, state, slot, position, born, valid_from)
     select json_build_array($1::text, 'type-' || n / 100, 'state-' || n % 100)::text, $1, n, null, now(),
            lpad('1', 20, '0'), lpad(n::text, 20, '0'), now()
       from generate_series(0, ${SERIES - 1}) n`,
    [metricFamilies.agents.name],
  );
  const mirror = new SeriesMirror(dataSource);
  await mirror.render('prometheus');

  const registry = new Registry();
  const gauge = new Gauge({ name: 'bench', help: 'bench', labelNames: ['type', 'state'], registers: [registry] });
  for (let n = 0; n < SERIES; n++) gauge.set({ type: `type-${Math.floor(n / 100)}`, state: `state-${n % 100}` }, n);

  const figures = { ours: Infinity, promClient: Infinity };
  for (let round = 2; round < 22; round++) {
    await dataSource.query(
      `update metric_series set value = value + 1, position = lpad($1::text, 20, '0') where born < lpad('${CHANGED}', 20, '0')`,
      [round],
    );
    figures.ours = Math.min(figures.ours, await timed(() => mirror.render('prometheus')));
    figures.promClient = Math.min(figures.promClient, await timed(() => registry.metrics()));
  }
  await dataSource.destroy();
  await log.close();
  await pool.end();
  const ratio = figures.ours / figures.promClient;
  return [
    {
      work: `/metrics with ${SERIES} series, ${CHANGED} changed since the last scrape`,
      target: '<= 0.25 x prom-client',
      ratio,
      met: ratio <= 0.25,
      figures,
      unit: 'ms',
    },
  ];
}

async function timed(work: () => Promise<string>): Promise<number> {
  const begin = performance.now();
  const text = await work();
  if (text.split('\n').length < SERIES) throw new Error('not all series were rendered');
  return performance.now() - begin;
}
