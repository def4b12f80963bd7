import protobuf from 'protobufjs';

/** Codes of gRPC that we answer with; google.rpc.Status carries the same numbers over HTTP. */
export const RpcCode = {
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
} as const;

export interface RpcStatus {
  readonly code: number;
  readonly message: string;
  /** When trying again makes sense; told as google.rpc.RetryInfo. */
  readonly retryAfterSeconds?: number | undefined;
}

/** The bytes of a google.rpc.Status: how OTLP tells a failure. https://opentelemetry.io/docs/specs/otlp/#failures */
export function encodeStatus({ code, message, retryAfterSeconds }: RpcStatus): Buffer {
  const status = protobuf.Writer.create().uint32(tag(1, VARINT)).int32(code).uint32(tag(2, BYTES)).string(message);
  if (retryAfterSeconds !== undefined) {
    const duration = protobuf.Writer.create().uint32(tag(1, VARINT)).int64(retryAfterSeconds).finish();
    const retryInfo = protobuf.Writer.create().uint32(tag(1, BYTES)).bytes(duration).finish();
    const any = protobuf.Writer.create()
      .uint32(tag(1, BYTES))
      .string(RETRY_INFO)
      .uint32(tag(2, BYTES))
      .bytes(retryInfo)
      .finish();
    status.uint32(tag(3, BYTES)).bytes(any);
  }
  return Buffer.from(status.finish());
}

/** The same as JSON. https://protobuf.dev/programming-guides/json/ */
export function statusAsJson({ code, message, retryAfterSeconds }: RpcStatus): object {
  if (retryAfterSeconds === undefined) return { code, message };
  return { code, message, details: [{ '@type': RETRY_INFO, retryDelay: `${retryAfterSeconds}s` }] };
}

const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';
const VARINT = 0;
const BYTES = 2;

const tag = (field: number, wireType: number): number => (field << 3) | wireType;
