import { Module } from '@nestjs/common';
import { AlertsReadModule } from '../../../projections/alerts/index.js';
import { CONFIG, EVENT_LOG, SERIES_STORE } from '../../../platform/runtime/tokens.js';
import { ProjectionReads } from '../../../platform/projections/projection-reads.js';
import type { EventLog } from '../../../platform/event-store/event-log.js';
import type { SeriesStore } from '../../../promql/series-store.js';
import { AlertGauge } from './alert-gauge.service.js';
import { AlertEvaluation } from './alert-evaluation.service.js';
import { AlertGroupSnapshots } from './alert-group-snapshots.store.js';
import { AlertGroupStream } from './alert-group-stream.service.js';
import type { AlertingSettings } from './alerting-settings.js';
import { ConditionSource } from './condition-source.js';
import { CurrentValuesStore } from './current-values.store.js';
import { EvaluationGroupsStore } from './evaluation-groups.store.js';
import { EvaluationMeter } from './evaluation-meter.service.js';
import { EvaluationSchedule } from './evaluation-schedule.service.js';
import { GroupEvaluation } from './group-evaluation.service.js';
import { OwnConditionSource } from './own-condition-source.service.js';
import { PrometheusConditionSource } from './prometheus-condition-source.service.js';
import { RuleBookReader } from './rule-book-reader.service.js';
import { RuleEvaluationsStore } from './rule-evaluations.store.js';

/** When rules are evaluated, on what, and what is kept of it. */
@Module({
  imports: [AlertsReadModule],
  providers: [
    AlertEvaluation,
    AlertGauge,
    AlertGroupSnapshots,
    AlertGroupStream,
    CurrentValuesStore,
    EvaluationGroupsStore,
    EvaluationMeter,
    EvaluationSchedule,
    GroupEvaluation,
    RuleBookReader,
    RuleEvaluationsStore,
    {
      provide: ConditionSource,
      useFactory: (settings: AlertingSettings, series: SeriesStore, reads: ProjectionReads, log: EventLog) =>
        settings.prometheusUrl === undefined
          ? new OwnConditionSource(series, reads, log, settings)
          : new PrometheusConditionSource(settings.prometheusUrl),
      inject: [CONFIG, SERIES_STORE, ProjectionReads, EVENT_LOG],
    },
  ],
  exports: [
    AlertGroupStream,
    ConditionSource,
    CurrentValuesStore,
    EvaluationGroupsStore,
    RuleBookReader,
    RuleEvaluationsStore,
  ],
})
export class AlertEvaluationModule {}
