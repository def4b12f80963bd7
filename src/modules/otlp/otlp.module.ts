import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/index.js';
import { ListUnknownRecordsHandler } from './features/list-unknown-records/list-unknown-records.query-handler.js';
import { ListUnknownRecordsController } from './features/list-unknown-records/list-unknown-records.http.controller.js';
import { ReplayUnknownRecordsHandler } from './features/replay-unknown-records/replay-unknown-records.handler.js';
import { ReplayUnknownRecordsController } from './features/replay-unknown-records/replay-unknown-records.http.controller.js';
import { ReceiveOtlpByGrpc } from './features/receive-otlp/receive-otlp.grpc.service.js';
import { ReceiveOtlpHandler } from './features/receive-otlp/receive-otlp.handler.js';
import { ReceiveOtlpController } from './features/receive-otlp/receive-otlp.http.controller.js';
import { OtlpRecordCounter } from './otlp-record-counter.service.js';
import { TelemetryRecorder } from './telemetry-recorder.service.js';
import { UnknownRecordKeeper } from './unknown-record-keeper.service.js';
import { UnknownRecordsStore } from './unknown-records.store.js';
import { BytesInFlight } from './receivers/bytes-in-flight.service.js';
import { OtlpEdge } from './receivers/otlp-edge.service.js';
import { OtlpReceivers } from './receivers/otlp-receivers.service.js';

/** The way in for telemetry of agents, by OTLP; what follows from it are the facts that others report by REST. */
@Module({
  imports: [IdentityModule],
  controllers: [ReceiveOtlpController, ListUnknownRecordsController, ReplayUnknownRecordsController],
  providers: [
    ReceiveOtlpHandler,
    TelemetryRecorder,
    UnknownRecordsStore,
    UnknownRecordKeeper,
    ListUnknownRecordsHandler,
    ReplayUnknownRecordsHandler,
    OtlpRecordCounter,
    BytesInFlight,
    OtlpEdge,
    ReceiveOtlpByGrpc,
    OtlpReceivers,
  ],
})
export class OtlpModule {}
