import { hash } from 'node:crypto';
import { plainDecimal } from '../../../events/reported-fields.js';
import type { TelemetryAmount } from '../../../events/telemetry.events.js';
import { addDecimals } from '../../../kernel/exact-sum.js';
import type { JsonObject } from '../../../kernel/json.js';
import { msOfUtcText } from '../../../kernel/utc-text.js';
import { MAX_TOTALS } from '../domain/telemetry-received.facts.js';
import type { OtlpAttributes, OtlpExport, OtlpLogRecord, OtlpMetricPoint } from '../otlp-records.js';
import { numberIn } from './attribute-reading.js';
import { momentMsOf, sessionOf } from './event-record.js';
import { metricAmount } from './metric-amounts.js';
import { type NumberedRecord, runsOf } from './record-runs.js';
import type { MappedFact } from './telemetry-mapper.js';
import type { MappedExport } from './telemetry-mappers.js';

/** No agent counts beyond this; what does is no count. */
const MAX_VALUE = 1e12;

interface Received {
  readonly source: string;
  readonly agentId: string;
  readonly numbers: NumberedRecord[];
  readonly deltas: Map<TelemetryAmount, string>;
  /** What tells the deltas apart from others that add up to the same. */
  readonly deltaPoints: unknown[];
  readonly totals: JsonObject[];
  latestMs: number | undefined;
}

/**
 * What an export lets us know of how complete its agents' telemetry is, as facts beside those of its records: one per
 * agent, more where there is much to tell. Of an agent whose telemetry is neither numbered nor metered only that there
 * is some, which is news once.
 */
export function receivedTelemetry(received: OtlpExport, { readings, facts }: MappedExport): readonly MappedFact[] {
  const told: Received[] = [];
  const bySource = new Map<string, Map<string, Received>>();
  const of = (source: string, agentId: string): Received => {
    let agents = bySource.get(source);
    if (!agents) bySource.set(source, (agents = new Map()));
    let known = agents.get(agentId);
    if (!known) {
      known = { source, agentId, numbers: [], deltas: new Map(), deltaPoints: [], totals: [], latestMs: undefined };
      agents.set(agentId, known);
      told.push(known);
    }
    return known;
  };
  for (const { record, fact } of facts) {
    const { agentId } = fact.data;
    if (typeof agentId !== 'string') continue;
    takeTime(of(readings[record]!.source, agentId), msOf(fact.occurredAt));
  }
  if (received.signal !== 'traces') {
    received.records.forEach((record, index) => {
      const { source } = readings[index]!;
      const agentId = sessionOf(record);
      if (agentId === undefined || source === 'unknown') return;
      if (received.signal === 'logs') takeNumber(record as OtlpLogRecord, () => of(source, agentId));
      else takeAmount(record as OtlpMetricPoint, () => of(source, agentId));
    });
  }
  return told.flatMap(factsOf);
}

/** The times of facts are in UTC, as `toISOString` writes them; beyond the years of four digits they have another form. */
function msOf(time: string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const inUtc = msOfUtcText(time);
  const ms = Number.isNaN(inUtc) ? Date.parse(time) : inUtc;
  return Number.isNaN(ms) ? undefined : ms;
}

function takeNumber(record: OtlpLogRecord, agent: () => Received): void {
  const number = numberIn(record.attributes, 'event.sequence');
  if (number === undefined || !Number.isSafeInteger(number) || number < 0) return;
  const known = agent();
  const timeMs = momentMsOf(record);
  known.numbers.push({ number, timeMs });
  takeTime(known, timeMs);
}

function takeAmount(point: OtlpMetricPoint, agent: () => Received): void {
  const amount = metricAmount(point);
  const { value, temporality, attributes, startMs, timeMs, name } = point;
  if (amount === undefined || value === undefined || value < 0 || value > MAX_VALUE) return;
  const decimal = plainDecimal(value);
  if (temporality === 'delta') {
    const known = agent();
    known.deltas.set(amount, addDecimals(known.deltas.get(amount) ?? '0', decimal));
    known.deltaPoints.push([name, seriesOf(attributes), startMs, timeMs, value]);
    takeTime(known, timeMs);
  } else if (temporality === 'cumulative') {
    const known = agent();
    const startedAt = startMs === undefined ? {} : { startedAt: new Date(startMs).toISOString() };
    known.totals.push({ amount, series: seriesOf(attributes), ...startedAt, value: decimal });
    takeTime(known, timeMs);
  }
}

function takeTime(known: Received, timeMs: number | undefined): void {
  if (timeMs !== undefined && !(known.latestMs !== undefined && known.latestMs >= timeMs)) known.latestMs = timeMs;
}

/** The same for the same attributes, in whatever order they come. */
function seriesOf(attributes: OtlpAttributes): string {
  const sorted = Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1));
  return hash('sha1', JSON.stringify(sorted), 'base64url').slice(0, 16);
}

function factsOf(received: Received): readonly MappedFact[] {
  const { source, agentId, numbers, deltas, deltaPoints, totals, latestMs } = received;
  const occurredAt = latestMs === undefined ? undefined : new Date(latestMs).toISOString();
  // What it tells is its identity: sent again it changes nothing, since what it tells can be told any number of times.
  const fact = (told: JsonObject, ...apart: readonly unknown[]): MappedFact => ({
    type: 'TelemetryReceived',
    data: { agentId, source, ...told },
    occurredAt,
    id: `telemetry/${hash('sha1', JSON.stringify([source, told, apart]), 'base64url')}`,
  });
  const facts = runsOf(numbers).map((sequences) => fact({ sequences: sequences.map((run) => ({ ...run })) }));
  for (let from = 0; from < totals.length; from += MAX_TOTALS) {
    facts.push(fact({ totals: totals.slice(from, from + MAX_TOTALS) }));
  }
  // Sums are told once only, so that their points tell them apart.
  if (deltas.size > 0)
    facts.push(fact({ deltas: [...deltas].map(([amount, value]) => ({ amount, value })) }, deltaPoints));
  return facts.length > 0 ? facts : [fact({})];
}
