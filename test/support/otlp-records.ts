import fc from 'fast-check';
import type { FactKind } from '../../src/events/fact-kind.js';
import type { Mapped } from '../../src/modules/otlp/mapping/telemetry-mapper.js';
import type { OtlpAttributes, OtlpLogRecord, OtlpSpan, OtlpValue } from '../../src/modules/otlp/otlp-records.js';
import { fleetFactKinds } from '../../src/modules/fleet/index.js';

export const traceId = '0af7651916cd43dd8448eb211c80319c';
export const spanId = 'b7ad6b7169203331';
export const parentSpanId = '00f067aa0ba902b7';
export const recordTime = Date.UTC(2026, 0, 15, 14, 32);

const origin = { resource: {}, scope: { name: '', version: '' } };

/** A log record as it comes out of the decoding. */
export function logRecord(attributes: OtlpAttributes, more: Partial<OtlpLogRecord> = {}): OtlpLogRecord {
  return {
    ...origin,
    eventName: '',
    timeMs: recordTime,
    body: null,
    attributes,
    traceId: undefined,
    spanId: undefined,
    ...more,
  };
}

/** A span of 1.5 seconds as it comes out of the decoding. */
export function otlpSpan(name: string, attributes: OtlpAttributes, more: Partial<OtlpSpan> = {}): OtlpSpan {
  return {
    ...origin,
    traceId,
    spanId,
    parentSpanId,
    name,
    kind: 'internal',
    startMs: recordTime,
    endMs: recordTime + 1_500,
    attributes,
    status: { code: 'unset', message: '' },
    events: [],
    ...more,
  };
}

/** The facts of a record by type, with ids and times; empty when it became none. */
export function factsIn(mapped: Mapped | undefined) {
  return mapped?.outcome === 'facts'
    ? mapped.facts.map(({ type, data, id, occurredAt }) => ({ type, id, occurredAt, ...data }))
    : [];
}

/** What the fleet's fact kinds have against the facts of a record. */
export function problemsIn(mapped: Mapped | undefined, kinds: readonly FactKind[] = fleetFactKinds): string[] {
  if (mapped?.outcome !== 'facts') return [];
  return mapped.facts.flatMap(({ type, data }) => {
    const kind = kinds.find((one) => one.type === type);
    const error = kind ? kind.input.safeParse(data).error : undefined;
    return kind ? (error ? [error.message] : []) : [`no fact kind ${type}`];
  });
}

const value: fc.Arbitrary<OtlpValue> = fc.oneof(
  fc.string(),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 3 }),
  fc.constant({ nested: { deeper: 1 } }),
  fc.constantFrom('true', '-5', '1e400', 'NaN', '9223372036854775807', '__proto__'),
);

/** Attributes of the given names, present or not, of any value. */
export function anyAttributes(names: readonly string[]): fc.Arbitrary<OtlpAttributes> {
  return fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), value, { maxKeys: names.length + 4 });
}
