import { Module } from '@nestjs/common';
import { ProcessSampler } from './process-sampler.service.js';
import { ProcessSamplesStore } from './process-samples.store.js';
import { ProcessSeries } from './process-series.service.js';

/** What the processes of this service measure of themselves, remembered, so that rules can be about it. */
@Module({
  providers: [ProcessSamplesStore, ProcessSampler, ProcessSeries],
  exports: [ProcessSeries],
})
export class OwnSeriesModule {}
