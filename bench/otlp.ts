import { randomUUID } from 'node:crypto';
import protobuf from 'protobufjs';
import { otlpDescriptor } from '../src/modules/otlp/decoding/generated/otlp-descriptor.js';
import type { BenchDatabase } from './bench-database.js';
import type { BenchRow } from './bench-row.js';
import { BATCH, compareWithInsert } from './http-load.js';

const request = protobuf.Root.fromJSON(otlpDescriptor).lookupType(
  'opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest',
);

/** Log records of Claude Code in protobuf, 500 model calls of 20 sessions to an export, against as many raw rows. */
export async function benchOtlp(database: BenchDatabase): Promise<readonly BenchRow[]> {
  const template = exportTemplate();
  const figures = await compareWithInsert(database, {
    path: '/v1/logs',
    contentType: 'application/x-protobuf',
    batch: () => withFreshIds(template),
    // An empty response: nothing was refused.
    takenAll: (answer) => answer.length === 0,
  });
  const ratio = figures.http / figures.unnest;
  return [
    {
      work: 'OTLP log records over HTTP (protobuf), exports of 500',
      target: '>= 0.3 x unnest',
      ratio,
      met: ratio >= 0.3,
      figures,
      unit: 'records/s',
    },
  ];
}

interface ExportTemplate {
  readonly bytes: Buffer;
  /** Where the ids stand that differ from export to export. */
  readonly ids: readonly number[];
}

/** Encoded once: the client must not be what is measured. */
function exportTemplate(): ExportTemplate {
  const ids = Array.from({ length: BATCH }, () => randomUUID());
  const bytes = Buffer.from(
    request
      .encode(
        request.fromObject({
          resourceLogs: [
            {
              resource: { attributes: [attribute('service.name', 'claude-code')] },
              scopeLogs: [{ scope: { name: 'com.anthropic.claude_code.events' }, logRecords: ids.map(logRecord) }],
            },
          ],
        }),
      )
      .finish(),
  );
  return { bytes, ids: ids.map((id) => bytes.indexOf(id)) };
}

function withFreshIds({ bytes, ids }: ExportTemplate): Buffer {
  const fresh = Buffer.from(bytes);
  for (const at of ids) fresh.write(randomUUID(), at, 'latin1');
  return fresh;
}

function logRecord(id: string, n: number): object {
  return {
    timeUnixNano: '1767225600000000000',
    body: { stringValue: 'claude_code.api_request' },
    attributes: [
      attribute('event.name', 'api_request'),
      attribute('event.timestamp', '2026-11-02T10:00:00.000Z'),
      attribute('event.sequence', n),
      attribute('session.id', `session-${n % 20}`),
      attribute('model', 'claude-sonnet-4-5'),
      attribute('input_tokens', 3_225),
      attribute('output_tokens', 678),
      attribute('cache_read_tokens', 9_000),
      attribute('cache_creation_tokens', 120),
      attribute('cost_usd', 0.04821),
      attribute('duration_ms', 2_345),
      attribute('request_id', id),
    ],
  };
}

function attribute(key: string, value: string | number): object {
  if (typeof value === 'string') return { key, value: { stringValue: value } };
  return { key, value: Number.isInteger(value) ? { intValue: value } : { doubleValue: value } };
}
