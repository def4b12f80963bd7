import { Inject, Injectable } from '@nestjs/common';
import { SERIES_STORE } from '../../platform/runtime/tokens.js';
import type { SeriesSource } from '../../promql/series-source.js';
import type { SeriesStore } from '../../promql/series-store.js';

/** The series that conditions are evaluated on: those of the fleet, the alerts, and what this service measures of itself. */
@Injectable()
export class RuleSeries {
  constructor(@Inject(SERIES_STORE) private readonly series: Pick<SeriesStore, 'round'>) {}

  /** A source for many expressions: it looks for news once, now. */
  round(): Promise<SeriesSource> {
    return this.series.round();
  }
}
