import { Inject, Injectable } from '@nestjs/common';
import { Counter, type Registry } from 'prom-client';
import { METRICS_REGISTRY } from '../../platform/runtime/tokens.js';
import type { MappedExport } from './mapping/telemetry-mappers.js';
import type { OtlpSignal } from './otlp-records.js';

/** Names beyond this many are counted together: who sends them chooses them. */
const MAX_NAMES = 200;
const MAX_NAME_CHARS = 100;

/** Counts the records that came by OTLP, by what became of them. */
@Injectable()
export class OtlpRecordCounter {
  private readonly records: Counter<'signal' | 'source' | 'outcome'>;
  private readonly unknown: Counter<'signal' | 'source' | 'name'>;
  private readonly names = new Set<string>();

  constructor(@Inject(METRICS_REGISTRY) registry: Registry) {
    this.records = new Counter({
      name: 'orchestrate_otlp_records_total',
      help: 'Records received by OTLP: facts, ignored (known, nothing to keep), unknown, invalid, refused.',
      labelNames: ['signal', 'source', 'outcome'],
      registers: [registry],
    });
    this.unknown = new Counter({
      name: 'orchestrate_otlp_unknown_records_total',
      help: `Records received by OTLP that no mapper knows, by their name; those beyond ${MAX_NAMES} names as \`other\`.`,
      labelNames: ['signal', 'source', 'name'],
      registers: [registry],
    });
  }

  count(
    signal: OtlpSignal,
    { counts, readings }: Pick<MappedExport, 'counts' | 'readings'>,
    { invalid, refused }: { readonly invalid: number; readonly refused: ReadonlyMap<number, unknown> },
  ): void {
    const lost = new Map<string, number>();
    for (const index of refused.keys()) {
      const { source, outcome } = readings[index]!;
      const key = `${source} ${outcome}`;
      lost.set(key, (lost.get(key) ?? 0) + 1);
      this.records.inc({ signal, source, outcome: 'refused' });
    }
    // What was refused came to no facts, although it was read as some: it counts once.
    for (const { source, outcome, records } of counts) {
      this.records.inc({ signal, source, outcome }, records - (lost.get(`${source} ${outcome}`) ?? 0));
    }
    if (invalid > 0) this.records.inc({ signal, source: 'unknown', outcome: 'invalid' }, invalid);
    for (const { source, name, outcome } of readings) {
      if (outcome === 'unknown') this.unknown.inc({ signal, source, name: this.admitted(name) });
    }
  }

  private admitted(name: string): string {
    const shown = name === '' ? 'unnamed' : name.slice(0, MAX_NAME_CHARS).replace(/[\uD800-\uDBFF]$/, '');
    if (this.names.has(shown)) return shown;
    if (this.names.size >= MAX_NAMES) return 'other';
    this.names.add(shown);
    return shown;
  }
}
