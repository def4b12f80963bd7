import { describe, expect, it } from 'vitest';
import type { OtlpLogRecord } from './otlp-records.js';
import { unknownRecord } from './unknown-record.js';

const reading = { source: 'claude-code', name: 'claude_code.news' };
const log = (fields: Partial<OtlpLogRecord> = {}): OtlpLogRecord => ({
  resource: { 'service.name': 'claude-code' },
  scope: { name: 'com.anthropic.claude_code.events', version: '2.1.0' },
  eventName: 'claude_code.news',
  timeMs: Date.UTC(2026, 0, 15),
  body: 'claude_code.news',
  attributes: { 'session.id': 's-1' },
  traceId: undefined,
  spanId: undefined,
  ...fields,
});
const kept = (fields?: Partial<OtlpLogRecord>) => unknownRecord('logs', log(fields), reading);

describe('a record that no mapper knows', () => {
  it('is kept as it was read', () => {
    const { digest: _, bytes, ...rest } = kept()!;
    const { traceId: _trace, spanId: _span, ...record } = log();
    expect(rest).toEqual({ signal: 'logs', ...reading, record });
    expect(bytes).toBe(Buffer.byteLength(JSON.stringify(record)));
  });

  it('has an identity of its own, which it keeps when it is sent again', () => {
    expect(kept()?.digest).toBe(kept()?.digest);
    expect(kept({ timeMs: 1 })?.digest).not.toBe(kept()?.digest);
  });

  it('is kept without secrets, by name and by look', () => {
    const attributes = {
      api_key: 'abc',
      note: `it is ghp_${'x1'.repeat(15)}`,
      nested: { password: 'x' },
    };
    const record = kept({ attributes, resource: { authorization: 'Bearer x' } })?.record;
    expect(record).toMatchObject({
      resource: { authorization: '[redacted]' },
      attributes: { api_key: '[redacted]', note: 'it is [redacted]', nested: { password: '[redacted]' } },
    });
  });

  it.each([
    ['an attribute of content', { attributes: { prompt: 'the words' } }],
    ['a member of a value', { attributes: { details: { list: [{ prompt: 'the words' }] } } }],
    ['a member of the body', { body: { 'gen_ai.input.messages': 'the words' } }],
    ['a body that is no name', { body: 'the words' }],
  ])('is kept without content: %s', (_, fields) => {
    expect(JSON.stringify(kept(fields)?.record)).not.toContain('the words');
  });

  it('has its long texts cut, and is not kept when it is large all the same', () => {
    const record = kept({ attributes: { long: 'x'.repeat(5_000) } })?.record as { attributes: { long: string } };
    expect(record.attributes.long).toHaveLength(1_000);
    const attributes = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`a${n}`, 'y'.repeat(1_000)]));
    expect(kept({ attributes })).toBeUndefined();
  });

  it('is storable, whatever was sent', () => {
    const text = JSON.stringify(kept({ attributes: { odd: 'a\u0000b\ud800c', 'k\u0000': 1 } })?.record);
    expect(text).toContain('a\uFFFDb\uFFFDc');
    expect(text).not.toContain('u0000');
  });
});
