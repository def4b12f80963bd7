import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import type { LabelMatcher } from '../../promql/ast.js';
import { Labels, METRIC_NAME } from '../../promql/labels.js';
import { compileMatcher } from '../../promql/matcher.js';
import { PromqlError } from '../../promql/promql-error.js';
import type { SampledSeries, SelectOptions, SeriesSelection, SeriesSource } from '../../promql/series-source.js';
import type { AlertRow } from './alert.row.js';
import { alertSeriesNames, type AlertTimes, mergedSeries, seriesOfAlert } from './alert-series.js';

type Row = Pick<AlertRow, 'labels' | 'active_at' | 'ended_at' | 'phases'>;

/** Prometheus' `ALERTS` and `ALERTS_FOR_STATE`, of the alerts that there are and were. */
@Injectable()
export class AlertSeries implements SeriesSource {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether a selection may ask for these series at all. */
  mayAnswer({ matchers }: Pick<SeriesSelection, 'matchers'>): boolean {
    const named = matchers.filter(({ name }) => name === METRIC_NAME).map(compileMatcher);
    return alertSeriesNames.some((name) => named.every((test) => test(name)));
  }

  async select(selections: readonly SeriesSelection[], { maxSamples }: SelectOptions) {
    let samples = 0;
    const answers: (readonly SampledSeries[])[] = [];
    for (const selection of selections) {
      const found = this.mayAnswer(selection) ? await this.answer(selection) : [];
      for (const { times } of found) samples += times.length;
      if (samples > maxSamples) {
        throw new PromqlError('limit', `the query would load more than ${maxSamples} samples (limit maxSamples)`);
      }
      answers.push(found);
    }
    return answers;
  }

  private async answer({ matchers, afterMs, untilMs }: SeriesSelection): Promise<readonly SampledSeries[]> {
    const until = Math.min(untilMs, this.clock.now().getTime());
    const rows: Row[] = await this.dataSource.query(
      `select labels, active_at, ended_at, phases from alerts
       where active_at <= $1 and (ended_at is null or ended_at > $2) order by active_at, id`,
      // A marker of its end may stand as far behind it as samples are from each other.
      [new Date(until), new Date(afterMs - 60_000)],
    );
    const wanted = matching(matchers);
    const series = rows.flatMap((row) => seriesOfAlert(timesOf(row), afterMs, until));
    return mergedSeries(series.filter(({ labels }) => wanted(labels)));
  }
}

function timesOf(row: Row): AlertTimes {
  return {
    labels: Labels.of(row.labels),
    activeAt: row.active_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    phases: row.phases,
  };
}

function matching(matchers: readonly LabelMatcher[]): (labels: Labels) => boolean {
  const tests = matchers.map((matcher) => ({ name: matcher.name, test: compileMatcher(matcher) }));
  return (labels) => tests.every(({ name, test }) => test(labels.get(name)));
}
