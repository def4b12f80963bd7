import { Inject } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { Clock } from '../../../../kernel/clock.js';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import type { LogPosition } from '../../../../kernel/event.js';
import { CLOCK, LOGGER } from '../../../../platform/runtime/tokens.js';
import { mapGithubDelivery, receivedAsIs } from '../../domain/github-delivery.mapper.js';
import type { MappedFact } from '../../domain/mapped-fact.js';
import { webhookReceivedKind } from '../../domain/webhook-received.facts.js';
import { isPlausibleTime } from '../record-facts/admit-item.js';
import {
  type ItemResult,
  RecordFacts,
  type RecordFactsResult,
  type ReportedItem,
} from '../record-facts/record-facts.command.js';
import { ReceiveGithubDelivery, type ReceivedGithubDelivery } from './receive-github-delivery.command.js';

/** Codes of refusals that say nothing about the delivery: it is to be sent again. */
const passing = new Set(['EVENT_LOG_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'SHUTTING_DOWN', 'CONCURRENT_CHANGE']);

/**
 * Each fact of a delivery is identified by the delivery and its place in it, so a delivery sent again is a
 * duplicate. What we know how to read but cannot record as a fact is kept as received: nothing is lost.
 */
@CommandHandler(ReceiveGithubDelivery)
export class ReceiveGithubDeliveryHandler implements ICommandHandler<ReceiveGithubDelivery> {
  constructor(
    private readonly commands: CommandBus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async execute({ delivery, context }: ReceiveGithubDelivery): Promise<ReceivedGithubDelivery> {
    const mapped = mapGithubDelivery(delivery.event, delivery.payload);
    const facts = mapped.map((fact, n) => ({ ...fact, id: `github/${delivery.id}/${n}` }));
    const recorded = await this.record(facts, context);
    if (recorded.results.every(({ status }) => status !== 'rejected')) return answer(delivery, facts, recorded);

    const refused = recorded.results.flatMap(({ problem }) => (problem ? [problem] : []));
    this.logger.warn(
      { delivery: delivery.id, event: delivery.event, problems: refused },
      'a GitHub delivery could not be recorded as what it stands for; it is kept as received',
    );
    const kept = { ...receivedAsIs(delivery.event, delivery.payload), id: `github/${delivery.id}/received` };
    return answer(delivery, [...facts, kept], join(recorded, await this.record([kept], context)));
  }

  private async record(facts: readonly IdentifiedFact[], context: CommandContext): Promise<RecordFactsResult> {
    const now = this.clock.now();
    const items = facts.map(({ id, type, occurredAt, data }): ReportedItem => {
      // A repository with a false clock must not lose its facts: then they happened when we heard of them.
      const believed = occurredAt !== undefined && isPlausibleTime(occurredAt, now);
      return { id, type, data, ...(believed ? { occurredAt } : {}) };
    });
    const recorded = await this.commands.execute(new RecordFacts(items, context, [webhookReceivedKind]));
    for (const { problem } of recorded.results) {
      if (problem === undefined) continue;
      if (problem.code === 'ID_REUSED') throw new DomainError(problem.code, problem.detail, { fault: 'conflict' });
      if (passing.has(problem.code)) {
        throw new DomainError(problem.code, problem.detail, { fault: 'unavailable', retryAfterSeconds: 2 });
      }
    }
    return recorded;
  }
}

type IdentifiedFact = MappedFact & { readonly id: string };

function join(first: RecordFactsResult, second: RecordFactsResult): RecordFactsResult {
  return { results: [...first.results, ...second.results], position: second.position ?? first.position };
}

function answer(
  delivery: { readonly id: string; readonly event: string },
  facts: readonly IdentifiedFact[],
  { results, position }: RecordFactsResult,
): ReceivedGithubDelivery {
  if (position === null) throw new Error(`the GitHub delivery ${delivery.id} was not recorded`);
  return {
    delivery: delivery.id,
    event: delivery.event,
    facts: results.flatMap(({ status, flags }: ItemResult, index) => {
      const { id, type } = facts[index]!;
      return status === 'rejected' ? [] : [{ id, type, status, ...(flags ? { flags } : {}) }];
    }),
    position: position satisfies LogPosition,
  };
}
