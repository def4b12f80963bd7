import type { CommandBus } from '@nestjs/cqrs';
import { describe, expect, it } from 'vitest';
import type { RecordFacts, RecordFactsResult } from '../intake/index.js';
import { mapExport } from './mapping/telemetry-mappers.js';
import type { OtlpExport, OtlpLogRecord } from './otlp-records.js';
import { TelemetryRecorder } from './telemetry-recorder.service.js';

const context = { actor: { type: 'api_key' as const, id: 'k', name: 'agents' }, correlationId: 'c', source: 'otlp' };
const now = new Date('2026-01-15T15:00:00Z');

const toolResult = (n: number, attributes: OtlpLogRecord['attributes'] = {}): OtlpLogRecord => ({
  resource: { 'service.name': 'claude-code' },
  scope: { name: 'com.anthropic.claude_code.events', version: '2.1.0' },
  eventName: 'tool_result',
  timeMs: Date.UTC(2026, 0, 15, 14, n),
  body: 'claude_code.tool_result',
  attributes: {
    'session.id': 's-1',
    'event.name': 'tool_result',
    tool_name: 'Bash',
    tool_use_id: `t-${n}`,
    success: true,
    duration_ms: 1,
    ...attributes,
  },
  traceId: undefined,
  spanId: undefined,
});

/** A log that answers each item as it is told to, and what was sent to it. */
function recorder(answer: (type: string) => RecordFactsResult['results'][number]) {
  const sent: string[][] = [];
  const commands = {
    execute: ({ items }: RecordFacts): Promise<RecordFactsResult> => {
      sent.push(items.map(({ type }) => String(type)));
      return Promise.resolve({ results: items.map(({ type }) => answer(String(type))), position: null });
    },
  } as unknown as CommandBus;
  const telemetry = new TelemetryRecorder(commands, { now: () => now });
  return {
    sent,
    record: (...records: OtlpLogRecord[]) => {
      const received: OtlpExport = { signal: 'logs', records };
      return telemetry.record(received, mapExport(received), context);
    },
  };
}
const accepted = { id: 'x', status: 'accepted' as const };
const refusedAs = (code: string, fault: 'invalid' | 'unavailable' = 'invalid') => ({
  id: null,
  status: 'rejected' as const,
  problem: { code, fault, detail: code },
});

describe('the facts of an export', () => {
  it('are recorded with where they come from, which is told once', async () => {
    const { record, sent } = recorder(() => accepted);
    expect(await record(toolResult(1))).toMatchObject({ accepted: 3, refused: new Map() });
    await record(toolResult(2));
    expect(sent).toEqual([
      ['AgentObserved', 'ToolCallRecorded', 'TelemetryReceived'],
      ['AgentObserved', 'ToolCallRecorded'],
    ]);
  });

  it('are told again where it came from until that is recorded', async () => {
    const { record, sent } = recorder((type) => (type === 'TelemetryReceived' ? refusedAs('X') : accepted));
    await record(toolResult(1));
    await record(toolResult(2));
    expect(sent[1]).toContain('TelemetryReceived');
  });

  it('are refused by the number of their record; what is concluded from it is not', async () => {
    const { record } = recorder((type) => (type === 'AgentObserved' ? accepted : refusedAs('X')));
    const { refused } = await record(toolResult(1), toolResult(2));
    expect([...refused.keys()]).toEqual([0, 1]);
  });

  it('are not refused where others know better', async () => {
    const { record } = recorder((type) => refusedAs(type === 'AgentObserved' ? 'AGENT_EXISTS' : 'ID_REUSED'));
    expect((await record(toolResult(1))).refused.size).toBe(0);
  });

  it('are to be sent again when the log is away', async () => {
    const { record } = recorder(() => refusedAs('LOG_UNAVAILABLE', 'unavailable'));
    await expect(record(toolResult(1))).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE', fault: 'unavailable' });
  });
});
