import { eventCatalog } from '../src/app/event-catalog.js';
import { projections } from '../src/app/projections.js';
import { openPostgresEventLog } from '../src/platform/event-store/postgres/postgres-event-log.js';
import { createDataSource } from '../src/platform/postgres/data-source.js';
import { createPool } from '../src/platform/postgres/pool.js';
import { ProjectionEngine } from '../src/platform/projections/projection-engine.js';
import { systemClock } from '../src/platform/runtime/system-clock.js';
import { SeriesHistory } from '../src/projections/metrics/index.js';
import { evaluateInstant } from '../src/promql/engine/evaluate.js';
import { parsePromql } from '../src/promql/parse.js';
import type { BenchDatabase } from './bench-database.js';
import type { BenchRow } from './bench-row.js';
import { timedByPrometheus } from './prometheus-rounds.js';

const RULES = 1_000;
/** 100 × 100 label values. */
const SERIES = 10_000;
const SLOTS = 24;
const GRID_MS = 15_000;
const METRIC = 'orchestrate_agents_total';
const ROUNDS = 5;

/** What 1 000 rules ask, each of a hundred series. */
const conditions = Array.from({ length: RULES }, (_, rule) => {
  const selector = `${METRIC}{type="type-${rule % 100}"}`;
  return [
    `${selector} > ${rule + 1e6}`,
    `sum by (type) (${selector}) < 0`,
    `sum(rate(${selector}[5m])) > 1e6`,
    `max_over_time(${selector}[5m]) < 0`,
    `count(${selector} unless ${METRIC}{type="type-${(rule + 1) % 100}"}) < 0`,
  ][rule % 5]!;
});

/** A round of 1 000 rules over 10 000 series, all of which change all the time, against a Prometheus with the same. */
export async function benchQueries({ url }: BenchDatabase): Promise<readonly BenchRow[]> {
  const pool = createPool({ connectionString: url, max: 12, pipeline: true });
  const log = await openPostgresEventLog(url);
  const engine = new ProjectionEngine({ log, pool, projections, upcast: eventCatalog.upcast, clock: systemClock });
  const dataSource = await createDataSource({ connectionString: url }).initialize();
  await engine.prepare();
  const last = Math.floor(Date.now() / GRID_MS) * GRID_MS;
  const rows = `select json_build_array($1::text, 'type-' || n / 100, 'state-' || n % 100)::text, $1::text,
    n + $2::integer, null::jsonb, $3::timestamptz, lpad((${SLOTS} - $2::integer)::text, 20, '0'),
    lpad(n::text, 20, '0'), $3::timestamptz`;
  const all = `from generate_series(0, ${SERIES - 1}) n`;
  const columns = 'series, name, value, state, slot, position, born, valid_from';
  await dataSource.query(`insert into metric_series (${columns}) ${rows} ${all}`, [METRIC, 0, new Date(last)]);
  for (let slot = 1; slot <= SLOTS; slot++) {
    await dataSource.query(
      `insert into metric_series_history (${columns}, valid_to) ${rows}, $3::timestamptz + interval '15 s' ${all}`,
      [METRIC, slot, new Date(last - slot * GRID_MS)],
    );
  }

  const figures = { ours: Infinity, prometheus: Infinity };
  const history = new SeriesHistory(dataSource, systemClock);
  const exprs = conditions.map((condition) => parsePromql(condition));
  for (let round = 0; round < ROUNDS; round++) {
    // As after a round's interval: every series has changed since.
    await dataSource.query(`update metric_series set position = lpad($1::text, 20, '0')`, [SLOTS + 1 + round]);
    const begin = performance.now();
    const source = await history.round();
    for (const expr of exprs) {
      const { answer } = await evaluateInstant(expr, source, last);
      if (answer.type !== 'vector' || answer.samples.length > 0) throw new Error('a rule fires that must not');
    }
    if (round > 0) figures.ours = Math.min(figures.ours, performance.now() - begin);
  }
  figures.prometheus = await prometheusRound(last);
  await dataSource.destroy();
  await log.close();
  await pool.end();
  const ratio = figures.ours / figures.prometheus;
  return [
    {
      work: `a round of ${RULES} rules over ${SERIES} series, all changed since the last`,
      target: '<= 1 x Prometheus',
      ratio,
      met: ratio <= 1,
      figures,
      unit: 'ms',
    },
  ];
}

/** The fastest of some rounds of one group with the same rules and samples. */
function prometheusRound(last: number): Promise<number> {
  const lines = [`# TYPE ${METRIC} gauge`];
  for (let n = 0; n < SERIES; n++) {
    const labels = `{type="type-${Math.floor(n / 100)}",state="state-${n % 100}"}`;
    for (let slot = SLOTS; slot >= 0; slot--) {
      lines.push(`${METRIC}${labels} ${n + slot} ${(last - slot * GRID_MS) / 1_000}`);
    }
  }
  return timedByPrometheus(`${lines.join('\n')}\n# EOF\n`, conditions, ROUNDS);
}
