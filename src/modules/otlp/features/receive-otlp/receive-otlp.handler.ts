import { Inject } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../../kernel/clock.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { CLOCK, CONFIG } from '../../../../platform/runtime/tokens.js';
import { isPlausibleTime, type ItemProblem, RecordFacts, type ReportedItem } from '../../../intake/index.js';
import type { PartialSuccess } from '../../decoding/otlp-message.js';
import { readExport } from '../../decoding/read-export.js';
import { receivedTelemetry } from '../../mapping/received-telemetry.js';
import type { MappedFact } from '../../mapping/telemetry-mapper.js';
import { mapExport } from '../../mapping/telemetry-mappers.js';
import { OtlpRecordCounter } from '../../otlp-record-counter.service.js';
import { ReceiveOtlp } from './receive-otlp.command.js';

/** Items recorded by one command, so that an export of many records does not hold the log for long. */
const ITEMS_AT_ONCE = 1_000;

/**
 * Telemetry is sent again by its exporters until it is taken, so what was recorded is recognised: by the ids of calls,
 * else by the record's own place. A record that cannot be a fact is refused by itself and told as partial success.
 */
@CommandHandler(ReceiveOtlp)
export class ReceiveOtlpHandler implements ICommandHandler<ReceiveOtlp> {
  constructor(
    private readonly commands: CommandBus,
    private readonly counter: OtlpRecordCounter,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly settings: { readonly otlpContent: boolean },
  ) {}

  async execute({ signal, message, context }: ReceiveOtlp): Promise<PartialSuccess | undefined> {
    const { export: received, invalid } = readExport(signal, message);
    const mapped = mapExport(received, this.settings.otlpContent);
    const facts = [
      ...mapped.facts,
      ...receivedTelemetry(received, mapped).map((fact) => ({ record: undefined, fact })),
    ];
    const refused = new Map<number, ItemProblem>();
    for (let from = 0; from < facts.length; from += ITEMS_AT_ONCE) {
      const part = facts.slice(from, from + ITEMS_AT_ONCE);
      const { results } = await this.commands.execute(
        new RecordFacts(
          part.map(({ fact }) => this.itemOf(fact)),
          context,
        ),
      );
      results.forEach(({ problem }, index) => {
        if (!problem || isKnownOtherwise(problem)) return;
        if (problem.fault === 'unavailable') {
          throw new DomainError(problem.code, problem.detail, { fault: 'unavailable', retryAfterSeconds: 2 });
        }
        const { record } = part[index]!;
        // What we conclude from a record is no fault of its sender's.
        if (record !== undefined) refused.set(record, problem);
      });
    }
    this.counter.count(signal, mapped.counts, { invalid, refused: refused.size });
    return partialSuccess(invalid, refused);
  }

  private itemOf({ id, type, data, occurredAt }: MappedFact): ReportedItem {
    // An agent with a false clock must not lose its facts: then they happened when we heard of them.
    const believed = occurredAt !== undefined && isPlausibleTime(new Date(occurredAt), this.clock.now());
    return { type, data, ...(id === undefined ? {} : { id }), ...(believed ? { occurredAt } : {}) };
  }
}

/**
 * The fleet has told of this agent itself, and knows better; or another signal has told of the same call, which is
 * recorded as it was first told.
 */
function isKnownOtherwise({ code }: ItemProblem): boolean {
  return code === 'AGENT_EXISTS' || code === 'ID_REUSED';
}

function partialSuccess(invalid: number, refused: ReadonlyMap<number, ItemProblem>): PartialSuccess | undefined {
  const rejected = invalid + refused.size;
  if (rejected === 0) return undefined;
  const reasons = [...new Set([...refused.values()].map(({ detail }) => detail))].slice(0, 3);
  if (invalid > 0) reasons.unshift(`${invalid} without valid ids, times or values`);
  return { rejected, message: reasons.join('; ') };
}
