import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { AccessControl } from '../../../platform/http/access.js';
import { CONFIG } from '../../../platform/runtime/tokens.js';
import { boundOtlpBodies } from './bounded-bodies.js';
import { BytesInFlight } from './bytes-in-flight.service.js';
import { type LoopbackSettings, takeLoopbackWithoutKey } from './loopback.js';
import { refuseWithStatus } from './refusals-as-status.js';

/** What is particular to the OTLP routes before and after their handler. */
@Injectable()
export class OtlpEdge {
  constructor(
    private readonly bytes: BytesInFlight,
    private readonly accessControl: AccessControl,
    @Inject(CONFIG) private readonly settings: LoopbackSettings,
  ) {}

  /** To be called once the parsing of bodies is registered, and before access is. */
  register(fastify: FastifyInstance): void {
    if (this.settings.otlpAnonymousLoopback) takeLoopbackWithoutKey(fastify);
    boundOtlpBodies(fastify, this.bytes, this.accessControl);
    refuseWithStatus(fastify);
  }
}
