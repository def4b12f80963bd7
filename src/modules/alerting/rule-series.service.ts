import { Injectable } from '@nestjs/common';
import { SeriesHistory } from '../../projections/metrics/index.js';
import type { SeriesSource } from '../../promql/series-source.js';

/** The series that conditions are evaluated on. */
@Injectable()
export class RuleSeries {
  constructor(private readonly metrics: SeriesHistory) {}

  /** A source for many expressions: it looks for news once, now. */
  round(): Promise<SeriesSource> {
    return this.metrics.round();
  }
}
