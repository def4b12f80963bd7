import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Clock } from '../../kernel/clock.js';
import type { CommandContext } from '../../kernel/command-context.js';
import { DomainError } from '../../kernel/domain-error.js';
import type { LogPosition } from '../../kernel/event.js';
import { CLOCK } from '../../platform/runtime/tokens.js';
import { isPlausibleTime, type ItemProblem, RecordFacts, type ReportedItem } from '../intake/index.js';
import { receivedTelemetry } from './mapping/received-telemetry.js';
import type { MappedFact } from './mapping/telemetry-mapper.js';
import type { MappedExport } from './mapping/telemetry-mappers.js';
import type { OtlpExport } from './otlp-records.js';

/** Items recorded by one command, so that an export of many records does not hold the log for long. */
const ITEMS_AT_ONCE = 1_000;
/** What was told of so many agents is remembered, so that every export need not ask the log whether it is news. */
const MAX_TOLD = 10_000;

export interface RecordedTelemetry {
  /** Facts that are news; those recorded before are none. */
  readonly accepted: number;
  /** By the number of the record. */
  readonly refused: ReadonlyMap<number, ItemProblem>;
  readonly position: LogPosition | null;
}

/** Records the facts of an export, and what it lets us know of how complete its agents' telemetry is. */
@Injectable()
export class TelemetryRecorder {
  private readonly told = new Set<string>();

  constructor(
    private readonly commands: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws when the log cannot be reached: then the export is to be sent again. */
  async record(received: OtlpExport, mapped: MappedExport, context: CommandContext): Promise<RecordedTelemetry> {
    const facts = [
      ...mapped.facts,
      ...receivedTelemetry(received, mapped)
        .filter((fact) => !this.told.has(keyOf(fact)))
        .map((fact) => ({ record: undefined, fact })),
    ];
    const refused = new Map<number, ItemProblem>();
    const now = this.clock.now();
    let accepted = 0;
    let position: LogPosition | null = null;
    for (let from = 0; from < facts.length; from += ITEMS_AT_ONCE) {
      const part = facts.slice(from, from + ITEMS_AT_ONCE);
      const recorded = await this.commands.execute(
        new RecordFacts(
          part.map(({ fact }) => itemOf(fact, now)),
          context,
        ),
      );
      if (recorded.position !== null && !(position !== null && position >= recorded.position)) {
        position = recorded.position;
      }
      recorded.results.forEach(({ status, problem }, index) => {
        const { record, fact } = part[index]!;
        if (status === 'accepted') accepted += 1;
        if (status !== 'rejected' && record === undefined) this.remember(keyOf(fact));
        if (!problem || isKnownOtherwise(problem)) return;
        if (problem.fault === 'unavailable') {
          throw new DomainError(problem.code, problem.detail, { fault: 'unavailable', retryAfterSeconds: 2 });
        }
        // What we conclude from a record is no fault of its sender's.
        if (record !== undefined) refused.set(record, problem);
      });
    }
    return { accepted, refused, position };
  }

  private remember(key: string): void {
    this.told.add(key);
    if (this.told.size <= MAX_TOLD) return;
    for (const oldest of this.told) {
      this.told.delete(oldest);
      break;
    }
  }
}

function itemOf({ id, type, data, occurredAt }: MappedFact, now: Date): ReportedItem {
  // An agent with a false clock must not lose its facts: then they happened when we heard of them.
  const item: { -readonly [K in keyof ReportedItem]: ReportedItem[K] } = { type, data };
  if (id !== undefined) item.id = id;
  if (occurredAt !== undefined && isPlausibleTime(occurredAt, now)) item.occurredAt = occurredAt;
  return item;
}

/** Ids are within a stream, which is the agent's. */
function keyOf({ id, data }: MappedFact): string {
  return `${String(data['agentId'])}\n${id}`;
}

/**
 * The fleet has told of this agent itself, and knows better; or another signal has told of the same call, which is
 * recorded as it was first told.
 */
function isKnownOtherwise({ code }: ItemProblem): boolean {
  return code === 'AGENT_EXISTS' || code === 'ID_REUSED';
}
