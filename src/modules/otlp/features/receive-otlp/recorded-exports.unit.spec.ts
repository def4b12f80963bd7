import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandBus } from '@nestjs/cqrs';
import pino from 'pino';
import { Registry } from 'prom-client';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { InMemoryEventLog } from '../../../../../test/support/in-memory-event-log.js';
import { eventCatalog } from '../../../../app/event-catalog.js';
import { factKinds } from '../../../../app/fact-kinds.js';
import { EventFactory } from '../../../../platform/commands/event-factory.js';
import { RecordFactsHandler } from '../../../intake/features/record-facts/record-facts.handler.js';
import type { RecordFacts } from '../../../intake/index.js';
import { otlpDescriptor } from '../../decoding/generated/otlp-descriptor.js';
import { decodeProtobuf } from '../../decoding/otlp-message.js';
import { OtlpRecordCounter } from '../../otlp-record-counter.service.js';
import type { OtlpSignal } from '../../otlp-records.js';
import { TelemetryRecorder } from '../../telemetry-recorder.service.js';
import { UnknownRecordKeeper } from '../../unknown-record-keeper.service.js';
import type { UnknownRecordsStore } from '../../unknown-records.store.js';
import { ReceiveOtlp } from './receive-otlp.command.js';
import { ReceiveOtlpHandler } from './receive-otlp.handler.js';

interface RecordedExport {
  readonly name: string;
  readonly signal: OtlpSignal;
  /** In the protocol's JSON. */
  readonly message: object;
}

const golden = join(import.meta.dirname, '../../../../../test/golden/otlp');
const recordedExports = JSON.parse(readFileSync(join(golden, 'exports.json'), 'utf8')) as RecordedExport[];
const root = protobuf.Root.fromJSON(otlpDescriptor);
const requests = {
  logs: root.lookupType('opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest'),
  traces: root.lookupType('opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest'),
  metrics: root.lookupType('opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest'),
};
const ids = new Set(['traceId', 'spanId', 'parentSpanId']);

function asProtobuf({ signal, message }: RecordedExport): unknown {
  const withBytes = JSON.parse(JSON.stringify(message), (key, value: unknown) =>
    ids.has(key) ? Buffer.from(value as string, 'hex') : value,
  ) as object;
  const type = requests[signal];
  return decodeProtobuf(signal, type.encode(type.fromObject(withBytes)).finish());
}

/** What one service records of all of them, one after another. */
async function eventsOf(messageOf: (one: RecordedExport) => unknown): Promise<string> {
  const clock = { now: () => new Date('2026-01-15T15:00:00Z') };
  let drawn = 0;
  const fresh = { next: () => `00000000-0000-7000-8000-${String(++drawn).padStart(12, '0')}` };
  const log = new InMemoryEventLog(clock);
  const events = new EventFactory(eventCatalog, clock, fresh);
  const facts = new RecordFactsHandler(log, factKinds, eventCatalog, events, clock, fresh);
  const commands = { execute: (command: RecordFacts) => facts.execute(command) } as unknown as CommandBus;
  const kept: unknown[] = [];
  const store = {
    add: (records: readonly unknown[]) => Promise.resolve(kept.push(...records)),
    trim: () => Promise.resolve(),
  } as unknown as UnknownRecordsStore;
  const settings = { otlpContent: false, otlpUnknownKeepMs: 1_000 };
  const handler = new ReceiveOtlpHandler(
    new TelemetryRecorder(commands, clock),
    new UnknownRecordKeeper(store, clock, settings, pino({ level: 'silent' })),
    new OtlpRecordCounter(new Registry()),
    settings,
  );
  const actor = { type: 'api_key' as const, id: 'k', name: 'agents' };
  const lines: string[] = [];
  let after = 0;
  for (const one of recordedExports) {
    const context = { actor, correlationId: one.name, source: 'otlp' };
    const partial = await handler.execute(new ReceiveOtlp(one.signal, messageOf(one), context));
    const { events: all } = await log.readAll({ limit: 10_000 });
    lines.push(`# ${one.name}: ${JSON.stringify(partial ?? 'all taken')}, ${kept.length} unknown kept`);
    for (const { id, stream, type, schemaVersion, data, meta } of all.slice(after)) {
      lines.push(JSON.stringify([stream, id, type, schemaVersion, data, meta]));
    }
    after = all.length;
  }
  return `${lines.join('\n')}\n`;
}

describe('recorded exports of every kind of agent', () => {
  it('become the very same events for ever, ids and digests included, or what is sent again would count twice', async () => {
    await expect(await eventsOf(asProtobuf)).toMatchFileSnapshot(join(golden, 'events.txt'));
  });

  it('become the same from either encoding', async () => {
    expect(await eventsOf(({ message }) => message)).toBe(await eventsOf(asProtobuf));
  });
});
