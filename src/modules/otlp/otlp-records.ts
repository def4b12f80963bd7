/** A value of an attribute or a body. 64-bit integers that no number holds exactly stay texts; bytes are base64. */
export type OtlpValue = string | number | boolean | null | readonly OtlpValue[] | { readonly [key: string]: OtlpValue };
export type OtlpAttributes = Readonly<Record<string, OtlpValue>>;

/** Who sent it, and by which instrumentation. */
export interface OtlpOrigin {
  readonly resource: OtlpAttributes;
  readonly scope: { readonly name: string; readonly version: string };
}

/** One log record; an event when it has an event name. */
export interface OtlpLogRecord extends OtlpOrigin {
  /** The record's own name, else its attribute `event.name`; empty when it has neither. */
  readonly eventName: string;
  /** Milliseconds since 1970; of the observation where the record has no time of its own; undefined without both. */
  readonly timeMs: number | undefined;
  readonly body: OtlpValue;
  readonly attributes: OtlpAttributes;
  /** 32 and 16 hexadecimal digits; undefined where it has none, or none that are valid. */
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  /** Its span is recorded, so that it is exported too. */
  readonly isSampled?: boolean;
}

export interface OtlpSpan extends OtlpOrigin {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  /** The parent is of another process; undefined where that is not told. */
  readonly hasRemoteParent?: boolean;
  readonly name: string;
  readonly kind: 'unspecified' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly startMs: number;
  /** Never before the start: a span whose clock ran backwards ends where it began. */
  readonly endMs: number;
  readonly attributes: OtlpAttributes;
  readonly status: { readonly code: 'unset' | 'ok' | 'error'; readonly message: string };
  readonly events: readonly {
    readonly name: string;
    readonly timeMs: number | undefined;
    readonly attributes: OtlpAttributes;
  }[];
}

/** One point of a metric. Histograms carry their sum and count, not their buckets. */
export interface OtlpMetricPoint extends OtlpOrigin {
  readonly name: string;
  readonly unit: string;
  readonly kind: 'gauge' | 'sum' | 'histogram' | 'other';
  readonly temporality: 'unspecified' | 'delta' | 'cumulative';
  readonly monotonic: boolean;
  readonly attributes: OtlpAttributes;
  readonly startMs: number | undefined;
  readonly timeMs: number | undefined;
  /** Value of a gauge or sum; sum of a histogram; undefined when it has none or it is not a finite number. */
  readonly value: number | undefined;
  readonly count: number | undefined;
}

/** What one export request holds, by its signal. */
export type OtlpExport =
  | { readonly signal: 'logs'; readonly records: readonly OtlpLogRecord[] }
  | { readonly signal: 'traces'; readonly records: readonly OtlpSpan[] }
  | { readonly signal: 'metrics'; readonly records: readonly OtlpMetricPoint[] };

export type OtlpSignal = OtlpExport['signal'];
