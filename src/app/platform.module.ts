import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { FactKinds } from '../modules/intake/fact-kinds.js';
import { CommandExecutor } from '../platform/commands/command-executor.js';
import { EventFactory } from '../platform/commands/event-factory.js';
import { TracedBuses } from '../platform/commands/traced-buses.service.js';
import { tracedEventLog } from '../platform/event-store/traced-event-log.js';
import { JobQueues } from '../platform/queues/job-queues.js';
import { ProjectionEngine } from '../platform/projections/projection-engine.js';
import {
  CLOCK,
  CONFIG,
  EVENT_CATALOG,
  EVENT_LOG,
  IDS,
  LOGGER,
  METRICS_REGISTRY,
  PG_POOL,
} from '../platform/runtime/tokens.js';
import { ProjectionReads } from '../platform/projections/projection-reads.js';
import { HealthParts } from '../platform/runtime/health-part.js';
import { factKinds } from './fact-kinds.js';
import { healthParts } from './health-parts.js';
import { EngineProjectionReads } from './projection-reads.js';
import type { Runtime } from './runtime.js';

/** Hands the running parts to everything that asks for them by token or class. */
@Global()
@Module({})
export class PlatformModule {
  static register(runtime: Runtime): DynamicModule {
    const providers = [
      { provide: CONFIG, useValue: runtime.config },
      { provide: LOGGER, useValue: runtime.logger },
      { provide: CLOCK, useValue: runtime.clock },
      { provide: IDS, useValue: runtime.ids },
      { provide: EVENT_LOG, useValue: tracedEventLog(runtime.log) },
      { provide: EVENT_CATALOG, useValue: runtime.catalog },
      { provide: PG_POOL, useValue: runtime.pool },
      { provide: DataSource, useValue: runtime.dataSource },
      { provide: ProjectionEngine, useValue: runtime.engine },
      { provide: METRICS_REGISTRY, useValue: runtime.registry },
      { provide: JobQueues, useValue: runtime.queues },
      { provide: ProjectionReads, useValue: new EngineProjectionReads(runtime.engine) },
      { provide: HealthParts, useValue: new HealthParts(healthParts(runtime)) },
      { provide: FactKinds, useValue: factKinds },
      EventFactory,
      TracedBuses,
      CommandExecutor,
    ];
    return {
      module: PlatformModule,
      imports: [CqrsModule.forRoot()],
      providers,
      exports: [...providers.map((p) => ('provide' in p ? p.provide : p)), CqrsModule],
    };
  }
}
