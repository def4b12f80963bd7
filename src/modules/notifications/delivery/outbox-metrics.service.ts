import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import type { ProcessStore } from '../../../platform/processes/process-store.js';
import { METRICS_REGISTRY } from '../../../platform/runtime/tokens.js';
import { routingProcess } from '../domain/routing/routing.process.js';
import { ROUTING_STORE } from './stored-messages.service.js';

/** How far what is to be done lags behind; of all replicas together, whichever is asked. */
@Injectable()
export class OutboxMetrics {
  constructor(@Inject(ROUTING_STORE) store: ProcessStore, @Inject(METRICS_REGISTRY) registry: Registry) {
    new Gauge({
      name: 'orchestrate_process_outbox_oldest_seconds',
      help: 'How long the oldest intent of a process has been waiting to be handed over; 0: none waits.',
      labelNames: ['process'],
      registers: [registry],
      async collect() {
        const status = await store.outbox(routingProcess.name).catch(() => undefined);
        this.reset();
        // An absent database is told by others; unknown is not 0.
        if (status) this.set({ process: routingProcess.name }, status.oldestMs / 1_000);
      },
    });
  }
}
