import fc from 'fast-check';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import type { OtlpSignal } from '../otlp-records.js';
import { otlpDescriptor } from './generated/otlp-descriptor.js';
import { decodeProtobuf, encodeExportResponse, exportResponse } from './otlp-message.js';
import { readExport } from './read-export.js';

const root = protobuf.Root.fromJSON(otlpDescriptor);
const requestOf = {
  logs: 'logs.v1.ExportLogsServiceRequest',
  traces: 'trace.v1.ExportTraceServiceRequest',
  metrics: 'metrics.v1.ExportMetricsServiceRequest',
} as const;

/** The JSON form of a request in protobuf: ids become bytes. */
function protobufOf(signal: OtlpSignal, json: object): Uint8Array {
  const type = root.lookupType(`opentelemetry.proto.collector.${requestOf[signal]}`);
  const ids = /^(traceId|spanId|parentSpanId)$/;
  const withBytes = JSON.parse(JSON.stringify(json), (key, value: unknown) =>
    ids.test(key) && typeof value === 'string' ? [...Buffer.from(value, 'hex')] : value,
  ) as object;
  return type.encode(type.fromObject(withBytes)).finish();
}

const jsonOf = (message: object) => Buffer.from(JSON.stringify(message));

const traceId = '0af7651916cd43dd8448eb211c80319c';
const spanId = 'b7ad6b7169203331';
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'claude-code' } }] };
const scope = { name: 'com.anthropic.claude_code.events', version: '2.1.0' };
const origin = { resource: { 'service.name': 'claude-code' }, scope };

const logs = {
  resourceLogs: [
    {
      resource,
      scopeLogs: [
        {
          scope,
          logRecords: [
            {
              timeUnixNano: '1768487520123456789',
              body: { stringValue: 'claude_code.api_request' },
              traceId,
              spanId,
              attributes: [
                { key: 'event.name', value: { stringValue: 'api_request' } },
                { key: 'input_tokens', value: { intValue: '1200' } },
                { key: 'cost_usd', value: { doubleValue: 0.0125 } },
                { key: 'fast', value: { boolValue: true } },
                { key: 'huge', value: { intValue: '9223372036854775807' } },
                { key: 'list', value: { arrayValue: { values: [{ stringValue: 'a' }, { intValue: '2' }] } } },
                { key: 'map', value: { kvlistValue: { values: [{ key: 'k', value: { stringValue: 'v' } }] } } },
              ],
            },
          ],
        },
      ],
    },
  ],
};

const traces = {
  resourceSpans: [
    {
      resource,
      scopeSpans: [
        {
          scope,
          spans: [
            {
              traceId,
              spanId,
              parentSpanId: '00f067aa0ba902b7',
              name: 'chat',
              kind: 3,
              startTimeUnixNano: '1768487520000000000',
              endTimeUnixNano: '1768487521500000000',
              attributes: [],
              status: { code: 2, message: 'overloaded' },
              events: [{ name: 'retry', timeUnixNano: '1768487520500000000', attributes: [] }],
            },
          ],
        },
      ],
    },
  ],
};

const metrics = {
  resourceMetrics: [
    {
      resource,
      scopeMetrics: [
        {
          scope,
          metrics: [
            {
              name: 'claude_code.token.usage',
              unit: 'tokens',
              sum: {
                aggregationTemporality: 1,
                isMonotonic: true,
                dataPoints: [
                  { startTimeUnixNano: '1768487520000000000', timeUnixNano: '1768487580000000000', asInt: '700' },
                ],
              },
            },
            {
              name: 'duration',
              unit: 's',
              histogram: { aggregationTemporality: 2, dataPoints: [{ count: '3', sum: 1.5, timeUnixNano: '1000000' }] },
            },
          ],
        },
      ],
    },
  ],
};

describe('readExport', () => {
  it.each([
    ['logs', logs],
    ['traces', traces],
    ['metrics', metrics],
  ] as const)('reads the same %s from protobuf and from JSON', (signal, message) => {
    const fromJson = readExport(signal, JSON.parse(JSON.stringify(message)));
    expect(readExport(signal, decodeProtobuf(signal, protobufOf(signal, message)))).toEqual(fromJson);
    expect(fromJson.invalid).toBe(0);
    expect(fromJson.export.records.length).toBeGreaterThan(0);
  });

  it('reads the same values from protobuf and from JSON, however they are nested (property)', () => {
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 20 },
        fc.record({ stringValue: fc.string({ unit: 'grapheme' }) }),
        fc.record({ boolValue: fc.boolean() }),
        fc.record({ intValue: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String) }),
        fc.record({ doubleValue: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0) }),
        fc.record({ bytesValue: fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('base64')) }),
        fc.record({ arrayValue: fc.record({ values: fc.array(tie('any'), { maxLength: 3 }) }) }),
        fc.record({
          kvlistValue: fc.record({
            values: fc.array(fc.record({ key: fc.string(), value: tie('any') }), { maxLength: 3 }),
          }),
        }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(any), any, (values, body) => {
        const attributes = values.map((value, n) => ({ key: `a${n % 3}`, value }));
        const message = { resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords: [{ attributes, body }] }] }] };
        expect(readExport('logs', decodeProtobuf('logs', protobufOf('logs', message)))).toEqual(
          readExport('logs', message),
        );
      }),
    );
  });

  it.each([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
  ])('reads a value that is %s by its name, from either', (name, doubleValue) => {
    const message = (value: unknown) => ({
      resourceLogs: [
        {
          resource,
          scopeLogs: [{ scope, logRecords: [{ attributes: [{ key: 'a', value: { doubleValue: value } }] }] }],
        },
      ],
    });
    const expected = { export: { records: [{ attributes: { a: name } }] } };
    expect(readExport('logs', message(name))).toMatchObject(expected);
    expect(readExport('logs', message(doubleValue))).toMatchObject(expected);
    expect(readExport('logs', decodeProtobuf('logs', protobufOf('logs', message(name))))).toMatchObject(expected);
    expect(readExport('logs', message('nan'))).toMatchObject({ export: { records: [{ attributes: { a: null } }] } });
  });

  it('skips the fields that a newer protocol adds', () => {
    const plain = protobufOf('logs', logs);
    const added = new protobuf.Writer()
      .uint32((99 << 3) | 2)
      .string('new')
      .uint32((98 << 3) | 1)
      .double(1.5)
      .uint32((1 << 3) | 0)
      .uint32(1)
      .finish();
    const message = decodeProtobuf('logs', Buffer.concat([plain, added]));
    expect(readExport('logs', message)).toEqual(readExport('logs', decodeProtobuf('logs', plain)));
  });

  it('reads a log record', () => {
    const [record] = readExport('logs', logs).export.records;
    expect(record).toEqual({
      ...origin,
      eventName: 'api_request',
      timeMs: 1_768_487_520_123.456_8,
      body: 'claude_code.api_request',
      attributes: {
        'event.name': 'api_request',
        input_tokens: 1_200,
        cost_usd: 0.0125,
        fast: true,
        huge: '9223372036854775807',
        list: ['a', 2],
        map: { k: 'v' },
      },
      traceId,
      spanId,
    });
  });

  it('reads a span', () => {
    expect(readExport('traces', traces).export.records).toEqual([
      {
        ...origin,
        traceId,
        spanId,
        parentSpanId: '00f067aa0ba902b7',
        name: 'chat',
        kind: 'client',
        startMs: 1_768_487_520_000,
        endMs: 1_768_487_521_500,
        attributes: {},
        status: { code: 'error', message: 'overloaded' },
        events: [{ name: 'retry', timeMs: 1_768_487_520_500, attributes: {} }],
      },
    ]);
  });

  it('reads whether the span of a record is exported too, and whether the parent of a span is of another process', () => {
    const flagged = (...flags: unknown[]) =>
      flags.map((one) => ({ traceId, spanId, startTimeUnixNano: '1', flags: one }));
    const logRecords = flagged(1, '257', 0, 'x');
    const spans = flagged(0x301, 0x101, 1);
    expect(readExport('logs', { resourceLogs: [{ scopeLogs: [{ logRecords }] }] }).export.records).toMatchObject([
      { isSampled: true },
      { isSampled: true },
      expect.not.objectContaining({ isSampled: true }),
      expect.not.objectContaining({ isSampled: true }),
    ]);
    expect(readExport('traces', { resourceSpans: [{ scopeSpans: [{ spans }] }] }).export.records).toMatchObject([
      { hasRemoteParent: true },
      { hasRemoteParent: false },
      expect.not.objectContaining({ hasRemoteParent: expect.anything() as unknown }),
    ]);
  });

  it('reads metric points', () => {
    expect(readExport('metrics', metrics).export.records).toEqual([
      {
        ...origin,
        name: 'claude_code.token.usage',
        unit: 'tokens',
        kind: 'sum',
        temporality: 'delta',
        monotonic: true,
        attributes: {},
        startMs: 1_768_487_520_000,
        timeMs: 1_768_487_580_000,
        value: 700,
        count: undefined,
      },
      expect.objectContaining({ name: 'duration', kind: 'histogram', temporality: 'cumulative', value: 1.5, count: 3 }),
    ]);
  });

  it('counts what is no record, and reads the rest', () => {
    const spans = [
      { traceId: '0'.repeat(32), spanId, startTimeUnixNano: '1' },
      { traceId, spanId: 'short', startTimeUnixNano: '1' },
      { traceId, spanId },
      'none',
      { traceId, spanId, startTimeUnixNano: '2000000', endTimeUnixNano: '1000000', kind: 'SPAN_KIND_SERVER' },
    ];
    const read = readExport('traces', { resourceSpans: [{ scopeSpans: [{ spans }] }] });
    expect(read.invalid).toBe(4);
    expect(read.export.records).toMatchObject([{ kind: 'server', startMs: 2, endMs: 2, status: { code: 'unset' } }]);
    const points = [{ asDouble: 'NaN' }, { asDouble: 2 }];
    const gauge = {
      resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'g', gauge: { dataPoints: points } }] }] }],
    };
    expect(readExport('metrics', gauge)).toMatchObject({ invalid: 1, export: { records: [{ value: 2 }] } });
  });

  it.each([
    undefined,
    null,
    3,
    'text',
    [],
    { resourceLogs: 'x' },
    { resourceLogs: [{ scopeLogs: [{ logRecords: 1 }] }] },
  ])('takes %j for a request without records', (message) =>
    expect(readExport('logs', message)).toEqual({ export: { signal: 'logs', records: [] }, invalid: 0 }),
  );

  it('cuts values that are nested too deeply, and keeps keys from the prototype', () => {
    let deep: object = { stringValue: 'bottom' };
    for (let depth = 0; depth < 100; depth++) deep = { arrayValue: { values: [deep] } };
    const attributes = [
      { key: 'deep', value: deep },
      { key: '__proto__', value: { kvlistValue: { values: [{ key: 'polluted', value: { boolValue: true } }] } } },
    ];
    const message = { resourceLogs: [{ scopeLogs: [{ logRecords: [{ attributes }] }] }] };
    const [record] = readExport('logs', message).export.records;
    expect(JSON.stringify(record?.attributes['deep'])).not.toContain('bottom');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('decoding', () => {
  const bytes = protobufOf('logs', logs);
  it.each([
    ['truncated protobuf', () => decodeProtobuf('logs', bytes.subarray(0, bytes.length - 3))],
    ['protobuf that is JSON', () => decodeProtobuf('logs', jsonOf(logs))],
  ])('refuses %s', (_, decode) => {
    expect(decode).toThrow(expect.objectContaining({ code: 'OTLP_MALFORMED', fault: 'invalid' }));
  });

  it('refuses protobuf that is nested beyond the stack', () => {
    // An AnyValue in an ArrayValue in an AnyValue …, written from the inside.
    let value = Buffer.from([0x0a, 0x01, 0x61]);
    const wrap = (field: number, inner: Buffer) => {
      const length: number[] = [];
      for (let rest = inner.length; ; rest >>= 7) {
        length.push(rest > 127 ? (rest & 127) | 128 : rest);
        if (rest <= 127) break;
      }
      return Buffer.concat([Buffer.from([(field << 3) | 2, ...length]), inner]);
    };
    for (let depth = 0; depth < 20_000; depth++) value = wrap(5, wrap(1, value));
    const request = wrap(1, wrap(2, wrap(2, wrap(5, value))));
    expect(() => decodeProtobuf('logs', request)).toThrow(expect.objectContaining({ code: 'OTLP_MALFORMED' }));
  });
});

describe('the response', () => {
  it('is empty when all were taken, and says how many were not', () => {
    expect(encodeExportResponse('logs', undefined)).toHaveLength(0);
    expect(exportResponse('traces', { rejected: 2, message: 'no ids' })).toEqual({
      partialSuccess: { rejectedSpans: '2', errorMessage: 'no ids' },
    });
    const type = root.lookupType('opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse');
    const encoded = encodeExportResponse('metrics', { rejected: 3, message: 'why' });
    expect(type.toObject(type.decode(encoded), { longs: Number })).toEqual({
      partialSuccess: { rejectedDataPoints: 3, errorMessage: 'why' },
    });
  });
});

describe('an export of very many records', () => {
  const list = (count: number) => Array.from({ length: count }, () => ({}));

  it.each<[OtlpSignal, (count: number) => object]>([
    ['logs', (count) => ({ resourceLogs: [{ scopeLogs: [{ logRecords: list(count) }] }] })],
    ['traces', (count) => ({ resourceSpans: [{ scopeSpans: [{ spans: list(count) }] }] })],
    [
      'metrics',
      (count) => ({ resourceMetrics: [{ scopeMetrics: [{ metrics: [{ sum: { dataPoints: list(count - 1) } }] }] }] }),
    ],
  ])('is refused (%s)', (signal, of) => {
    expect(() => readExport(signal, of(100_000))).not.toThrow();
    expect(() => readExport(signal, of(100_001))).toThrow(
      expect.objectContaining({ code: 'OTLP_TOO_MANY_RECORDS', fault: 'too_large' }),
    );
  });
});

describe('a body of very many small messages', () => {
  /** Two bytes each: empty attributes of one record. */
  const body = (count: number) => {
    const attributes = Buffer.alloc(2 * count);
    for (let at = 0; at < attributes.length; at += 2) attributes[at] = 0x32;
    return [2, 2, 1].reduce<Buffer>((inner, field) => {
      const length = new protobuf.Writer()
        .uint32((field << 3) | 2)
        .uint32(inner.length)
        .finish();
      return Buffer.concat([length, inner]);
    }, attributes);
  };

  it('is refused before it is decoded', () => {
    expect(() => decodeProtobuf('logs', body(1_000_000))).toThrow(
      expect.objectContaining({ code: 'OTLP_TOO_MANY_RECORDS', fault: 'too_large' }),
    );
  });

  it('is read while there are not too many', () => {
    const { export: read } = readExport('logs', decodeProtobuf('logs', body(10_000)));
    expect(read.records).toHaveLength(1);
  });
});
