import { Injectable } from '@nestjs/common';
import { AlertSeries } from '../../projections/alerts/index.js';
import { SeriesHistory } from '../../projections/metrics/index.js';
import type { SelectOptions, SeriesSelection, SeriesSource } from '../../promql/series-source.js';

/** The series that conditions are evaluated on: those of the fleet, and the alerts themselves. */
@Injectable()
export class RuleSeries {
  constructor(
    private readonly metrics: SeriesHistory,
    private readonly alerts: AlertSeries,
  ) {}

  /** A source for many expressions: it looks for news once, now. */
  async round(): Promise<SeriesSource> {
    const metrics = await this.metrics.round();
    return { select: (selections, options) => this.select(metrics, selections, options) };
  }

  private async select(metrics: SeriesSource, selections: readonly SeriesSelection[], options: SelectOptions) {
    const answers = await metrics.select(selections, options);
    if (!selections.some((selection) => this.alerts.mayAnswer(selection))) return answers;
    const alerts = await this.alerts.select(selections, options);
    return answers.map((found, index) => [...found, ...alerts[index]!]);
  }
}
