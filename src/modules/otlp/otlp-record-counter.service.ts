import { Inject, Injectable } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import { METRICS_REGISTRY } from '../../platform/runtime/tokens.js';
import type { MappedExport } from './mapping/telemetry-mappers.js';
import type { OtlpSignal } from './otlp-records.js';

/** Counts the records that came by OTLP, by what became of them. */
@Injectable()
export class OtlpRecordCounter {
  private readonly records: Counter<'signal' | 'source' | 'outcome'>;

  constructor(@Inject(METRICS_REGISTRY) registry: Registry) {
    this.records = new Counter({
      name: 'orchestrate_otlp_records_total',
      help: 'Records received by OTLP: facts, ignored (known, nothing to keep), unknown, invalid, refused.',
      labelNames: ['signal', 'source', 'outcome'],
      registers: [registry],
    });
  }

  count(
    signal: OtlpSignal,
    counts: MappedExport['counts'],
    { invalid, refused }: { readonly invalid: number; readonly refused: number },
  ): void {
    for (const { source, outcome, records } of counts) this.records.inc({ signal, source, outcome }, records);
    if (invalid > 0) this.records.inc({ signal, source: 'unknown', outcome: 'invalid' }, invalid);
    if (refused > 0) this.records.inc({ signal, source: 'unknown', outcome: 'refused' }, refused);
  }
}
