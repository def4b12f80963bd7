import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogPosition, RecordedEvent } from '../../src/kernel/event.js';
import { telemetryReceivedKind } from '../../src/modules/otlp/domain/telemetry-received.facts.js';
import { receivedTelemetry } from '../../src/modules/otlp/mapping/received-telemetry.js';
import { mapExport } from '../../src/modules/otlp/mapping/telemetry-mappers.js';
import type { OtlpLogRecord } from '../../src/modules/otlp/otlp-records.js';
import type { FoldOutput } from '../../src/platform/projections/projection.js';
import { telemetryCoverageProjection } from '../../src/projections/telemetry-coverage/telemetry-coverage.projector.js';

const outputs = telemetryCoverageProjection.outputs as readonly FoldOutput<object>[];

interface Sent {
  readonly sequence: number;
  readonly second: number;
}

const recordOf = ({ sequence, second }: Sent): OtlpLogRecord => ({
  resource: { 'service.name': 'claude-code' },
  scope: { name: 'com.anthropic.claude_code.events', version: '2.1.0' },
  eventName: 'user_prompt',
  timeMs: Date.UTC(2026, 0, 15, 10, 0, second),
  body: 'claude_code.user_prompt',
  attributes: { 'session.id': 's-1', 'event.name': 'user_prompt', 'event.sequence': sequence },
  traceId: undefined,
  spanId: undefined,
});

/** The rows after exports in this order, as the log and the projection make them: an id is recorded once. */
function rowsAfter(exports: readonly (readonly Sent[])[]) {
  const rows: Record<string, object> = {};
  const recorded = new Set<string>();
  for (const sent of exports) {
    const received = { signal: 'logs' as const, records: sent.map(recordOf) };
    for (const { id, data, occurredAt } of receivedTelemetry(received, mapExport(received))) {
      if (recorded.has(id!)) continue;
      recorded.add(id!);
      const event: RecordedEvent = {
        ...telemetryReceivedKind.record(telemetryReceivedKind.input.parse(data)),
        id: '00000000-0000-4000-8000-000000000001',
        schemaVersion: 1,
        meta: {
          occurredAt: occurredAt!,
          actor: { type: 'api_key', id: 'key-1', name: 'agents' },
          correlationId: 'c',
          source: 'otlp',
        },
        stream: 'telemetry-s-1',
        revision: 0n,
        position: '1' as LogPosition,
        recordedAt: new Date('2026-01-16T00:00:00Z'),
      };
      for (const output of outputs) {
        for (const key of output.keys(event)) {
          const place = `${output.table.name} ${JSON.stringify(key)}`;
          rows[place] = output.apply(rows[place], event, key)!;
        }
      }
    }
  }
  return rows;
}

/** The list cut into pieces, none of them empty. */
const cut = <T>(items: readonly T[], places: readonly number[]): T[][] => {
  const ends = [...new Set([...places.map((place) => 1 + (place % items.length)), items.length])].sort((a, b) => a - b);
  return ends.map((end, index) => items.slice(ends[index - 1] ?? 0, end));
};

describe('the coverage of a session', () => {
  it('is the same in one export as in any pieces, in any order and twice', () => {
    const record = fc.record({ sequence: fc.nat(520), second: fc.nat(59) });
    const history = fc
      .array(record, { minLength: 1, maxLength: 30 })
      .chain((once) =>
        fc.tuple(
          fc.constant(once),
          fc.shuffledSubarray([...once, ...once], { minLength: once.length * 2, maxLength: once.length * 2 }),
          fc.array(fc.nat(60), { maxLength: 8 }),
        ),
      );
    fc.assert(
      fc.property(history, ([once, twice, places]) => {
        const rows = rowsAfter(cut(twice, places));
        expect(rows).toEqual(rowsAfter([once]));
        const counted = Object.values(rows).reduce(
          (sum: number, row) => sum + ((row as { seen?: number }).seen ?? 0),
          0,
        );
        expect(counted).toBe(new Set(once.map(({ sequence }) => sequence)).size);
      }),
      { numRuns: 300 },
    );
  });
});
