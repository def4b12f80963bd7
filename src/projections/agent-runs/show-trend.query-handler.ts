import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import type { Clock } from '../../kernel/clock.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import { readPeriod } from '../../platform/http/analytics-period.js';
import { changePoints, FEWEST_RUNS_A_SIDE, FEWEST_VALUES } from './change-points.js';
import { selectedRuns } from './run-selection.js';
import { ShowTrend } from './show-trend.query.js';
import type { Trend, TrendPoint } from './trend.response.js';
import { stepStarts, type TrendStep, wholeSteps } from './trend-buckets.js';
import { trendTime, trendValues } from './trend.sql.js';

interface ValueRow {
  readonly start: Date;
  /** Null where no run of that time tells it. */
  readonly value: number | null;
  readonly runs: string;
}

const USUAL_PERIOD: Readonly<Record<TrendStep, string>> = { day: '30d', week: '26w' };

@QueryHandler(ShowTrend)
export class ShowTrendHandler implements IQueryHandler<ShowTrend> {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws PERIOD_INVALID. */
  async execute({ request }: ShowTrend): Promise<Trend> {
    const { metric, by } = request;
    const period = wholeSteps(readPeriod(request, this.clock.now(), USUAL_PERIOD[by]), by);
    const { sql, parameters } = selectedRuns(request, trendTime(metric), period);
    const rows: ValueRow[] = await this.dataSource.query(trendValues(metric, by, sql), parameters);
    const found = new Map(rows.map((row) => [row.start.getTime(), row]));
    const points = stepStarts(period, by).map((start): TrendPoint => {
      const row = found.get(start.getTime());
      return { start: start.toISOString(), runs: Number(row?.runs ?? 0), value: row?.value ?? null };
    });
    return {
      metric,
      by,
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      points,
      ...changesOf(points, by),
    };
  }
}

/** Days and weeks without a value are no evidence, so that they are left out. */
function changesOf(points: readonly TrendPoint[], by: TrendStep): Pick<Trend, 'changePoints' | 'statement'> {
  const known = points.flatMap(({ start, runs, value }) => (value === null ? [] : [{ start, runs, value }]));
  const changes = changePoints(known).map(({ index, ...change }) => ({ at: known[index]!.start, ...change }));
  const needed = `a change takes ${FEWEST_VALUES} of them at least, and ${FEWEST_RUNS_A_SIDE} runs on either side`;
  const statement =
    known.length < FEWEST_VALUES
      ? `not enough data: ${known.length} ${by}s with runs; ${needed}`
      : changes.length === 0
        ? `no significant change in ${known.length} ${by}s with runs`
        : `${changes.length} significant ${changes.length === 1 ? 'change' : 'changes'} in ${known.length} ${by}s with runs`;
  return { changePoints: changes, statement };
}
