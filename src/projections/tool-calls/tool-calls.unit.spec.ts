import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { toolCallsProjection, type ToolUsageRow } from './tool-calls.projector.js';

const use = (data: JsonObject = {}): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type: 'ToolCallRecorded',
  schemaVersion: 1,
  data: { agentId: 'a1', tool: 'Bash', durationMs: 2, success: true, ...data },
  meta: {
    occurredAt: '2026-01-15T10:30:00Z',
    actor: { type: 'api_key', id: 'a', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
  },
  stream: 'agentActivity-a1',
  revision: 0n,
  position: '1' as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});

const [usage, failures] = toolCallsProjection.outputs;
if (usage?.kind !== 'fold' || failures?.kind !== 'insert') throw new Error('not as expected');
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<ToolUsageRow | undefined>(
    (row, one) => usage.apply(row, one, usage.keys(one)[0] ?? []) as ToolUsageRow,
    undefined,
  );

describe('the tool-calls projection', () => {
  it('counts calls, failures and durations, the same in any order', () => {
    const events = [use(), use({ durationMs: 0.1 }), use({ durationMs: 0.2, success: false })];
    const row = fold(...events);
    expect(row).toMatchObject({ calls: 3, failed_calls: 1, duration_us: '2300', max_duration_ms: 2 });
    expect(Object.values(row?.durations ?? {}).reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(fold(...events.toReversed())).toEqual(row);
  });

  it('lists a failed call with what was said of it, and no other', () => {
    expect(failures.rows(use())).toEqual([]);
    expect(failures.rows(use({ success: false, error: 'denied' }))).toMatchObject([
      { tool: 'Bash', error: 'denied', epic_id: null, occurred_at: new Date('2026-01-15T10:30:00Z') },
    ]);
  });
});
