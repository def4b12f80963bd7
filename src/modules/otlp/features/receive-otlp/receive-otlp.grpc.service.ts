import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { DomainError } from '../../../../kernel/domain-error.js';
import type { Ids } from '../../../../kernel/ids.js';
import { AccessControl, type AccessRequest, admit } from '../../../../platform/http/access.js';
import { callerOf } from '../../../../platform/http/caller.js';
import { asDomainError } from '../../../../platform/runtime/known-failure.js';
import { CONFIG, IDS, LOGGER } from '../../../../platform/runtime/tokens.js';
import { decodeProtobuf, encodeExportResponse } from '../../decoding/otlp-message.js';
import type { OtlpSignal } from '../../otlp-records.js';
import { BytesInFlight, type Share } from '../../receivers/bytes-in-flight.service.js';
import type { GrpcCall, GrpcExports } from '../../receivers/grpc-receiver.js';
import { loopbackCaller, type LoopbackSettings } from '../../receivers/loopback.js';
import { ReceiveOtlp } from './receive-otlp.command.js';

/** Room that a call needs to be let in: gRPC does not tell how large its message will be. */
const ASSUMED_BYTES = 256 * 1024;

interface GrpcCaller {
  readonly share: Share;
  readonly context: CommandContext;
}

/** OTLP over gRPC: the same keys, rule and limits as `POST /v1/…`. https://opentelemetry.io/docs/specs/otlp/#otlpgrpc */
@Injectable()
export class ReceiveOtlpByGrpc implements GrpcExports<GrpcCaller> {
  constructor(
    private readonly commands: CommandBus,
    private readonly accessControl: AccessControl,
    private readonly bytes: BytesInFlight,
    @Inject(CONFIG) private readonly settings: LoopbackSettings,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async admit({ path, host, ip, headers }: GrpcCall): Promise<GrpcCaller> {
    // gRPC is a POST with HTTP/2; sessions and their cookies have no place here.
    const request: AccessRequest = { id: this.ids.next(), method: 'POST', url: path, host, ip, headers, cookies: {} };
    const withoutKey = this.settings.otlpAnonymousLoopback ? loopbackCaller(ip, headers) : undefined;
    if (withoutKey) request.withoutKey = withoutKey;
    await admit(request, 'report', this.accessControl);
    const share = this.bytes.share();
    share.resize(ASSUMED_BYTES);
    return { share, context: { ...callerOf(request), source: 'otlp' } };
  }

  async export(signal: OtlpSignal, message: Buffer, { share, context }: GrpcCaller): Promise<Uint8Array> {
    share.resize(message.length);
    const partial = await this.commands.execute(new ReceiveOtlp(signal, decodeProtobuf(signal, message), context));
    return encodeExportResponse(signal, partial);
  }

  refusalOf(error: unknown, path: string): DomainError | undefined {
    const known = asDomainError(error);
    if (!known) this.logger.error({ err: error, path }, 'gRPC call failed');
    if (known?.fault === 'unavailable') {
      this.logger.warn({ err: known, path }, 'gRPC call refused: a part is away');
    }
    return known;
  }

  release({ share }: GrpcCaller): void {
    share.release();
  }

  debug(message: string): void {
    this.logger.debug({ message }, 'grpc');
  }
}
