import { Global, Module } from '@nestjs/common';
import type { Clock } from '../kernel/clock.js';
import { OwnSeriesModule, ProcessSeries } from '../modules/own-series/index.js';
import { CLOCK, SERIES_STORE } from '../platform/runtime/tokens.js';
import { AlertSeries, AlertsReadModule } from '../projections/alerts/index.js';
import { CustomSeries, SeriesHistory } from '../projections/metrics/index.js';
import { CompositeSeriesStore } from '../promql/composite-series-store.js';
import { AlertSeriesStore } from './alert-series-store.js';

/** Everything that expressions can read, as one. Of what two have under one name, the one named first is right. */
@Global()
@Module({
  imports: [OwnSeriesModule, AlertsReadModule],
  providers: [
    {
      provide: SERIES_STORE,
      useFactory: (
        domain: SeriesHistory,
        custom: CustomSeries,
        alerts: AlertSeries,
        processes: ProcessSeries,
        clock: Clock,
      ) => new CompositeSeriesStore([domain, custom, new AlertSeriesStore(alerts, clock), processes]),
      inject: [SeriesHistory, CustomSeries, AlertSeries, ProcessSeries, CLOCK],
    },
  ],
  exports: [SERIES_STORE],
})
export class SeriesStoreModule {}
