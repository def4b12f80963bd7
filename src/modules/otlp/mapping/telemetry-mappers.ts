import { exhaustive } from '../../../kernel/exhaustive.js';
import { hasSameMembers } from '../../../kernel/same-content.js';
import type { OtlpExport, OtlpLogRecord, OtlpMetricPoint, OtlpSpan } from '../otlp-records.js';
import { claudeCodeMapper } from './claude-code.mapper.js';
import { codexMapper } from './codex.mapper.js';
import { eventNameOf } from './event-record.js';
import { geminiCliMapper } from './gemini-cli.mapper.js';
import { genAiMapper } from './genai.mapper.js';
import { spanFact } from './span-fact.js';
import { type Mapped, type MappedFact, type TelemetryMapper, unknown } from './telemetry-mapper.js';

/** Who is asked first: an agent's own mapper before that of the conventions, which some of them use in part. */
const mappers: readonly TelemetryMapper[] = [claudeCodeMapper, codexMapper, geminiCliMapper, genAiMapper];

/** What became of the records of one export. */
export interface MappedExport {
  /** Each with the number of the record that it comes from. */
  readonly facts: readonly { readonly record: number; readonly fact: MappedFact }[];
  readonly counts: readonly {
    readonly source: string;
    readonly outcome: Mapped['outcome'];
    readonly records: number;
  }[];
  /** Of each record, in their order: whose it was taken for, what it calls itself, and what it came to. */
  readonly readings: readonly RecordReading[];
}

export interface RecordReading {
  readonly source: string;
  /** Empty for a log record without a name. */
  readonly name: string;
  readonly outcome: Mapped['outcome'];
}

/**
 * The facts of an export, in the order of its records. What several records say alike is told once, of its earliest
 * moment: that an agent was at work goes with everything that it does.
 * `keepContent`: spans may keep what people, models and tools said.
 */
export function mapExport(received: OtlpExport, keepContent = false): MappedExport {
  const facts: { record: number; fact: MappedFact }[] = [];
  const observed = new Observed(facts);
  const counts = new Map<string, { source: string; outcome: Mapped['outcome']; records: number }>();
  const readings: RecordReading[] = [];
  received.records.forEach((record, index) => {
    const { source, name, mapped } = mapRecord(received.signal, record, keepContent);
    readings.push({ source, name, outcome: mapped.outcome });
    const key = `${source} ${mapped.outcome}`;
    const count = counts.get(key) ?? { source, outcome: mapped.outcome, records: 0 };
    count.records += 1;
    counts.set(key, count);
    if (mapped.outcome !== 'facts') return;
    for (const fact of mapped.facts) {
      const alike = fact.type === 'AgentObserved' ? observed.alike(fact) : facts.length;
      if (alike === facts.length || isEarlier(fact, facts[alike]!.fact)) facts[alike] = { record: index, fact };
    }
  });
  return { facts, counts: [...counts.values()], readings };
}

/** Where in a list of facts that of an agent stands which says the same; at its end, where it is to be put, if nowhere. */
class Observed {
  private readonly byWords = new Map<string, number>();
  /** What was said of each agent last, which most often is said again. */
  private readonly latest = new Map<unknown, number>();

  constructor(private readonly facts: readonly { readonly fact: MappedFact }[]) {}

  alike({ data }: MappedFact): number {
    const latest = this.latest.get(data['agentId']);
    if (latest !== undefined && hasSameMembers(this.facts[latest]!.fact.data, data)) return latest;
    const words = JSON.stringify(data);
    const alike = this.byWords.get(words) ?? this.facts.length;
    this.byWords.set(words, alike);
    this.latest.set(data['agentId'], alike);
    return alike;
  }
}

/** Without a time it happened when it arrives, which is later than all. */
function isEarlier(one: MappedFact, other: MappedFact): boolean {
  return one.occurredAt !== undefined && (other.occurredAt === undefined || one.occurredAt < other.occurredAt);
}

function mapRecord(
  signal: OtlpExport['signal'],
  record: OtlpExport['records'][number],
  keepContent: boolean,
): { readonly source: string; readonly name: string; readonly mapped: Mapped } {
  const name = signal === 'logs' ? nameOf(record as OtlpLogRecord) : (record as OtlpSpan | OtlpMetricPoint).name;
  const mapper = mappers.find(({ claims }) => claims(record.resource, record.scope.name, name, record.attributes));
  const mapped = readBy(mapper, signal, record, keepContent) ?? unknown;
  return { source: mapper?.source ?? 'unknown', name, mapped };
}

function readBy(
  mapper: TelemetryMapper | undefined,
  signal: OtlpExport['signal'],
  record: OtlpExport['records'][number],
  keepContent: boolean,
): Mapped | undefined {
  switch (signal) {
    case 'logs':
      return mapper?.logs?.(record as OtlpLogRecord);
    case 'metrics':
      return mapper?.metrics?.(record as OtlpMetricPoint);
    case 'traces': {
      const mapped = mapper?.spans?.(record as OtlpSpan) ?? unknown;
      if (mapped.outcome === 'facts' && !mapped.keepSpan) return mapped;
      const told = mapped.outcome === 'facts' ? mapped.facts : [];
      return { outcome: 'facts', facts: [...told, spanFact(record as OtlpSpan, keepContent)] };
    }
    default:
      return exhaustive(signal);
  }
}

/** Some bridges name the record for a place in the source, and the event by an attribute. */
function nameOf(record: OtlpLogRecord): string {
  const { eventName, body } = record;
  if (typeof body === 'string' && body.includes('.') && !body.includes(' ')) return body;
  return eventName.includes(' ') ? eventNameOf(record) : eventName;
}
