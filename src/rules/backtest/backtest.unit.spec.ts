import { describe, expect, it } from 'vitest';
import type { AlertRuleData } from '../../events/alert-rule.events.js';
import { MemorySeriesSource } from '../../promql/memory-series-source.js';
import { parseSeriesNotation } from '../../promql/series-notation.js';
import type { SeriesSource } from '../../promql/series-source.js';
import { backtest, type BacktestProgress } from './backtest.js';
import { withThreshold } from './other-threshold.js';

const MINUTE = 60_000;

const rule = (changes: Partial<AlertRuleData> = {}): AlertRuleData => ({
  name: 'deep',
  kind: 'promql',
  condition: 'depth > 5',
  parameters: null,
  severity: 'warning',
  channels: ['slack'],
  enabled: true,
  forMs: 0,
  keepFiringForMs: 0,
  labels: {},
  annotations: {},
  intervalMs: null,
  group: 'default',
  unit: 'none',
  noData: 'resolve',
  runbookUrl: null,
  ...changes,
});

const source = (...series: string[]) => new MemorySeriesSource(series.map((text) => parseSeriesNotation(text, MINUTE)));

async function tried(series: SeriesSource, minutes: number, changes: Partial<AlertRuleData> = {}) {
  const run = backtest(
    {
      rule: rule(changes),
      startMs: 0,
      endMs: minutes * MINUTE,
      stepMs: MINUTE,
      policies: ['slack', 'quiet'].map((channel) => ({
        ...{ channel, groupIntervalMs: 5 * MINUTE, repeatIntervalMs: 60 * MINUTE },
        sendResolved: channel === 'slack',
      })),
    },
    series,
  );
  const progress: BacktestProgress[] = [];
  for (;;) {
    const step = await run.next();
    if (step.done) return { report: step.value, progress };
    progress.push(step.value);
  }
}

describe('a rule tried on the past', () => {
  it('tells when it would have fired, for how long, and how many messages that makes', async () => {
    const { report } = await tried(source('depth{queue="a"} 1x4 9x9 1x30', 'depth{queue="b"} 1x44'), 40);
    expect(report).toMatchObject({
      evaluations: 41,
      failedEvaluations: 0,
      firings: 1,
      neverFired: 0,
      firingMs: 10 * MINUTE,
      longestMs: 10 * MINUTE,
      messages: [
        { channel: 'slack', count: 2 },
        { channel: 'quiet', count: 1 },
      ],
    });
    expect(report.alerts).toEqual([
      {
        labels: { alertname: 'deep', queue: 'a', severity: 'warning' },
        value: '9',
        activeAt: '1970-01-01T00:05:00.000Z',
        firedAt: '1970-01-01T00:05:00.000Z',
        resolvedAt: '1970-01-01T00:15:00.000Z',
        reason: 'recovered',
      },
    ]);
  });

  it('goes by how long the condition has to hold', async () => {
    const { report } = await tried(source('depth 1x4 9x2 1x4 9x9 1x9'), 30, { forMs: 4 * MINUTE });
    expect(report).toMatchObject({ firings: 1, neverFired: 1, firingMs: 6 * MINUTE });
  });

  it('counts what still fires at the end, and repeats', async () => {
    const { report } = await tried(source('depth 9x200'), 130);
    expect(report).toMatchObject({ firings: 1, firingMs: 130 * MINUTE, longestMs: 130 * MINUTE });
    expect(report.messages[0]).toEqual({ channel: 'slack', count: 3 });
    expect(report.alerts[0]?.resolvedAt).toBeNull();
  });

  it('tells a series that is gone from one that recovered', async () => {
    const { report } = await tried(source('depth 9x4 stale'), 30);
    expect(report.alerts[0]).toMatchObject({ reason: 'no_data', resolvedAt: '1970-01-01T00:05:00.000Z' });
  });

  it('counts the moments at which the condition has no answer, and goes on', async () => {
    const series = source('a{x="1"} 1x60', 'b{x="1",y="1"} 1x60', 'b{x="1",y="2"} _x20 1x4 stale');
    const { report } = await tried(series, 60, { condition: 'a + on (x) b > 0' });
    expect(report).toMatchObject({ evaluations: 61, failedEvaluations: 5, firings: 1 });
    expect(report.alerts[0]?.resolvedAt).toBeNull();
  });

  it('tells from when on there are samples, however late', async () => {
    const late = source('depth{queue="a"} _x500 1x100', 'depth{queue="b"} _x520 1x80', 'other 1x600');
    expect((await tried(late, 600)).report).toMatchObject({ firings: 0, firstSampleMs: 500 * MINUTE });
    expect((await tried(source('other 1x600'), 600)).report.firstSampleMs).toBeNull();
    expect((await tried(source(), 10, { condition: 'vector(1)' })).report.firstSampleMs).toBe(0);
  });

  it('reads history a stretch at a time, telling how far it is', async () => {
    let widest = 0;
    const whole = source('depth 1x4000');
    const watched: SeriesSource = {
      select(selections, options) {
        for (const { afterMs, untilMs } of selections) widest = Math.max(widest, untilMs - afterMs);
        return whole.select(selections, options);
      },
    };
    const { progress, report } = await tried(watched, 1_000);
    expect(progress.at(0)).toEqual({ done: 240, total: 1_001 });
    expect(progress.at(-1)).toEqual({ done: 1_001, total: 1_001 });
    expect(widest).toBeLessThanOrEqual(245 * MINUTE);
    expect(report.firings).toBe(0);
  });

  it('gives the same answer however the stretches fall', async () => {
    const noisy = `depth ${Array.from({ length: 700 }, (_, i) => (Math.sin(i / 7) + Math.sin(i / 31)) * 5).join(' ')}`;
    const { report } = await tried(source(noisy), 690, { forMs: 2 * MINUTE, keepFiringForMs: 3 * MINUTE });
    let [firings, breach, firing, clear] = [0, 0, false, 0];
    for (let i = 0; i <= 690; i++) {
      const above = (Math.sin(i / 7) + Math.sin(i / 31)) * 5 > 5;
      breach = above ? breach + 1 : 0;
      if (above) clear = 0;
      else if (firing && (clear += 1) > 3) firing = false;
      if (!firing && breach > 2) [firing, firings, clear] = [true, firings + 1, 0];
    }
    expect(firings).toBeGreaterThan(5);
    expect(report.firings).toBe(firings);
  });
});

describe('another threshold', () => {
  it.each([
    ['depth > 5', 7, 'depth > 7'],
    ['(rate(x[5m]) >= 0.2) and y > 1', 0.5, '(rate(x[5m]) >= 0.5) and y > 1'],
    ['-1 < depth', -3, '-3 < depth'],
    ['absent(depth)', 7, undefined],
    ['a > b', 7, undefined],
  ])('of %s', (condition, threshold, expected) => {
    expect(withThreshold(condition, threshold)).toBe(expected);
  });
});
