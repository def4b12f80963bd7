import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { HealthParts } from '../../platform/runtime/health-part.js';
import { METRICS_REGISTRY } from '../../platform/runtime/tokens.js';
import { checkedPart } from './checked-part.js';

const statuses = ['up', 'degraded', 'down'] as const;

/** What `/readyz` says, as a set of states: alert rules read it. Asked at each scrape. */
@Injectable()
export class HealthGauge {
  constructor(@Inject(METRICS_REGISTRY) registry: Registry, parts: HealthParts) {
    new Gauge({
      name: 'orchestrate_health_part',
      help: 'Whether a part of the service is in this status (1) or not (0), as /readyz says.',
      labelNames: ['part', 'status'],
      registers: [registry],
      async collect() {
        for (const part of await Promise.all(parts.all().map(checkedPart))) {
          for (const status of statuses) this.set({ part: part.name, status }, part.status === status ? 1 : 0);
        }
      },
    });
  }
}
