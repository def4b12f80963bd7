import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { JsonObject } from '../../kernel/json.js';
import { type TokenUsageRow, tokensProjection } from './tokens.projector.js';

const call = (data: JsonObject = {}, occurredAt = '2026-01-15T10:59:59.999Z', demo?: true): RecordedEvent => ({
  id: '00000000-0000-4000-8000-000000000001',
  type: 'ModelCallRecorded',
  schemaVersion: 1,
  data: { agentId: 'a1', model: 'opus', inputTokens: 10, outputTokens: 1, durationMs: 2, success: true, ...data },
  meta: {
    occurredAt,
    actor: { type: 'api_key', id: 'a', name: 'fleet' },
    correlationId: 'c',
    source: 'rest',
    ...(demo && { demo }),
  },
  stream: 'agentActivity-a1',
  revision: 0n,
  position: '1' as LogPosition,
  recordedAt: new Date('2026-01-16T00:00:00Z'),
});

const [output] = tokensProjection.outputs;
if (output?.kind !== 'fold') throw new Error('not a fold');
const { apply, keys } = output;
const fold = (...events: readonly RecordedEvent[]) =>
  events.reduce<TokenUsageRow | undefined>(
    (row, one) => apply(row, one, keys(one)[0] ?? []) as TokenUsageRow,
    undefined,
  ) as TokenUsageRow;

describe('the tokens projection', () => {
  it('files a call under its hour, model and the work that it names, simulated calls apart', () => {
    const hour = new Date('2026-01-15T10:00:00Z');
    expect(keys(call())).toEqual([['a1', 'opus', hour, '', '', '', false]]);
    expect(keys(call({ agentType: 'unknown' }))).toEqual(keys(call()));
    expect(keys(call({ agentType: 'explorer', epicId: 'e', storyId: 's' }, undefined, true))).toEqual([
      ['a1', 'opus', hour, 'explorer', 'e', 's', true],
    ]);
    expect(keys(call({}, '2026-01-15T11:00:00Z'))).not.toEqual(keys(call()));
  });

  it('keeps null what no call has said, and does not take it for zero', () => {
    expect(fold(call())).toMatchObject({ cache_read_tokens: null, reported_cost_usd: null, calls_with_cost: 0 });
    const row = fold(call(), call({ cacheReadTokens: 0, reportedCostUsd: '0' }));
    expect(row).toMatchObject({ cache_read_tokens: '0', cache_write_tokens: null, reported_cost_usd: '0' });
    expect(row).toMatchObject({ calls: 2, calls_with_cost: 1 });
  });

  it('sums exactly where binary fractions and doubles would not', () => {
    const huge = Number.MAX_SAFE_INTEGER;
    const row = fold(
      call({ reportedCostUsd: '0.1', inputTokens: huge }),
      call({ reportedCostUsd: '0.2', inputTokens: huge }),
    );
    expect(row).toMatchObject({ reported_cost_usd: '0.3', input_tokens: '18014398509481982' });
  });

  it('counts failures among the calls, with what they used', () => {
    expect(fold(call(), call({ success: false, durationMs: 7.5 }))).toMatchObject({
      calls: 2,
      failed_calls: 1,
      input_tokens: '20',
      duration_us: '9500',
      max_duration_ms: 7.5,
    });
  });

  it('comes to the same in any order', () => {
    const some = fc.record(
      {
        inputTokens: fc.maxSafeNat(),
        cacheReadTokens: fc.maxSafeNat(),
        durationMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
        reportedCostUsd: fc.constantFrom('0.1', '12.345678901234567', '0.000000000000000001'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 20 }), (calls) => {
        const events = calls.map((data) => call(data as JsonObject));
        const plain = ({ reported_cost_usd: cost, ...row }: TokenUsageRow) => ({ ...row, cost });
        expect(plain(fold(...events.toReversed()))).toEqual(plain(fold(...events)));
      }),
    );
  });
});
