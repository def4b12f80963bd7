import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { HealthParts } from '../../platform/runtime/health-part.js';
import { HealthGauge } from './health-gauge.service.js';

describe('the gauge of the health of parts', () => {
  it('shows for each part which status it is in, also when it fails to say', async () => {
    const registry = new Registry();
    const parts = new HealthParts([{ name: 'database', check: () => Promise.resolve({ status: 'up' }) }]);
    new HealthGauge(registry, parts);
    parts.add({ name: 'queues', check: () => Promise.reject(new Error('refused')) });
    parts.add({ name: 'receivers', check: () => Promise.resolve({ status: 'degraded', reason: 'port in use' }) });
    const lines = (await registry.metrics()).split('\n').filter((line) => line.endsWith(' 1'));
    expect(lines).toEqual([
      'orchestrate_health_part{part="database",status="up"} 1',
      'orchestrate_health_part{part="queues",status="down"} 1',
      'orchestrate_health_part{part="receivers",status="degraded"} 1',
    ]);
  });
});
