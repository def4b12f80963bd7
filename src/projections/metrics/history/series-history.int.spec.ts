import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataSource } from 'typeorm';
import { ProjectionBench } from '../../../../test/support/projection-bench.js';
import { MetricsScenario } from '../../../../test/support/metrics-scenario.js';
import type { LabelMatcher } from '../../../promql/ast.js';
import { METRIC_NAME } from '../../../promql/labels.js';
import { PromqlError } from '../../../promql/promql-error.js';
import type { SampledSeries } from '../../../promql/series-source.js';
import { createDataSource } from '../../../platform/postgres/data-source.js';
import { GRID_MS } from '../metric-series.row.js';
import { SeriesMirror } from '../series-mirror.js';
import { SeriesHistory } from './series-history.service.js';

const everything: readonly LabelMatcher[] = [{ name: METRIC_NAME, op: '=~', value: '.+' }];
const named = (name: string): LabelMatcher => ({ name: METRIC_NAME, op: '=', value: name });
const plenty = { maxSamples: 10_000_000 };
const nothingKept = { keepMs: 0 };

/** What Prometheus reads out of an exposition: the value of each series. */
function scraped(exposition: string): Map<string, number> {
  const lines = exposition.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [, name = '', labels = '', value = ''] = /^([a-z_]+)(?:\{(.*)\})? (\S+)$/.exec(line)!;
      const pairs = [...labels.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label, text]);
      return [
        JSON.stringify([[METRIC_NAME, name], ...pairs].sort()),
        Number(value.replace('Inf', 'Infinity')),
      ] as const;
    }),
  );
}

/** The same, from the source: what was there at each time. */
function byTime(series: readonly SampledSeries[]): Map<number, Map<string, number>> {
  const found = new Map<number, Map<string, number>>();
  for (const { labels, times, values } of series) {
    const key = JSON.stringify([...labels].sort());
    times.forEach((at, index) => {
      if (!found.has(at)) found.set(at, new Map());
      expect(found.get(at)!.has(key)).toBe(false);
      found.get(at)!.set(key, values[index]!);
    });
  }
  return found;
}

/** Where the two differ; small enough to be read. */
function differences(
  found: ReadonlyMap<number, ReadonlyMap<string, number>>,
  expected: ReadonlyMap<number, ReadonlyMap<string, number>>,
): unknown[] {
  const times = [...new Set([...found.keys(), ...expected.keys()])].sort((a, b) => a - b);
  const all = times.flatMap((at) => {
    const [own, other] = [found.get(at), expected.get(at)];
    const keys = new Set([...(own?.keys() ?? []), ...(other?.keys() ?? [])]);
    return [...keys].flatMap((key) =>
      Object.is(own?.get(key), other?.get(key)) ? [] : [[new Date(at), key, own?.get(key), other?.get(key)]],
    );
  });
  return all.slice(0, 20);
}

describe('the history of the series', () => {
  let bench: ProjectionBench;
  let dataSource: DataSource;
  let scenario: MetricsScenario;
  /** Scraped when each grid time had come. */
  const scrapes = new Map<number, Map<string, number>>();
  let live: SeriesHistory;
  let start: number;
  let end: number;

  const history = (options = {}): SeriesHistory =>
    new SeriesHistory(dataSource, { now: () => new Date(scenario.now) }, options);
  const expected = (after: number, until: number) =>
    new Map([...scrapes].filter(([at, lines]) => at > after && at <= until && lines.size > 0));

  beforeAll(async () => {
    bench = await ProjectionBench.open();
    dataSource = createDataSource({ connectionString: bench.database.url, applicationName: 'test' });
    await dataSource.initialize();
    scenario = await MetricsScenario.open(bench);
    start = scenario.now;
    live = history();
    for (let round = 0; round < 40; round++) {
      await scenario.untilNextScrape();
      // More than are shown, so that the rest of the time some are hidden.
      if (round === 10) {
        const queues = Array.from({ length: 98 }, (_, queue) => ({ queue: `queue ${queue}`, depth: queue }));
        await scenario.record(queues.map((data) => ({ type: 'QueueDepthObserved', data })));
      }
      scrapes.set(scenario.now, scraped(await new SeriesMirror(dataSource).render('prometheus')));
      // Now and then, as rules do: several versions are new then.
      if (round % 7 === 0) {
        await live.select([{ matchers: everything, afterMs: scenario.now - 60_000, untilMs: scenario.now }], plenty);
      }
    }
    end = scenario.now;
  });
  afterAll(async () => {
    await dataSource.destroy();
    await bench.close();
  });

  it('is rich enough to prove something', () => {
    const last = [...scrapes.get(end)!.keys()];
    const parts = ['"le","+Inf"', '"quantile","0.99"', '["queue","other"]', 'label_values_hidden_total'];
    expect(parts.filter((part) => !last.some((key) => key.includes(part)))).toEqual([]);
    expect(scrapes.get(end)!.size).toBeGreaterThan(scrapes.get(start + GRID_MS)!.size);
  });

  it.each([
    ['from the tables', () => history(nothingKept)],
    ['from memory, loaded at once', () => history()],
    ['from memory, followed', () => live],
    ['from memory that holds only a part', () => history({ keepMs: 200_000 })],
    ['from memory that had to be cut', () => history({ mostNumbers: 10 })],
  ])('is what was scraped at every grid time, %s', async (_, made) => {
    const source = made();
    const [all] = await source.select([{ matchers: everything, afterMs: start, untilMs: end }], plenty);
    expect(differences(byTime(all!), expected(start, end))).toEqual([]);
    // A window of its own each, open at its beginning, off the grid, and beyond the present.
    const windows = [
      [start + 100_000, start + 160_000],
      [start + 120_000, start + 240_001],
      [end - 4 * GRID_MS, end + 3_600_000],
      [end - 300_000, end - 1],
      [end, end + 60_000],
    ] as const;
    const answers = await source.select(
      windows.map(([afterMs, untilMs]) => ({ matchers: everything, afterMs, untilMs })),
      plenty,
    );
    windows.forEach(([after, until], index) => {
      expect(differences(byTime(answers[index]!), expected(after, until))).toEqual([]);
    });
  });

  it('has what matchers ask for, on names and on labels', async () => {
    const select = async (...matchers: LabelMatcher[]) => {
      const [found] = await history().select([{ matchers, afterMs: end - GRID_MS, untilMs: end }], plenty);
      return found!.map(({ labels, values }) => [labels.toRecord(), [...values]]);
    };
    const buckets = await select(named('orchestrate_model_call_duration_seconds_bucket'), {
      name: 'le',
      op: '=~',
      value: '1.0|\\+Inf',
    });
    expect(buckets).toHaveLength(2 * 2);
    expect(await select(named('orchestrate_model_call_duration_seconds'))).toEqual([]);
    expect(
      await select(named('orchestrate_agent_execution_seconds'), { name: 'quantile', op: '=', value: '0.5' }),
    ).toEqual([
      [{ __name__: 'orchestrate_agent_execution_seconds', quantile: '0.5', type: 'explorer' }, [expect.any(Number)]],
    ]);
    expect(await select(named('nothing'))).toEqual([]);
    expect(await select(named('orchestrate_queue_depth'), { name: 'type', op: '!=', value: '' })).toEqual([]);
    expect(
      await select({ name: 'le', op: '=', value: '+Inf' }, { name: METRIC_NAME, op: '!~', value: '.*model.*' }),
    ).toHaveLength(1);
  });

  it.each([
    ['memory', {}],
    ['the tables', nothingKept],
  ])('refuses more samples than are allowed, from %s', async (_, options) => {
    const source = history(options);
    const ask = (maxSamples: number) =>
      source.select(
        [
          { matchers: [named('orchestrate_model_calls_total')], afterMs: end - 10 * GRID_MS, untilMs: end },
          { matchers: [named('orchestrate_model_calls_total')], afterMs: end - 5 * GRID_MS, untilMs: end },
        ],
        { maxSamples },
      );
    expect(await ask(4 * 15)).toHaveLength(2);
    await expect(ask(4 * 15 - 1)).rejects.toThrow(expect.objectContaining({ kind: 'limit' }));
    await expect(ask(1)).rejects.toThrow(PromqlError);
    // And is as good as before afterwards.
    expect(await ask(4 * 15)).toHaveLength(2);
  });

  it('gives up when nobody waits any more', async () => {
    const aborted = { ...plenty, signal: AbortSignal.abort() };
    const ask = history(nothingKept).select([{ matchers: everything, afterMs: start, untilMs: end }], aborted);
    await expect(ask).rejects.toThrow(expect.objectContaining({ kind: 'limit' }));
  });

  it('asks nothing of the database during a round, but when it begins', async () => {
    const round = await live.round();
    const asked: unknown[] = [];
    const spied = dataSource.query.bind(dataSource);
    dataSource.query = ((...given: [string]) => (asked.push(given), spied(...given))) as typeof dataSource.query;
    try {
      const window = { afterMs: end - 300_000, untilMs: end };
      for (const name of ['orchestrate_queue_depth', 'orchestrate_tokens_total', 'orchestrate_queue_depth']) {
        const [series] = await round.select([{ matchers: [named(name)], ...window }], plenty);
        expect(series!.length).toBeGreaterThan(0);
      }
      expect(asked).toEqual([]);
    } finally {
      dataSource.query = spied;
    }
  });

  it('goes on after a rebuild has switched the tables', async () => {
    await scenario.rebuilt();
    const [all] = await live.select([{ matchers: everything, afterMs: start, untilMs: end }], plenty);
    expect(differences(byTime(all!), expected(start, end))).toEqual([]);
  });

  it('knows the labels of all series, and which names are its own', async () => {
    const labels = await live.labels([named('orchestrate_agent_execution_seconds')]);
    expect(labels.map((one) => one.get('quantile'))).toEqual(['0.5', '0.9', '0.95', '0.99']);
    expect(live.owns('orchestrate_agent_execution_duration_seconds_bucket')).toBe(true);
    expect(live.owns('orchestrate_agent_execution_duration_seconds')).toBe(false);
    expect(live.owns('nodejs_eventloop_lag_seconds')).toBe(false);
  });
});
