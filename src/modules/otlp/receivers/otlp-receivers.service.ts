import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { HealthParts } from '../../../platform/runtime/health-part.js';
import { CONFIG, LOGGER } from '../../../platform/runtime/tokens.js';
import { ReceiveOtlpByGrpc } from '../features/receive-otlp/receive-otlp.grpc.service.js';
import { openGrpcReceiver } from './grpc-receiver.js';
import { openHttpReceiver } from './http-receiver.js';
import { type OpenPort, ReceiverPort } from './receiver-port.service.js';

/** What the receivers ask of the configuration. */
interface ReceiverSettings {
  readonly host: string;
  readonly otlpHttpPort: number | undefined;
  readonly otlpGrpcPort: number | undefined;
}

/** The ports that OTLP exporters know by default, beside the main one. Each may fail by itself. */
@Injectable()
export class OtlpReceivers implements BeforeApplicationShutdown {
  private readonly ports = new Map<string, ReceiverPort>();

  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly health: HealthParts,
    private readonly byGrpc: ReceiveOtlpByGrpc,
    @Inject(CONFIG) private readonly settings: ReceiverSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** To be called once the application can answer. Never throws for a port that cannot be opened. */
  async start(): Promise<void> {
    const { host, otlpHttpPort, otlpGrpcPort } = this.settings;
    const fastify = this.adapter.httpAdapter.getInstance<FastifyInstance>();
    await this.open('otlp-http', otlpHttpPort, (port) => openHttpReceiver(fastify, host, port));
    await this.open('otlp-grpc', otlpGrpcPort, (port) => openGrpcReceiver(this.byGrpc, host, port));
  }

  /** The port that a receiver has, undefined while it has none. */
  portOf(name: 'otlp-http' | 'otlp-grpc'): number | undefined {
    return this.ports.get(name)?.port;
  }

  /** Before the main port and the event log: what is under way here is recorded yet. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([...this.ports.values()].map((port) => port.close()));
  }

  private async open(name: string, port: number | undefined, open: (port: number) => Promise<OpenPort>): Promise<void> {
    if (port === undefined) return;
    const receiver = new ReceiverPort({ name, port, open, logger: this.logger });
    this.ports.set(name, receiver);
    this.health.add(receiver);
    await receiver.start();
  }
}
