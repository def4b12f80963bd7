import type { JsonObject } from '../../../kernel/json.js';
import type { OtlpAttributes, OtlpLogRecord, OtlpMetricPoint, OtlpSpan } from '../otlp-records.js';

/** A fact that follows from a record. */
export interface MappedFact {
  readonly type: string;
  readonly data: JsonObject;
  /** RFC 3339; undefined where the record has no believable time. */
  readonly occurredAt: string | undefined;
  /** Identity of the very record, where its data has no natural key; the same when it is exported again. */
  readonly id?: string | undefined;
}

/** What a record was taken for. */
export type Mapped =
  | {
      readonly outcome: 'facts';
      readonly facts: readonly MappedFact[];
      /** The facts do not tell what the span does: it is to be kept besides. */
      readonly keepSpan?: boolean;
    }
  /** Known, and nothing that we keep. */
  | { readonly outcome: 'ignored' }
  /** A name that this mapper does not know, or a record that lacks what makes it a fact. */
  | { readonly outcome: 'unknown' };

/** Reads the telemetry of one kind of agent. Pure and total. */
export interface TelemetryMapper {
  /** How the source is called in counters: `claude-code`. */
  readonly source: string;
  logs?(record: OtlpLogRecord): Mapped;
  /** A span that becomes no fact of its own is kept as a span. */
  spans?(span: OtlpSpan): Mapped;
  metrics?(point: OtlpMetricPoint): Mapped;
  /** Whether a record of this origin, name and attributes is its. */
  claims(resource: OtlpAttributes, scopeName: string, name: string, attributes: OtlpAttributes): boolean;
}

export const ignored: Mapped = { outcome: 'ignored' };
export const unknown: Mapped = { outcome: 'unknown' };
