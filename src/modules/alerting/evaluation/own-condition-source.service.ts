import type { EventLog } from '../../../platform/event-store/event-log.js';
import { MAX_WAIT_MS, ProjectionReads } from '../../../platform/projections/projection-reads.js';
import { upToNow } from '../../../platform/projections/up-to-now.js';
import { metricsProjection } from '../../../projections/metrics/index.js';
import { evaluateInstant } from '../../../promql/engine/evaluate.js';
import type { SeriesStore } from '../../../promql/series-store.js';
import type { AlertingSettings } from './alerting-settings.js';
import { type ConditionRound, ConditionSource, vectorOf } from './condition-source.js';

/** Conditions on the series of this service. */
export class OwnConditionSource extends ConditionSource {
  constructor(
    private readonly series: Pick<SeriesStore, 'round'>,
    private readonly reads: ProjectionReads,
    private readonly log: EventLog,
    private readonly settings: Pick<AlertingSettings, 'alertIntervalMs'>,
  ) {
    super();
  }

  /** Waits, within bounds, until what was recorded before now is in the series. */
  override async begin(): Promise<ConditionRound> {
    const reached = await upToNow(this.reads, this.log, [metricsProjection.name]);
    const source = await this.series.round();
    const defaultStepMs = this.settings.alertIntervalMs;
    return {
      late: reached === 'reached' ? null : `the series were more than ${MAX_WAIT_MS / 1_000} s behind the log`,
      async query(expr, atMs, signal) {
        const { answer } = await evaluateInstant(expr, source, atMs, { signal, defaultStepMs });
        return vectorOf(answer);
      },
    };
  }
}
