import { Global, Module } from '@nestjs/common';
import { OwnSeriesModule, ProcessSeries } from '../modules/own-series/index.js';
import { SERIES_STORE } from '../platform/runtime/tokens.js';
import { SeriesHistory } from '../projections/metrics/index.js';
import { CompositeSeriesStore } from '../promql/composite-series-store.js';
import type { SeriesStore } from '../promql/series-store.js';

/** Everything that expressions can read, as one. Of what two have under one name, the one named first is right. */
@Global()
@Module({
  imports: [OwnSeriesModule],
  providers: [
    {
      provide: SERIES_STORE,
      useFactory: (...stores: SeriesStore[]) => new CompositeSeriesStore(stores),
      inject: [SeriesHistory, ProcessSeries],
    },
  ],
  exports: [SERIES_STORE],
})
export class SeriesStoreModule {}
