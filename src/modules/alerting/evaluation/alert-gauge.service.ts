import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Gauge, type Registry } from 'prom-client';
import { METRICS_REGISTRY } from '../../../platform/runtime/tokens.js';
import { CountAlerts } from '../../../projections/alerts/index.js';

/** Open alerts, as every process tells them alike. Asked at each scrape. */
@Injectable()
export class AlertGauge {
  constructor(queries: QueryBus, @Inject(METRICS_REGISTRY) registry: Registry) {
    new Gauge({
      name: 'orchestrate_alerts',
      help: 'Alerts that are open: pending, or firing.',
      labelNames: ['state'],
      registers: [registry],
      async collect() {
        const { pending, firing } = await queries.execute(new CountAlerts());
        this.set({ state: 'pending' }, pending);
        this.set({ state: 'firing' }, firing);
      },
    });
  }
}
