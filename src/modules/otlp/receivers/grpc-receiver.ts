import {
  type handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  ServerInterceptingCall,
  type ServerInterceptor,
  type ServiceDefinition,
  setLogger,
  type StatusObject,
} from '@grpc/grpc-js';
import { DomainError } from '../../../kernel/domain-error.js';
import { MAX_BODY_BYTES } from '../../../platform/http/body-parsing.js';
import type { OtlpSignal } from '../otlp-records.js';
import { encodeStatus, RpcCode } from './google-status.js';
import { rpcStatusOf } from './rpc-status-of.js';
import type { OpenPort } from './receiver-port.service.js';

/** A call before its message is read. */
export interface GrpcCall {
  readonly path: string;
  readonly host: string;
  /** Address of the socket. */
  readonly ip: string;
  /** First value of each header; binary ones are left out. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What answers the calls. Either may throw a DomainError; anything else is a defect. */
export interface GrpcExports<Caller> {
  /** Lets a call in, before any of its message is read. */
  admit(call: GrpcCall): Promise<Caller>;
  /** Takes the message, in bytes, and answers in bytes. */
  export(signal: OtlpSignal, message: Buffer, caller: Caller): Promise<Uint8Array>;
  /** What is known of an error; undefined for a defect, which it logs. */
  refusalOf(error: unknown, path: string): DomainError | undefined;
  /** The call is over, whatever became of it. */
  release(caller: Caller): void;
  /** For what the library itself has to say. */
  debug(message: string): void;
}

const services: Readonly<Record<OtlpSignal, string>> = {
  logs: 'logs.v1.LogsService',
  traces: 'trace.v1.TraceService',
  metrics: 'metrics.v1.MetricsService',
};

/** Calls that one connection may have under way; more wait at the client. */
const MAX_CALLS_PER_CONNECTION = 64;

/** Connections whose client does not leave when it is told to are cut after this time. */
const GOODBYE_MS = 5_000;

/** OTLP over gRPC. Callers are judged by their metadata, so that nobody has us read a message without a key. */
export async function openGrpcReceiver<Caller>(
  exports: GrpcExports<Caller>,
  host: string,
  port: number,
): Promise<OpenPort> {
  // The library writes to the console otherwise; what matters of it we report ourselves.
  const say = (message: unknown) => exports.debug(String(message));
  setLogger({ error: say, info: say, debug: say });
  const admitted = new WeakMap<Metadata, Caller>();
  const server = new Server({
    'grpc.max_receive_message_length': MAX_BODY_BYTES,
    'grpc.max_concurrent_streams': MAX_CALLS_PER_CONNECTION,
    interceptors: [admitting(exports, admitted)],
  });
  for (const signal of Object.keys(services) as OtlpSignal[]) {
    const handler: handleUnaryCall<Buffer, Uint8Array> = ({ metadata, request }, answer) => {
      // The interceptor lets no other call through.
      exports.export(signal, request, admitted.get(metadata)!).then(
        (response) => answer(null, response),
        (error: unknown) => answer(statusOf(exports, error, pathOf(signal))),
      );
    };
    server.addService(definitionOf(signal), { Export: handler });
  }
  const address = host.includes(':') ? `[${host}]` : host;
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${address}:${port}`, ServerCredentials.createInsecure(), (error, given) =>
      error ? reject(error) : resolve(given),
    );
  });
  return { port: bound, close: () => close(server) };
}

function pathOf(signal: OtlpSignal): string {
  return `/opentelemetry.proto.collector.${services[signal]}/Export`;
}

function definitionOf(signal: OtlpSignal): ServiceDefinition {
  return {
    Export: {
      path: pathOf(signal),
      requestStream: false,
      responseStream: false,
      requestSerialize: (bytes: Buffer) => bytes,
      requestDeserialize: (bytes) => bytes,
      responseSerialize: (bytes: Uint8Array) => Buffer.from(bytes),
      responseDeserialize: (bytes) => bytes,
    },
  };
}

function admitting<Caller>(exports: GrpcExports<Caller>, admitted: WeakMap<Metadata, Caller>): ServerInterceptor {
  return ({ path }, call) => {
    let caller: { readonly is: Caller } | undefined;
    let over = false;
    const end = () => {
      over = true;
      if (caller) exports.release(caller.is);
      caller = undefined;
    };
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata(metadata, proceed) {
            const ip = call.getConnectionInfo().remoteAddress ?? '';
            exports.admit({ path, host: call.getHost(), ip, headers: headersOf(metadata) }).then(
              (known) => {
                if (over) return exports.release(known);
                caller = { is: known };
                admitted.set(metadata, known);
                proceed(metadata);
              },
              (error: unknown) => call.sendStatus(statusOf(exports, error, path)),
            );
          },
          onCancel: end,
        }),
      sendStatus(status, next) {
        end();
        next(status);
      },
    });
  };
}

function headersOf(metadata: Metadata): Record<string, string> {
  const entries = Object.entries(metadata.getMap());
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function statusOf<Caller>(exports: GrpcExports<Caller>, error: unknown, path: string): StatusObject {
  const refusal = exports.refusalOf(error, path);
  const status = refusal
    ? rpcStatusOf(refusal)
    : { code: RpcCode.internal, message: 'INTERNAL: an unexpected error; it has been logged' };
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', encodeStatus(status));
  return { code: status.code, details: status.message, metadata };
}

async function close(server: Server): Promise<void> {
  const cut = setTimeout(() => server.forceShutdown(), GOODBYE_MS);
  await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
  clearTimeout(cut);
}
