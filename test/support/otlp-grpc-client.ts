import { Client, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import { otlpDescriptor } from '../../src/modules/otlp/decoding/generated/otlp-descriptor.js';

const root = protobuf.Root.fromJSON(otlpDescriptor);
const names = { logs: ['logs', 'Logs'], traces: ['trace', 'Trace'], metrics: ['metrics', 'Metrics'] } as const;
type Signal = keyof typeof names;

/** An export request of the protocol's JSON shape, in protobuf. */
export function encodeExport(signal: Signal, message: object): Buffer {
  const [folder, name] = names[signal];
  const type = root.lookupType(`opentelemetry.proto.collector.${folder}.v1.Export${name}ServiceRequest`);
  return Buffer.from(type.encode(type.fromObject(message)).finish());
}

/** One log record whose body is a list in a list in a list; built from the inside, since no encoder goes that deep. */
export function nestedLogs(depth: number): Buffer {
  const wrapped = (field: number, bytes: Uint8Array) =>
    protobuf.Writer.create()
      .uint32((field << 3) | 2)
      .bytes(bytes)
      .finish();
  let value: Uint8Array = protobuf.Writer.create().uint32(10).string('x').finish();
  for (let n = 0; n < depth; n++) value = wrapped(5, wrapped(1, value));
  // In the fields for the resource's logs, the scope's logs, the record and its body.
  return Buffer.from([1, 2, 2, 5].reduceRight((bytes, field) => wrapped(field, bytes), value));
}

function decodeAnswer(signal: Signal, bytes: Buffer): object {
  const [folder, name] = names[signal];
  const type = root.lookupType(`opentelemetry.proto.collector.${folder}.v1.Export${name}ServiceResponse`);
  return type.toObject(type.decode(bytes), { longs: String });
}

export interface GrpcAnswer {
  /** 0: taken. */
  readonly code: number;
  readonly details: string;
  readonly response: object | undefined;
  /** google.rpc.Status in bytes, when it was refused. */
  readonly status: Buffer | undefined;
}

/** Calls the gRPC receiver with bytes of the caller's own making. */
export class OtlpGrpcClient {
  private readonly client: Client;

  constructor(
    port: number,
    private readonly headers: Readonly<Record<string, string>>,
  ) {
    this.client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
      // An answer of RESOURCE_EXHAUSTED is what some tests wait for.
      'grpc.enable_retries': 0,
      'grpc.default_compression_algorithm': 0,
    });
  }

  export(signal: Signal, bytes: Buffer, headers: Readonly<Record<string, string>> = this.headers): Promise<GrpcAnswer> {
    const [folder, name] = names[signal];
    const metadata = new Metadata();
    for (const [key, value] of Object.entries(headers)) metadata.set(key, value);
    return new Promise((resolve) => {
      this.client.makeUnaryRequest(
        `/opentelemetry.proto.collector.${folder}.v1.${name}Service/Export`,
        (request: Buffer) => request,
        (response: Buffer) => response,
        bytes,
        metadata,
        (error: ServiceError | null, response?: Buffer) => {
          resolve({
            code: error?.code ?? 0,
            details: error?.details ?? '',
            response: response && decodeAnswer(signal, response),
            status: error?.metadata?.get('grpc-status-details-bin')[0] as Buffer | undefined,
          });
        },
      );
    });
  }

  close(): void {
    this.client.close();
  }
}
