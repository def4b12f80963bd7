import { describe, expect, it } from 'vitest';
import { spanRecordedInput } from '../domain/span-recorded.facts.js';
import type { OtlpAttributes, OtlpSpan } from '../otlp-records.js';
import { spanFact } from './span-fact.js';

const span = (attributes: OtlpAttributes = {}, more: Partial<OtlpSpan> = {}): OtlpSpan => ({
  resource: { 'service.name': 'story-api' },
  scope: { name: 'pg', version: '1' },
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '1234567890abcdef',
  parentSpanId: undefined,
  name: 'SELECT stories',
  kind: 'client',
  startMs: Date.UTC(2026, 0, 15, 14),
  endMs: Date.UTC(2026, 0, 15, 14) + 12.5,
  attributes,
  status: { code: 'ok', message: '' },
  events: [],
  ...more,
});

describe('a span of somebody else', () => {
  it('is kept with its ids, times and attributes as text', () => {
    expect(spanFact(span({ 'db.system': 'postgresql', 'server.port': 5432 }))).toEqual({
      type: 'SpanRecorded',
      occurredAt: '2026-01-15T14:00:00.012Z',
      data: {
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        spanId: '1234567890abcdef',
        name: 'SELECT stories',
        kind: 'client',
        startedAt: '2026-01-15T14:00:00.000Z',
        durationMs: 12.5,
        status: 'ok',
        service: 'story-api',
        attributes: { 'db.system': 'postgresql', 'server.port': '5432' },
      },
    });
  });

  it('is kept without secrets and content', () => {
    const { data } = spanFact(span({ 'db.password': 'hunter2', 'gen_ai.prompt.0.content': 'hello', prompt: 'hello' }));
    expect(data).toMatchObject({ attributes: { 'db.password': '[redacted]' }, droppedAttributes: 2 });
  });

  it('is kept with its content where the operator wants it, but never with secrets', () => {
    const attributes = { 'db.password': 'hunter2', 'gen_ai.prompt.0.content': 'hello', 'ai.response.text': 'hi' };
    expect(spanFact(span(attributes), true).data).toMatchObject({
      attributes: { ...attributes, 'db.password': '[redacted]' },
    });
    const { attributes: kept } = spanRecordedInput.parse(
      spanFact(span({ prompt: 'Use sk-ant-api03-abcdefghijklmnopqrstuvwxyz012345' }), true).data,
    );
    expect(kept['prompt']).not.toContain('abcdefghijklmnopqrstuvwxyz');
  });

  it('stays a fact, whatever is sent', () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`a${n}`, 'x'.repeat(5_000)]));
    const { data } = spanFact(
      span(many, { name: `\u0000${'n'.repeat(500)}\ud800`, status: { code: 'error', message: '\u0000' } }),
    );
    expect(spanRecordedInput.safeParse(data).error).toBeUndefined();
    expect(data).toMatchObject({ droppedAttributes: 952 });
  });
});
