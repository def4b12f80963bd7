import { DomainError } from '../../../kernel/domain-error.js';
import type { OtlpExport, OtlpLogRecord, OtlpMetricPoint, OtlpOrigin, OtlpSignal, OtlpSpan } from '../otlp-records.js';
import { attributesOf, idOf, listOf, numberOf, objectOf, textOf, timeOf, valueOf } from './otlp-values.js';

type Raw = Readonly<Record<string, unknown>>;

/** Records that are none (a span without ids, a point without a name) are counted, not guessed. */
export interface ReadExport {
  readonly export: OtlpExport;
  readonly invalid: number;
}

/** Records of one export: exporters send hundreds, collectors thousands. An empty one takes two bytes, and here a thousand. */
const MAX_RECORDS = 100_000;

/** Reads a message of the protocol's JSON shape, from either encoding. It throws for nothing but too many records. */
export function readExport(signal: OtlpSignal, message: unknown): ReadExport {
  if (recordsIn(message) > MAX_RECORDS) {
    throw new DomainError('OTLP_TOO_MANY_RECORDS', `an export has at most ${MAX_RECORDS} records; send smaller ones`, {
      fault: 'too_large',
    });
  }
  switch (signal) {
    case 'logs': {
      const records = each(message, 'resourceLogs', 'scopeLogs', 'logRecords', logRecordOf);
      return { export: { signal, records: records.valid }, invalid: records.invalid };
    }
    case 'traces': {
      const records = each(message, 'resourceSpans', 'scopeSpans', 'spans', spanOf);
      return { export: { signal, records: records.valid }, invalid: records.invalid };
    }
    case 'metrics': {
      const metrics = each(message, 'resourceMetrics', 'scopeMetrics', 'metrics', pointsOf);
      const points = metrics.valid.flat();
      const valid = points.filter((point) => point !== undefined);
      return { export: { signal, records: valid }, invalid: metrics.invalid + points.length - valid.length };
    }
  }
}

/** How many there are, counted before any of them is read. */
function recordsIn(message: unknown): number {
  let count = 0;
  for (const signal of ['Logs', 'Spans', 'Metrics']) {
    for (const ofResource of listOf(objectOf(message)[`resource${signal}`])) {
      for (const ofScope of listOf(objectOf(ofResource)[`scope${signal}`])) {
        const { logRecords, spans, metrics } = objectOf(ofScope);
        count += listOf(logRecords).length + listOf(spans).length + listOf(metrics).length;
        for (const metric of listOf(metrics)) {
          for (const [field] of metricKinds) count += listOf(objectOf(objectOf(metric)[field])['dataPoints']).length;
        }
      }
    }
  }
  return count;
}

/** Every record of a request with its origin. */
function each<T>(
  message: unknown,
  resources: string,
  scopes: string,
  items: string,
  read: (raw: Raw, origin: OtlpOrigin) => T | undefined,
): { readonly valid: T[]; readonly invalid: number } {
  const valid: T[] = [];
  let invalid = 0;
  for (const ofResource of listOf(objectOf(message)[resources])) {
    const resource = attributesOf(objectOf(objectOf(ofResource)['resource'])['attributes']);
    for (const ofScope of listOf(objectOf(ofResource)[scopes])) {
      const { name, version } = objectOf(objectOf(ofScope)['scope']);
      const origin: OtlpOrigin = { resource, scope: { name: textOf(name), version: textOf(version) } };
      for (const item of listOf(objectOf(ofScope)[items])) {
        const record = read(objectOf(item), origin);
        if (record === undefined) invalid += 1;
        else valid.push(record);
      }
    }
  }
  return { valid, invalid };
}

function logRecordOf(raw: Raw, origin: OtlpOrigin): OtlpLogRecord {
  const attributes = attributesOf(raw['attributes']);
  // By name, not spread: that takes many times as long.
  const record: OtlpLogRecord = {
    resource: origin.resource,
    scope: origin.scope,
    eventName: textOf(raw['eventName']) || textOf(attributes['event.name']),
    timeMs: timeOf(raw['timeUnixNano']) ?? timeOf(raw['observedTimeUnixNano']),
    body: valueOf(raw['body']),
    attributes,
    traceId: idOf(raw['traceId'], 16),
    spanId: idOf(raw['spanId'], 8),
  };
  return hasFlag(raw, SAMPLED) ? { ...record, isSampled: true } : record;
}

/** https://www.w3.org/TR/trace-context/#sampled-flag */
const SAMPLED = 0x1;
/** `SpanFlags` of the protocol: whether the next bit is known, and that bit. */
const [KNOWS_IS_REMOTE, IS_REMOTE] = [0x100, 0x200];

function hasFlag(raw: Raw, flag: number): boolean {
  return ((numberOf(raw['flags']) ?? 0) & flag) !== 0;
}

const spanKinds = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const statusCodes = ['unset', 'ok', 'error'] as const;

/** Enums come as numbers, or from some JSON writers as their names. */
function oneOf<const T extends string>(values: readonly T[], raw: unknown, prefix: string): T {
  const named = textOf(raw).replace(prefix, '').toLowerCase();
  return values[numberOf(raw) ?? -1] ?? values.find((value) => value === named) ?? (values[0] as T);
}

function spanOf(raw: Raw, origin: OtlpOrigin): OtlpSpan | undefined {
  const traceId = idOf(raw['traceId'], 16);
  const spanId = idOf(raw['spanId'], 8);
  const startMs = timeOf(raw['startTimeUnixNano']);
  if (traceId === undefined || spanId === undefined || startMs === undefined) return undefined;
  const status = objectOf(raw['status']);
  return {
    ...origin,
    traceId,
    spanId,
    parentSpanId: idOf(raw['parentSpanId'], 8),
    ...(hasFlag(raw, KNOWS_IS_REMOTE) ? { hasRemoteParent: hasFlag(raw, IS_REMOTE) } : {}),
    name: textOf(raw['name']),
    kind: oneOf(spanKinds, raw['kind'], 'SPAN_KIND_'),
    startMs,
    endMs: Math.max(startMs, timeOf(raw['endTimeUnixNano']) ?? startMs),
    attributes: attributesOf(raw['attributes']),
    status: { code: oneOf(statusCodes, status['code'], 'STATUS_CODE_'), message: textOf(status['message']) },
    events: listOf(raw['events']).map((event) => {
      const { name, timeUnixNano, attributes } = objectOf(event);
      return { name: textOf(name), timeMs: timeOf(timeUnixNano), attributes: attributesOf(attributes) };
    }),
  };
}

const temporalities = ['unspecified', 'delta', 'cumulative'] as const;
const metricKinds = [
  ['gauge', 'gauge'],
  ['sum', 'sum'],
  ['histogram', 'histogram'],
  ['exponentialHistogram', 'histogram'],
  ['summary', 'other'],
] as const;

/** Every point of one metric, undefined for one without a finite value; undefined for a metric without name or data. */
function pointsOf(raw: Raw, origin: OtlpOrigin): readonly (OtlpMetricPoint | undefined)[] | undefined {
  const name = textOf(raw['name']);
  const kind = metricKinds.find(([field]) => raw[field] !== undefined && raw[field] !== null);
  if (name === '' || kind === undefined) return undefined;
  const data = objectOf(raw[kind[0]]);
  const temporality = oneOf(temporalities, data['aggregationTemporality'], 'AGGREGATION_TEMPORALITY_');
  return listOf(data['dataPoints']).map((item) => {
    const point = objectOf(item);
    const single = kind[1] === 'gauge' || kind[1] === 'sum';
    const value = numberOf(single ? numericOf(point) : point['sum']);
    if (single && value === undefined) return undefined;
    return {
      ...origin,
      name,
      unit: textOf(raw['unit']),
      kind: kind[1],
      temporality,
      monotonic: data['isMonotonic'] === true,
      attributes: attributesOf(point['attributes']),
      startMs: timeOf(point['startTimeUnixNano']),
      timeMs: timeOf(point['timeUnixNano']),
      value,
      count: numberOf(point['count']),
    };
  });
}

function numericOf(point: Raw): unknown {
  return point['asInt'] ?? point['asDouble'];
}
