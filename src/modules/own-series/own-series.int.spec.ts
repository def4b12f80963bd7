import { HttpAdapterHost } from '@nestjs/core';
import pino from 'pino';
import { Counter, Gauge, Histogram, Registry, Summary } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/postgres.js';
import type { LabelMatcher } from '../../promql/ast.js';
import { METRIC_NAME } from '../../promql/labels.js';
import { isStale } from '../../promql/stale.js';
import { ProcessSampler } from './process-sampler.service.js';
import { ProcessSamplesStore } from './process-samples.store.js';
import { ProcessSeries } from './process-series.service.js';

const START = Date.UTC(2026, 0, 15, 10, 30);
const at = (slot: number) => START + slot * 15_000;
const named = (value: string): LabelMatcher => ({ name: METRIC_NAME, op: '=', value });
const plenty = { maxSamples: 1_000_000 };

describe('what processes measure of themselves', () => {
  let database: TestDatabase;
  let store: ProcessSamplesStore;
  let now: number;

  beforeEach(async () => {
    database = await createTestDatabase();
    store = new ProcessSamplesStore(database.pool);
  });
  afterEach(() => database.drop());

  const clock = { now: () => new Date(now) };
  const samplerOf = (registry: Registry): ProcessSampler =>
    new ProcessSampler(store, registry, clock, pino({ level: 'silent' }), { roles: [] }, new HttpAdapterHost());
  const seriesOf = (registry = new Registry()) => new ProcessSeries(store, registry, clock);
  /** `instance slot=value …`, `x` where it ended. */
  const found = async (source: ProcessSeries, name: string, after: number, until: number): Promise<string[]> => {
    const [series] = await source.select([{ matchers: [named(name)], afterMs: after, untilMs: until }], plenty);
    return series!.map(({ labels, times, values }) =>
      [
        labels.get('instance'),
        ...[...times].map(
          (time, index) => `${(time - START) / 15_000}=${isStale(values, index) ? 'x' : values[index]}`,
        ),
      ].join(' '),
    );
  };

  it('is there at every time at which they looked, with what they said then', async () => {
    const registry = new Registry();
    const gauge = new Gauge({ name: 'depth', help: 'd', labelNames: ['queue'], registers: [registry] });
    const sampler = samplerOf(registry);
    for (const [slot, value] of [5, 5, Number.NaN, Number.POSITIVE_INFINITY, 7].entries()) {
      gauge.set({ queue: 'jobs' }, value);
      await sampler.sample('a:1', at(slot));
    }
    now = at(4) + 1_000;
    const source = seriesOf(registry);
    expect(await found(source, 'depth', at(-1), at(100))).toEqual(['a:1 0=5 1=5 2=NaN 3=Infinity 4=7']);
    expect(await found(source, 'depth', at(0), at(3))).toEqual(['a:1 1=5 2=NaN 3=Infinity']);
    expect(await found(source, 'nothing', at(-1), at(100))).toEqual([]);
    const labels = await source.labels([{ name: 'queue', op: '=~', value: 'j.*' }], at(0), at(1));
    expect(labels.map((one) => one.toRecord())).toEqual([{ __name__: 'depth', queue: 'jobs', instance: 'a:1' }]);
    expect(await source.labels([named('depth')], at(10), at(20))).toEqual([]);
    expect(await source.metadata()).toEqual([{ name: 'depth', type: 'gauge', help: 'd', unit: '' }]);
  });

  it('is stored only where it has changed, and whole once an hour', async () => {
    const registry = new Registry();
    const counter = new Counter({ name: 'jobs_total', help: 'j', registers: [registry] });
    new Gauge({ name: 'constant', help: 'c', registers: [registry] }).set(3);
    const sampler = samplerOf(registry);
    // The hour is full at slot 120.
    for (let slot = 110; slot < 400; slot++) {
      counter.inc();
      await sampler.sample('a:1', at(slot));
    }
    const { rows } = await database.pool.query<{ complete: boolean; count: number }>(
      'select complete, cardinality(series) as count from telemetry.samples order by at',
    );
    expect(rows.filter(({ complete }) => complete)).toHaveLength(3);
    expect(new Set(rows.map(({ complete, count }) => `${complete} ${count}`))).toEqual(new Set(['true 2', 'false 1']));
    now = at(399);
    expect(await found(seriesOf(), 'constant', at(357), at(360))).toEqual(['a:1 358=3 359=3 360=3']);
    expect(await found(seriesOf(), 'jobs_total', at(357), at(358))).toEqual(['a:1 358=249']);
  });

  it('ends where a process has gone, is late for its next time, or has a series no longer', async () => {
    const registry = new Registry();
    const gauge = new Gauge({ name: 'depth', help: 'd', labelNames: ['queue'], registers: [registry] });
    const sampler = samplerOf(registry);
    gauge.set({ queue: 'a' }, 1);
    await sampler.sample('a:1', at(0));
    gauge.remove({ queue: 'a' });
    await sampler.sample('a:1', at(1));
    gauge.set({ queue: 'a' }, 2);
    await sampler.sample('a:1', at(2));
    // Two times are missed.
    gauge.set({ queue: 'b' }, 3);
    await sampler.sample('a:1', at(5));
    now = at(6) + 1_000;
    expect((await found(seriesOf(), 'depth', at(-1), at(9))).sort()).toEqual(['a:1 0=1 1=x 2=2 3=x 5=2', 'a:1 5=3']);
    now = at(7);
    expect((await found(seriesOf(), 'depth', at(4), at(9))).sort()).toEqual(['a:1 5=2 6=x', 'a:1 5=3 6=x']);
    expect(await found(seriesOf(), 'depth', at(6), at(9))).toEqual([]);
  });

  it('goes on under the same name after a restart, and beside others', async () => {
    const measured = async (instance: string, slot: number, value: number) => {
      const registry = new Registry();
      new Gauge({ name: 'depth', help: 'd', registers: [registry] }).set(value);
      await samplerOf(registry).sample(instance, at(slot));
    };
    const source = seriesOf();
    now = at(1);
    await measured('a:1', 0, 1);
    expect(await found(source, 'depth', at(-1), at(9))).toEqual(['a:1 0=1']);
    await measured('a:1', 1, 2);
    await measured('b:1', 1, 3);
    expect(await found(source, 'depth', at(-1), at(9))).toEqual(['a:1 0=1 1=2', 'b:1 1=3']);
    const round = await source.round();
    const [series] = await round.select([{ matchers: [named('depth')], afterMs: at(0), untilMs: at(1) }], plenty);
    expect(series).toHaveLength(2);
  });

  it('has the names and numbers that Prometheus would store', async () => {
    const registry = new Registry();
    const registers = [registry];
    new Histogram({ name: 'h', help: 'h', buckets: [0.5, 1, 2e6], registers }).observe(1);
    new Summary({ name: 's', help: 's', percentiles: [0.5], registers }).observe(1);
    now = at(0);
    await samplerOf(registry).sample('a:1', at(0));
    const labels = await seriesOf().labels([{ name: METRIC_NAME, op: '!=', value: '' }], at(-1), at(0));
    const texts = labels.map((one) =>
      [one.get(METRIC_NAME), one.get('le'), one.get('quantile')].filter(Boolean).join(' '),
    );
    expect(texts.sort()).toEqual([
      'h_bucket +Inf',
      'h_bucket 0.5',
      'h_bucket 1.0',
      'h_bucket 2e+06',
      'h_count',
      'h_sum',
      's 0.5',
      's_count',
      's_sum',
    ]);
  });

  it('keeps to the limits of series, of samples and of age', async () => {
    const registry = new Registry();
    const gauge = new Gauge({ name: 'many', help: 'm', labelNames: ['n'], registers: [registry] });
    for (let n = 0; n < 5_010; n++) gauge.set({ n: String(n) }, n);
    const sampler = samplerOf(registry);
    await sampler.sample('a:1', at(0));
    now = at(0);
    const source = seriesOf();
    expect(await found(source, 'many', at(-1), at(0))).toHaveLength(5_000);
    const select = source.select([{ matchers: [named('many')], afterMs: at(-1), untilMs: at(0) }], {
      maxSamples: 4_999,
    });
    await expect(select).rejects.toThrow(expect.objectContaining({ kind: 'limit' }));
    const other = new Registry();
    new Gauge({ name: 'depth', help: 'd', registers: [other] }).set(1);
    await samplerOf(other).sample('b:1', at(4 * 60 * 24 * 31));
    const { rows } = await database.pool.query('select name from telemetry.instances');
    expect(rows).toEqual([{ name: 'b:1' }]);
    now = at(4 * 60 * 24 * 31);
    expect(await found(source, 'many', at(-1), now)).toEqual([]);
  });
});
