import { describe, expect, it } from 'vitest';
import type { ToldSpan } from '../../../projections/traces/index.js';
import { describedSpan } from './described-told-span.js';

const told = (more: Partial<ToldSpan> = {}): ToldSpan => ({
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: null,
  name: 'api_call',
  kind: null,
  startedAt: new Date('2026-01-15T10:00:00Z'),
  durationMs: 250,
  status: 'ok',
  statusMessage: null,
  attributes: { model: 'opus' },
  ...more,
});

describe('a told span, as it is sent', () => {
  it.each([
    ['api_call', null, 'client'],
    ['database_query', null, 'client'],
    ['http_request', 'server', 'server'],
    ['tool_call', null, 'internal'],
    ['agent_execution', null, 'internal'],
  ] as const)('%s of kind %s is of kind %s', (name, kind, expected) => {
    expect(describedSpan(told({ name, kind })).kind).toBe(expected);
  });

  it('has no length, and says why, where nobody told how long it took', () => {
    expect(describedSpan(told())).toMatchObject({ durationMs: 250, attributes: { model: 'opus' } });
    const { durationMs, attributes } = describedSpan(told({ durationMs: null }));
    expect([durationMs, attributes]).toEqual([0, { model: 'opus', 'orchestrate.duration_unknown': true }]);
    expect(describedSpan(told({ durationMs: 0 })).attributes).toEqual({ model: 'opus' });
  });
});
