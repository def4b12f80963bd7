import { describe, expect, it } from 'vitest';
import { Labels } from '../../promql/labels.js';
import type { SampledSeries } from '../../promql/series-source.js';
import { isStale } from '../../promql/stale.js';
import { type AlertTimes, mergedSeries, seriesOfAlert } from './alert-series.js';

const S = 1_000;
const labels = Labels.of({ alertname: 'high' });
const alert: AlertTimes = {
  ...{ labels, activeAt: 60 * S, endedAt: 120 * S },
  phases: [
    { phase: 'pending', from: 60 * S },
    { phase: 'firing', from: 90 * S },
  ],
};

const shown = (series: readonly SampledSeries[]) =>
  series.map(({ labels: own, times, values }) => {
    const samples = [...times].map((time, index) => `${time / S}:${isStale(values, index) ? 'stale' : values[index]}`);
    return [own.get('__name__'), own.get('alertstate'), ...samples].join(' ');
  });

describe('the series of an alert', () => {
  it('are 1 in each phase and end with a marker', () => {
    expect(shown(seriesOfAlert(alert, 0, 600 * S))).toEqual([
      'ALERTS pending 60:1 75:1 90:stale',
      'ALERTS firing 90:1 105:1 120:stale',
      'ALERTS_FOR_STATE  60:60 75:60 90:60 105:60 120:stale',
    ]);
  });

  it('go on while it is open, and show what lies in the window', () => {
    expect(shown(seriesOfAlert({ ...alert, endedAt: null }, 105 * S, 140 * S))).toEqual([
      'ALERTS firing 120:1 135:1',
      'ALERTS_FOR_STATE  120:60 135:60',
    ]);
    expect(seriesOfAlert(alert, 120 * S, 600 * S)).toEqual([]);
  });

  it('are those that it had when it fires anew', () => {
    const again = { ...alert, activeAt: 120 * S, endedAt: null, phases: [{ phase: 'firing' as const, from: 120 * S }] };
    const all = [alert, again].flatMap((one) => seriesOfAlert(one, 0, 140 * S));
    expect(shown(mergedSeries(all))).toContain('ALERTS firing 90:1 105:1 120:1 135:1');
    expect(shown(mergedSeries(seriesOfAlert(alert, 0, 600 * S)))).toContain('ALERTS firing 90:1 105:1 120:stale');
  });
});
