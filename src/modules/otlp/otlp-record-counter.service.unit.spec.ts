import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { OtlpRecordCounter } from './otlp-record-counter.service.js';

const none = { invalid: 0, refused: new Map<number, unknown>() };

describe('the counters of records', () => {
  it('count by what became of them', async () => {
    const registry = new Registry();
    const facts = { source: 'claude-code', outcome: 'facts' as const };
    const readings = Array.from({ length: 3 }, () => ({ ...facts, name: 'api_request' }));
    const refused = new Map([[1, 'too long']]);
    new OtlpRecordCounter(registry).count(
      'logs',
      { counts: [{ ...facts, records: 3 }], readings },
      { invalid: 2, refused },
    );
    const text = await registry.metrics();
    expect(text).toContain('orchestrate_otlp_records_total{signal="logs",source="claude-code",outcome="facts"} 2');
    expect(text).toContain('orchestrate_otlp_records_total{signal="logs",source="unknown",outcome="invalid"} 2');
    expect(text).toContain('orchestrate_otlp_records_total{signal="logs",source="claude-code",outcome="refused"} 1');
  });

  it('count by name what nobody knows, the names beyond 200 together', async () => {
    const registry = new Registry();
    const counter = new OtlpRecordCounter(registry);
    const reading = (name: string) => ({ source: 'unknown', name, outcome: 'unknown' as const });
    const readings = ['', ...Array.from({ length: 201 }, (_, n) => `event.${n}`)].map(reading);
    counter.count('logs', { counts: [], readings }, none);
    counter.count('logs', { counts: [], readings: [reading('event.0'), reading('event.200')] }, none);
    counter.count('logs', { counts: [], readings: [{ ...reading('event.1'), outcome: 'ignored' }] }, none);
    const text = await registry.metrics();
    const of = (name: string) => text.match(new RegExp(`source="unknown",name="${name}"\\} (\\d+)`))?.[1];
    expect([of('unnamed'), of('event.0'), of('event.1'), of('event.200'), of('other')]).toEqual([
      '1',
      '2',
      '1',
      undefined,
      '3',
    ]);
  });
});
