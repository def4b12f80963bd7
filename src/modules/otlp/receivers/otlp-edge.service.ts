import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { AccessControl } from '../../../platform/http/access.js';
import { boundOtlpBodies } from './bounded-bodies.js';
import { BytesInFlight } from './bytes-in-flight.service.js';
import { answerErrorsInProtobuf } from './protobuf-errors.js';

/** What is particular to the OTLP routes before and after their handler. */
@Injectable()
export class OtlpEdge {
  constructor(
    private readonly bytes: BytesInFlight,
    private readonly accessControl: AccessControl,
  ) {}

  /** To be called once the parsing of bodies is registered, and before access is. */
  register(fastify: FastifyInstance): void {
    boundOtlpBodies(fastify, this.bytes, this.accessControl);
    answerErrorsInProtobuf(fastify);
  }
}
