import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataSource } from 'typeorm';
import { ProjectionBench } from '../../../../test/support/projection-bench.js';
import type { CustomMetricData } from '../../../events/custom-metric.events.js';
import type { LogPosition } from '../../../kernel/event.js';
import type { JsonObject } from '../../../kernel/json.js';
import { createDataSource } from '../../../platform/postgres/data-source.js';
import type { ProjectionEngine } from '../../../platform/projections/projection-engine.js';
import { METRIC_NAME } from '../../../promql/labels.js';
import { customMetricsProjection } from './custom-metrics.projector.js';
import { CustomMetricsKeeper } from './custom-metrics-keeper.service.js';
import { CustomSeries } from './custom-series.service.js';

const definition = (change: Partial<CustomMetricData> = {}): CustomMetricData => ({
  name: 'bash_calls_total',
  kind: 'counter',
  help: 'Calls of Bash, "as seen".',
  unit: null,
  labels: ['ok'],
  buckets: null,
  maxSeries: 100,
  overEvents: {
    eventType: 'ToolCallRecorded',
    where: [{ path: 'data.tool', op: '==', value: 'Bash' }],
    value: null,
    labels: { ok: 'data.success' },
  },
  ...change,
});
const pushed = (change: Partial<CustomMetricData> = {}) =>
  definition({ name: 'deploys_total', labels: ['team'], overEvents: null, ...change });

const registered = (metric: CustomMetricData) => ({
  type: 'CustomMetricRegistered',
  data: { metric, previous: null } as unknown as JsonObject,
});
const removed = (name: string) => ({ type: 'CustomMetricRemoved', data: { name } });
const push = (name: string, ...samples: readonly JsonObject[]) => ({
  type: 'CustomMetricPushed',
  data: { name, samples } as unknown as JsonObject,
});
const call = (tool: string, success: boolean, durationMs = 100) => ({
  type: 'ToolCallRecorded',
  data: { agentId: 'a', tool, success, durationMs },
});

/** One process of the service, as far as custom metrics go. */
interface Process {
  readonly engine: ProjectionEngine;
  readonly keeper: CustomMetricsKeeper;
  readonly series: CustomSeries;
}

describe('custom metrics', () => {
  let bench: ProjectionBench;
  let dataSource: DataSource;

  beforeEach(async () => {
    bench = await ProjectionBench.open();
    dataSource = createDataSource({ connectionString: bench.database.url, applicationName: 'test' });
    await dataSource.initialize();
  });
  afterEach(async () => {
    await bench.stop();
    await dataSource.destroy();
    await bench.close();
  });

  const process = async (): Promise<Process> => {
    const engine = await bench.started({ projections: [customMetricsProjection] });
    const keeper = new CustomMetricsKeeper(engine, dataSource);
    return { engine, keeper, series: new CustomSeries(keeper, dataSource, { now: () => new Date() }) };
  };

  /** Waits until every metric's history is there and includes the position. */
  async function settled({ engine, keeper }: Process, position: LogPosition): Promise<void> {
    expect(await engine.waitFor('custom-metrics', position, 30_000)).toBe('reached');
    await keeper.look();
    const fills = keeper.metrics.map(({ fill }) => fill.name);
    expect(await engine.waitFor(fills, position, 30_000)).toBe('reached');
    await keeper.look();
  }
  const lines = async ({ series }: Process) =>
    (await series.render('prometheus')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));

  it('have what was recorded before they were registered, and go on from there', async () => {
    await bench.append([call('Bash', true), call('Read', true), call('Bash', false), call('Bash', true)]);
    const one = await process();
    await settled(one, await bench.append([registered(definition())]));
    expect(await lines(one)).toEqual(['bash_calls_total{ok="true"} 2', 'bash_calls_total{ok="false"} 1']);
    expect(await one.series.render('openmetrics')).toContain(
      '# HELP bash_calls Calls of Bash, \\"as seen\\".\n# TYPE bash_calls counter\nbash_calls_total{ok="true"} 2\n',
    );
    await settled(one, await bench.append([call('Bash', false)]));
    expect(await lines(one)).toEqual(['bash_calls_total{ok="true"} 2', 'bash_calls_total{ok="false"} 2']);
    expect(bench.problems).toEqual([]);
  });

  it('are pushed: counters add, gauges are set and added to, histograms observe', async () => {
    const one = await process();
    const gauge = pushed({ name: 'team_size', kind: 'gauge' });
    const histogram = pushed({ name: 'wait_seconds', kind: 'histogram', unit: 'seconds', labels: [], buckets: [1, 5] });
    const plain = pushed({ name: 'plain_total', labels: [] });
    const position = await bench.append([
      push('deploys_total', { labels: { team: 'early' }, value: 5 }),
      ...[pushed(), gauge, histogram, plain].map(registered),
      push('deploys_total', { labels: { team: 'core' }, value: 2 }, { labels: { team: 'core' }, value: 1.5 }),
      push('team_size', { labels: { team: 'core' }, value: 7 }, { labels: { team: 'core' }, value: -2, add: true }),
      push('wait_seconds', { labels: {}, value: 0.5 }, { labels: {}, value: 3 }, { labels: {}, value: 30 }),
      push('nobody', { labels: {}, value: 1 }),
    ]);
    await settled(one, position);
    expect(await lines(one)).toEqual([
      'deploys_total{team="core"} 3.5',
      'plain_total 0',
      'team_size{team="core"} 5',
      'wait_seconds_bucket{le="1.0"} 1',
      'wait_seconds_bucket{le="5.0"} 2',
      'wait_seconds_bucket{le="+Inf"} 3',
      'wait_seconds_sum 33.5',
      'wait_seconds_count 3',
    ]);
    expect(await one.series.render('openmetrics')).toContain('# UNIT wait_seconds seconds\n');
  });

  it('show together what is beyond their limit, and say how much that is', async () => {
    const one = await process();
    const samples = ['a', 'b', 'c', 'd', 'c'].map((team) => ({ labels: { team }, value: 1 }));
    const position = await bench.append([registered(pushed({ maxSeries: 2 })), push('deploys_total', ...samples)]);
    await settled(one, position);
    const shown = [
      'deploys_total{team="a"} 1',
      'deploys_total{team="b"} 1',
      'deploys_total{team="other"} 3',
      'orchestrate_custom_metric_label_values_hidden_total{metric="deploys_total",label="team"} 2',
    ];
    expect(await lines(one)).toEqual(shown);
    const raised = registered(pushed({ maxSeries: 3 }));
    await settled(one, await bench.append([raised]));
    expect(await lines(one)).toContain('deploys_total{team="c"} 2');
  });

  it('start anew from the first event when they mean something else, and go when they are removed', async () => {
    const one = await process();
    const start = await bench.append([call('Bash', true), call('Read', true), registered(definition())]);
    await settled(one, start);
    const { overEvents } = definition();
    const reads = { ...overEvents!, where: [{ path: 'data.tool', op: '==' as const, value: 'Read' }] };
    await settled(one, await bench.append([registered(definition({ overEvents: reads }))]));
    expect(await lines(one)).toEqual(['bash_calls_total{ok="true"} 1']);
    await settled(one, await bench.append([removed('bash_calls_total')]));
    expect(await lines(one)).toEqual([]);
    expect(await bench.rows(`select tablename from pg_tables where tablename like 'custom_metric_%_history'`)).toEqual(
      [],
    );
    expect(await bench.rows(`select projection from projections.checkpoints`)).toEqual([
      { projection: 'custom-metrics' },
    ]);
  });

  it('are the same in every replica, after a restart and after a rebuild', async () => {
    const [one, two] = [await process(), await process()];
    const position = await bench.append([
      call('Bash', true),
      registered(definition()),
      registered(pushed()),
      push('deploys_total', { labels: { team: 'core' }, value: 2 }),
      call('Bash', true),
    ]);
    await Promise.all([settled(one, position), settled(two, position)]);
    const shown = await lines(one);
    expect(shown).toEqual(['bash_calls_total{ok="true"} 2', 'deploys_total{team="core"} 2']);
    expect(await lines(two)).toEqual(shown);
    await bench.stop();
    const three = await process();
    await settled(three, await bench.append([call('Read', true)]));
    expect(await lines(three)).toEqual(shown);
    await three.engine.startRebuild();
    const outcomes = await three.engine.awaitRebuild(undefined, AbortSignal.timeout(30_000));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
    await three.keeper.look();
    expect(await lines(three)).toEqual(shown);
  });

  it('answer expressions as any other series does, and nothing once their table is gone', async () => {
    const one = await process();
    await settled(one, await bench.append([call('Bash', true), registered(definition())]));
    const now = Date.now();
    const window = { afterMs: now - 3_600_000, untilMs: now + 60_000 };
    const later = new CustomSeries(one.keeper, dataSource, { now: () => new Date(now + 60_000) });
    const named = { matchers: [{ name: METRIC_NAME, op: '=' as const, value: 'bash_calls_total' }], ...window };
    const select = async () => (await (await later.round()).select([named], { maxSamples: 1_000 }))[0]!;
    const [found] = await select();
    expect([found!.labels.toRecord(), found!.values.at(-1)]).toEqual([{ __name__: 'bash_calls_total', ok: 'true' }, 1]);
    expect(later.owns('bash_calls_total')).toBe(true);
    expect(await later.metadata()).toContainEqual({
      name: 'bash_calls_total',
      type: 'counter',
      help: 'Calls of Bash, "as seen".',
      unit: '',
    });
    // By another process, of which this one has not heard.
    await one.engine.remove(one.keeper.metrics[0]!.fill.name);
    expect([await select(), await lines(one)]).toEqual([[], []]);
  });
});
