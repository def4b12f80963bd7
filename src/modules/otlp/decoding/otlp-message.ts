import protobuf from 'protobufjs';
import { DomainError } from '../../../kernel/domain-error.js';
import type { OtlpSignal } from '../otlp-records.js';
import { otlpDescriptor } from './generated/otlp-descriptor.js';

const root = protobuf.Root.fromJSON(otlpDescriptor);
const collector = 'opentelemetry.proto.collector';
const types: Readonly<Record<OtlpSignal, { readonly request: protobuf.Type; readonly response: protobuf.Type }>> = {
  logs: messages('logs.v1.ExportLogs'),
  traces: messages('trace.v1.ExportTrace'),
  metrics: messages('metrics.v1.ExportMetrics'),
};

function messages(name: string) {
  return {
    request: root.lookupType(`${collector}.${name}ServiceRequest`),
    response: root.lookupType(`${collector}.${name}ServiceResponse`),
  };
}

/**
 * An export request as a plain object of the protocol's JSON shape, whichever encoding it came in: field names in
 * camelCase, 64-bit integers as texts or numbers, enums as numbers or names. Ids are bytes from protobuf and
 * hexadecimal text from JSON. https://opentelemetry.io/docs/specs/otlp/
 */
export function decodeProtobuf(signal: OtlpSignal, bytes: Uint8Array): unknown {
  const { request } = types[signal];
  try {
    return request.toObject(request.decode(bytes), { longs: String });
  } catch (error) {
    throw malformed(error);
  }
}

function malformed(error: unknown): DomainError {
  // A RangeError is what deep nesting ends in.
  const reason = error instanceof RangeError && /stack/i.test(error.message) ? 'nested too deeply' : messageOf(error);
  return new DomainError('OTLP_MALFORMED', `the body is not an OTLP export request: ${reason}`, {
    fault: 'invalid',
    cause: error,
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** How many records were refused, and why; none: all were taken. */
export interface PartialSuccess {
  readonly rejected: number;
  readonly message: string;
}

const rejectedField: Readonly<Record<OtlpSignal, string>> = {
  logs: 'rejectedLogRecords',
  traces: 'rejectedSpans',
  metrics: 'rejectedDataPoints',
};

/** The response message as its JSON shape. */
export function exportResponse(signal: OtlpSignal, partial: PartialSuccess | undefined): object {
  if (!partial) return {};
  return { partialSuccess: { [rejectedField[signal]]: String(partial.rejected), errorMessage: partial.message } };
}

/** The response message in protobuf. */
export function encodeExportResponse(signal: OtlpSignal, partial: PartialSuccess | undefined): Uint8Array {
  const { response } = types[signal];
  return response.encode(response.fromObject(exportResponse(signal, partial))).finish();
}
