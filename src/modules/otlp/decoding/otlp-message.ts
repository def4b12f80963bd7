import protobuf from 'protobufjs';
import { DomainError } from '../../../kernel/domain-error.js';
import type { OtlpSignal } from '../otlp-records.js';
import { otlpDescriptor } from './generated/otlp-descriptor.js';
import { readMessage } from './protobuf.reader.js';

const root = protobuf.Root.fromJSON(otlpDescriptor).resolveAll();
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
 * hexadecimal text from JSON; attributes and values from protobuf are read already. https://opentelemetry.io/docs/specs/otlp/
 */
export function decodeProtobuf(signal: OtlpSignal, bytes: Uint8Array): unknown {
  const { request } = types[signal];
  try {
    boundParts(request, bytes);
    return readMessage(request, bytes);
  } catch (error) {
    throw error instanceof DomainError ? error : malformed(error);
  }
}

/** An export request as JSON; anything but an object is none. */
export function messageOfJson(body: unknown): object {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new DomainError('OTLP_MALFORMED', 'the body is not an OTLP export request: expected a JSON object', {
    fault: 'invalid',
  });
}

/** Messages that one export is made of: records, their attributes, values in those. Decoded, each takes hundreds of bytes. */
const MAX_PARTS = 1_000_000;
const LEAST_BYTES_OF_PART = 2;

function boundParts(type: protobuf.Type, bytes: Uint8Array): void {
  if (bytes.length <= MAX_PARTS * LEAST_BYTES_OF_PART) return;
  if (partsIn(type, protobuf.Reader.create(bytes), bytes.length, 0) <= MAX_PARTS) return;
  throw new DomainError('OTLP_TOO_MANY_RECORDS', `the body has more than ${MAX_PARTS} records and attributes`, {
    fault: 'too_large',
  });
}

/** Counted without decoding any of them. */
function partsIn(type: protobuf.Type, reader: protobuf.Reader, end: number, before: number): number {
  let count = before;
  while (reader.pos < end && count <= MAX_PARTS) {
    const tag = reader.uint32();
    const within = type.fieldsById[tag >>> 3]?.resolvedType;
    if ((tag & 7) === 2 && within instanceof protobuf.Type) {
      const length = reader.uint32();
      count = partsIn(within, reader, reader.pos + length, count + 1);
    } else {
      reader.skipType(tag & 7);
    }
  }
  return count;
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
