import type { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { MAX_LABEL_VALUES } from './label-admission.js';
import { metricFamilies as m, type MetricFamily } from './metric-families.js';
import type { MetricSeriesRow } from './metric-series.row.js';
import { seriesOf } from './series-change.js';
import { SeriesMirror } from './series-mirror.js';

type Row = Pick<MetricSeriesRow, 'series' | 'value' | 'state' | 'position' | 'born'>;

/** `metric_series` as the mirror asks for it. */
class Table {
  oid = 1;
  rows: Row[] = [];
  /** How many rows each question was answered with. */
  readonly answers: number[] = [];

  private time = 0;

  put(family: MetricFamily, labels: readonly string[], value: number, state: Row['state'] = null): void {
    const series = seriesOf(family, ...labels);
    const position = String((this.time += 1)).padStart(20, '0');
    const born = this.rows.find((row) => row.series === series)?.born ?? position;
    this.rows = [...this.rows.filter((row) => row.series !== series), { series, value, state, position, born }];
  }

  readonly source = {
    query: (_sql: string, [after = '']: string[]) => {
      const changed = this.rows.filter(({ position }) => position > after);
      this.answers.push(changed.length);
      const sorted = changed.sort((a, b) => (a.born + a.series < b.born + b.series ? -1 : 1));
      const table = String(this.oid);
      return Promise.resolve(sorted.length > 0 ? sorted.map((row) => ({ table, ...row })) : [{ table, series: null }]);
    },
  } as unknown as DataSource;
}

function samples(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

describe('the mirror of the series', () => {
  it('shows nothing where there is no data', async () => {
    expect(await new SeriesMirror(new Table().source).render('prometheus')).toBe('');
  });

  it('fetches what has changed, and shows the rest as before', async () => {
    const table = new Table();
    const mirror = new SeriesMirror(table.source);
    table.put(m.queueDepth, ['pr_queue'], 2);
    table.put(m.queueDepth, ['webhook_events'], 5);
    await mirror.render('prometheus');
    table.put(m.queueDepth, ['pr_queue'], 0);
    expect(samples(await mirror.render('prometheus'))).toEqual([
      'orchestrate_queue_depth{queue="pr_queue"} 0',
      'orchestrate_queue_depth{queue="webhook_events"} 5',
    ]);
    await mirror.render('openmetrics');
    expect(table.answers.slice(-2)).toEqual([1, 0]);
  });

  it('forgets what a rebuilt table no longer has', async () => {
    const table = new Table();
    const mirror = new SeriesMirror(table.source);
    table.put(m.queueDepth, ['old'], 2);
    table.put(m.queueDepth, ['kept'], 3);
    await mirror.render('prometheus');
    table.oid = 2;
    table.rows = table.rows.filter(({ series }) => series !== seriesOf(m.queueDepth, 'old'));
    expect(samples(await mirror.render('prometheus'))).toEqual(['orchestrate_queue_depth{queue="kept"} 3']);
  });

  it('shows a scrape what was there when it asked, though another one is being answered', async () => {
    const table = new Table();
    const mirror = new SeriesMirror(table.source);
    const first = mirror.render('prometheus');
    while (table.answers.length === 0) await Promise.resolve();
    table.put(m.queueDepth, ['pr_queue'], 1);
    const second = await mirror.render('prometheus');
    expect(samples(await first)).toEqual([]);
    expect(samples(second)).toEqual(['orchestrate_queue_depth{queue="pr_queue"} 1']);
  });

  it('asks once for all who ask at once, and again after a failure', async () => {
    const table = new Table();
    const { query } = table.source;
    const mirror = new SeriesMirror(table.source);
    table.source.query = () => Promise.reject(new Error('gone'));
    await expect(mirror.render('prometheus')).rejects.toThrow('gone');
    table.source.query = query;
    table.put(m.queueDepth, ['pr_queue'], 1);
    const texts = await Promise.all(Array.from({ length: 50 }, () => mirror.render('prometheus')));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('} 1');
    // The first sight of a table is asked for twice at most.
    expect(table.answers.length).toBeLessThanOrEqual(2);
  });

  it('ignores families that a newer version made', async () => {
    const table = new Table();
    table.put({ ...m.queueDepth, name: 'orchestrate_of_tomorrow' }, ['x'], 1);
    expect(await new SeriesMirror(table.source).render('prometheus')).toBe('');
  });
});

describe('given more label values than the cap', () => {
  const beyond = 3;
  async function shown(put: (table: Table, queue: string, index: number) => void): Promise<string[]> {
    const table = new Table();
    for (let index = 0; index < MAX_LABEL_VALUES + beyond; index++) put(table, `q-${index}`, index);
    return samples(await new SeriesMirror(table.source).render('prometheus'));
  }

  it('shows the first to come by name, the others together, and counts what it hides', async () => {
    const lines = await shown((table, queue) => table.put(m.queueDepth, [queue], 2));
    const hidden = 'orchestrate_metric_label_values_hidden_total{metric="orchestrate_queue_depth",label="queue"}';
    expect(lines).toHaveLength(MAX_LABEL_VALUES + 2);
    expect(lines.slice(-3)).toEqual([
      `orchestrate_queue_depth{queue="q-${MAX_LABEL_VALUES - 1}"} 2`,
      `orchestrate_queue_depth{queue="other"} ${2 * beyond}`,
      `${hidden} ${beyond}`,
    ]);
  });

  it('adds up histograms and pools summaries', async () => {
    const buckets = m.toolCallDuration.buckets.map((_, index) => (index === 0 ? 1 : 0));
    const calls = await shown((table, tool) => table.put(m.toolCallDuration, [tool], 1, { counts: buckets, sum: 0.5 }));
    expect(calls).toContain(`orchestrate_tool_call_duration_seconds_bucket{tool="other",le="0.1"} ${beyond}`);
    expect(calls).toContain(`orchestrate_tool_call_duration_seconds_sum{tool="other"} ${0.5 * beyond}`);
    expect(calls).toContain(`orchestrate_tool_call_duration_seconds_count{tool="other"} ${beyond}`);
    const runs = await shown((table, type, n) => table.put(m.agentExecution, [type], 1, { window: [n], sum: n }));
    expect(runs).toContain(`orchestrate_agent_execution_seconds{type="other",quantile="0.5"} ${MAX_LABEL_VALUES + 1}`);
  });

  it('counts a value that is called other with the rest', async () => {
    const lines = await shown((table, queue, index) => table.put(m.queueDepth, [index === 0 ? 'other' : queue], 1));
    expect(lines.filter((line) => line.includes('"other"'))).toEqual([
      `orchestrate_queue_depth{queue="other"} ${1 + beyond}`,
    ]);
  });
});
