import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import { queuesProjection } from './queues.projector.js';

const counted = (depth: number, occurredAt: string): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type: 'QueueDepthObserved',
  schemaVersion: 1,
  data: { queue: 'pr_queue', depth },
  meta: { occurredAt, actor: { type: 'api_key', id: 'a', name: 'fleet' }, correlationId: 'c', source: 'rest' },
  stream: 'queue-pr_queue',
  revision: 0n,
  position: '1' as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});

const [output] = queuesProjection.outputs;
if (output?.kind !== 'fold') throw new Error('not a fold');
const { apply, keys } = output;
const key = ['pr_queue'];
const five = apply(undefined, counted(5, '2026-01-15T10:00:00Z'), key);

describe('the queues projection', () => {
  it('holds what was counted last, zero too', () => {
    expect(keys(counted(1, '2026-01-15T10:00:00Z'))).toEqual([key]);
    expect(apply(five, counted(0, '2026-01-15T10:00:01Z'), key)).toMatchObject({
      depth: 0,
      observed_at: new Date('2026-01-15T10:00:01Z'),
    });
  });

  it('ignores what was counted before', () => {
    expect(apply(five, counted(9, '2026-01-15T09:59:59Z'), key)).toBe(five);
  });

  it('takes the later report of one instant', () => {
    expect(apply(five, counted(9, '2026-01-15T10:00:00Z'), key)).toMatchObject({ depth: 9 });
  });
});
