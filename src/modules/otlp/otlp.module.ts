import { Module } from '@nestjs/common';
import { ReceiveOtlpHandler } from './features/receive-otlp/receive-otlp.handler.js';
import { ReceiveOtlpController } from './features/receive-otlp/receive-otlp.http.controller.js';
import { OtlpRecordCounter } from './otlp-record-counter.service.js';
import { OtlpReceivers } from './receivers/otlp-receivers.service.js';

/** The way in for telemetry of agents, by OTLP; what follows from it are the facts that others report by REST. */
@Module({
  controllers: [ReceiveOtlpController],
  providers: [ReceiveOtlpHandler, OtlpRecordCounter, OtlpReceivers],
})
export class OtlpModule {}
