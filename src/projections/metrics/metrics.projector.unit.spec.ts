import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../kernel/json.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import { metricFamilies as m } from './metric-families.js';
import type { MetricSeriesRow } from './metric-series.row.js';
import { metricsProjection } from './metrics.projector.js';
import { seriesOf } from './series-change.js';

let count = 0;
const event = (type: string, data: JsonObject): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type,
  schemaVersion: 1,
  data: { agentId: 'a-1', agentType: 'explorer', ...data },
  meta: {
    occurredAt: '2026-01-15T10:00:00Z',
    actor: { type: 'api_key', id: 'a', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
  },
  stream: 'agent-a-1',
  revision: BigInt(count),
  position: String(++count).padStart(20, '0') as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});

const [output] = metricsProjection.outputs;
if (output?.kind !== 'fold') throw new Error('not a fold');
const { apply, keys } = output;
const failures = seriesOf(m.agentFailures, 'explorer');

describe('a counter', () => {
  it('is there at 0 before what it counts happens, and counts from there', () => {
    const spawned = event('AgentSpawned', {});
    expect(keys(spawned)).toContainEqual([failures]);
    const row = apply(undefined, spawned, [failures]) as MetricSeriesRow;
    expect(row).toMatchObject({ name: m.agentFailures.name, value: 0, born: spawned.position });
    expect(apply(row, event('AgentStateChanged', { to: 'failed' }), [failures])).toMatchObject({ value: 1 });
  });

  it('that is there already is left as it is', () => {
    const row = apply(undefined, event('AgentStateChanged', { to: 'failed' }), [failures]);
    expect(apply(row, event('AgentSpawned', {}), [failures])).toBe(row);
  });
});
