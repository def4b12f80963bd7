import { describe, expect, it } from 'vitest';
import { DEFAULT_ENDPOINT, traceExportDecider, type TraceExportSettings } from './trace-export.decider.js';

const { initial, decide, evolve } = traceExportDecider;

/** The last decision of a series, and what holds after it. */
function after(...changes: readonly Partial<TraceExportSettings>[]) {
  let state = initial;
  let events: ReturnType<typeof decide> = [];
  for (const change of changes) {
    events = decide({ type: 'set', change }, state);
    state = events.reduce(evolve, state);
  }
  return { state, events };
}

const elsewhere = 'http://collector:4318/v1/traces';

describe('the export of traces', () => {
  it('is off at first', () => {
    expect(initial).toMatchObject({ enabled: false, sampleRate: 1 });
  });

  it('changes with what it was before', () => {
    const { state, events } = after({ enabled: true, exporter: 'jaeger', sampleRate: 0.5 });
    expect(state).toEqual({ enabled: true, exporter: 'jaeger', endpoint: DEFAULT_ENDPOINT, sampleRate: 0.5 });
    expect(events).toEqual([{ type: 'TraceExportChanged', data: { ...state, previous: initial } }]);
  });

  it('keeps what is not named, but not the address of another exporter', () => {
    const enabled = { enabled: true, exporter: 'jaeger', endpoint: elsewhere, sampleRate: 0.5 } as const;
    expect(after(enabled, { enabled: false }).state).toEqual({ ...enabled, enabled: false });
    expect(after(enabled, { exporter: 'otlp' }).state).toMatchObject({ endpoint: DEFAULT_ENDPOINT, sampleRate: 0.5 });
  });

  it('does not change to what it is already', () => {
    expect(after({ enabled: true, endpoint: elsewhere }, { enabled: true, endpoint: elsewhere }).events).toEqual([]);
    expect(after({ enabled: false }).events).toEqual([]);
  });

  it.each([
    ['http://jaeger:4318', 'http://jaeger:4318/v1/traces'],
    ['https://collector.example.com/otlp/v1/traces', 'https://collector.example.com/otlp/v1/traces'],
    ['http://[::1]:4320/', 'http://[::1]:4320/v1/traces'],
  ])('sends to %s as %s', (endpoint, stored) => {
    expect(after({ endpoint }).state.endpoint).toBe(stored);
  });

  it.each([
    ['jaeger', /must be a URL/],
    ['grpc://jaeger:4317', /http:\/\/ or https:\/\//],
    ['http://user:hunter2@jaeger:4318', /OTEL_EXPORTER_OTLP_HEADERS/],
    ['http://jaeger:4318/?token=hunter2', /OTEL_EXPORTER_OTLP_HEADERS/],
    [`http://jaeger/${'x'.repeat(2_000)}`, /must be a URL/],
  ])('refuses the address %s, without showing it', (endpoint, message) => {
    const attempt = () => after({ endpoint });
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ code: 'TRACE_EXPORT_INVALID', fault: 'invalid' }));
    expect(attempt).not.toThrow(/hunter2/);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses %s of all traces', (sampleRate) => {
    expect(() => after({ sampleRate })).toThrow(/from 0 .* to 1/);
  });
});
