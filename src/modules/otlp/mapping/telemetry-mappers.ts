import type { OtlpExport, OtlpLogRecord, OtlpMetricPoint, OtlpSpan } from '../otlp-records.js';
import { claudeCodeMapper } from './claude-code.mapper.js';
import { type Mapped, type MappedFact, type TelemetryMapper, unknown } from './telemetry-mapper.js';

const mappers: readonly TelemetryMapper[] = [claudeCodeMapper];

/** What became of the records of one export. */
export interface MappedExport {
  /** Each with the number of the record that it comes from. */
  readonly facts: readonly { readonly record: number; readonly fact: MappedFact }[];
  readonly counts: readonly {
    readonly source: string;
    readonly outcome: Mapped['outcome'];
    readonly records: number;
  }[];
}

/**
 * The facts of an export, in the order of its records. What several records say alike is told once: that an agent
 * exists goes with everything that it does.
 */
export function mapExport(received: OtlpExport): MappedExport {
  const facts: { record: number; fact: MappedFact }[] = [];
  const told = new Set<string>();
  const counts = new Map<string, { source: string; outcome: Mapped['outcome']; records: number }>();
  received.records.forEach((record, index) => {
    const { source, mapped } = mapRecord(received.signal, record);
    const key = `${source} ${mapped.outcome}`;
    const count = counts.get(key) ?? { source, outcome: mapped.outcome, records: 0 };
    count.records += 1;
    counts.set(key, count);
    if (mapped.outcome !== 'facts') return;
    for (const fact of mapped.facts) {
      if (fact.type === 'AgentSpawned' || fact.type === 'AgentStateChanged') {
        const said = `${fact.id ?? ''}\n${JSON.stringify(fact.data)}`;
        if (told.has(said)) continue;
        told.add(said);
      }
      facts.push({ record: index, fact });
    }
  });
  return { facts, counts: [...counts.values()] };
}

function mapRecord(
  signal: OtlpExport['signal'],
  record: OtlpExport['records'][number],
): { readonly source: string; readonly mapped: Mapped } {
  const log = signal === 'logs' ? (record as OtlpLogRecord) : undefined;
  const name = log ? nameOf(log) : (record as OtlpSpan | OtlpMetricPoint).name;
  const mapper = mappers.find(({ claims }) => claims(record.resource, record.scope.name, name));
  return { source: mapper?.source ?? 'unknown', mapped: (log && mapper?.logs(log)) ?? unknown };
}

function nameOf({ eventName, body }: OtlpLogRecord): string {
  return typeof body === 'string' && body.includes('.') && !body.includes(' ') ? body : eventName;
}
