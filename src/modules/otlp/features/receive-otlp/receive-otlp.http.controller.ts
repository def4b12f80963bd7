import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Access } from '../../../../platform/http/access.js';
import { callerOf } from '../../../../platform/http/caller.js';
import { decodeProtobuf, encodeExportResponse, exportResponse, messageOfJson } from '../../decoding/otlp-message.js';
import type { OtlpSignal } from '../../otlp-records.js';
import { ReceiveOtlp } from './receive-otlp.command.js';

const PROTOBUF = 'application/x-protobuf';

const ReceivesOtlp = (signal: OtlpSignal) =>
  ApiOperation({ operationId: `receiveOtlp_${signal}`, summary: `OTLP ${signal}.` });

/** OTLP over HTTP: where agents and SDKs send their telemetry. https://opentelemetry.io/docs/specs/otlp/#otlphttp */
@ApiTags('otlp')
@ApiConsumes(PROTOBUF, 'application/json')
@ApiResponse({ status: 200, description: 'Taken; `partialSuccess` says what was not.' })
@Controller('v1')
export class ReceiveOtlpController {
  constructor(private readonly commands: CommandBus) {}

  @Post('logs')
  @HttpCode(200)
  @Access('report')
  @ReceivesOtlp('logs')
  logs(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.receive('logs', body, request, reply);
  }

  @Post('traces')
  @HttpCode(200)
  @Access('report')
  @ReceivesOtlp('traces')
  traces(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.receive('traces', body, request, reply);
  }

  @Post('metrics')
  @HttpCode(200)
  @Access('report')
  @ReceivesOtlp('metrics')
  metrics(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.receive('metrics', body, request, reply);
  }

  /** Answers in the encoding that was asked in. */
  private async receive(
    signal: OtlpSignal,
    body: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const isProtobuf = request.headers['content-type']?.startsWith(PROTOBUF) ?? false;
    const message = isProtobuf
      ? decodeProtobuf(signal, Buffer.isBuffer(body) ? body : Buffer.alloc(0))
      : messageOfJson(body);
    const context = { ...callerOf(request), source: 'otlp' };
    const partial = await this.commands.execute(new ReceiveOtlp(signal, message, context));
    void (isProtobuf
      ? reply.header('content-type', PROTOBUF).send(Buffer.from(encodeExportResponse(signal, partial)))
      : reply.send(exportResponse(signal, partial)));
  }
}
