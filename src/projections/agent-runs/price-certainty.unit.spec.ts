import { describe, expect, it } from 'vitest';
import type { RunPricePeriod } from './list-run-models.query.js';
import { doubtfulModels, mixedDays } from './price-certainty.js';

const ms = (time: string) => Date.parse(`2026-01-${time}Z`);
const period = (model: string, from: string, to: string, priced = true): RunPricePeriod => ({
  model,
  provider: '',
  mode: '',
  contextBand: 0,
  fromMs: ms(from),
  toMs: ms(to),
  priced,
});
const shown = (days: ReturnType<typeof mixedDays>) =>
  days.map(({ model, fromMs, toMs }) => [model, new Date(fromMs).toISOString(), new Date(toMs).toISOString()]);

describe('how certain the prices of models are', () => {
  it('is in doubt where there is none, always or at times', () => {
    const periods = [
      period('priced', '10', '12'),
      period('new', '10', '11', false),
      period('new', '11', '12'),
      period('unknown', '10', '12', false),
    ];
    expect(doubtfulModels(periods)).toMatchObject([
      { model: 'new', atTimes: true },
      { model: 'unknown', atTimes: false },
    ]);
  });

  it('changes on days that are told by quarters of an hour, unless it changes at midnight', () => {
    const periods = [
      period('opus', '10', '12'),
      period('opus', '12', '13T08:00'),
      period('opus', '13T08:00', '13T16:00'),
      period('opus', '13T16:00', '14T08:00'),
      period('opus', '14T08:00', '17T00:15'),
      period('opus', '17T00:15', '19'),
      // Its runs are looked at one by one.
      period('new', '10', '11T12:00', false),
      period('new', '11T12:00', '19'),
    ];
    expect(shown(mixedDays(periods))).toEqual([
      ['opus', '2026-01-13T00:00:00.000Z', '2026-01-15T00:00:00.000Z'],
      ['opus', '2026-01-17T00:00:00.000Z', '2026-01-18T00:00:00.000Z'],
    ]);
  });
});
