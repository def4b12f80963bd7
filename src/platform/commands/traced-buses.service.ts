import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { inSpan } from '../telemetry/in-span.js';

interface Bus {
  execute(asked: object, context?: unknown): Promise<unknown>;
}

/** Every command and every query is a span, whoever asks: a request, a job or the service itself. */
@Injectable()
export class TracedBuses implements OnModuleInit {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  onModuleInit(): void {
    traced('command', this.commands as never as Bus);
    traced('query', this.queries as never as Bus);
  }
}

function traced(what: 'command' | 'query', bus: Bus): void {
  const execute = bus.execute.bind(bus);
  // Async, so that a bus that has no handler rejects, as one whose handler fails.
  bus.execute = (asked, given) => inSpan(`${what} ${asked.constructor.name}`, {}, async () => execute(asked, given));
}
