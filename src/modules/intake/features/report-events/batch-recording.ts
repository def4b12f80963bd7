import type { CommandBus } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import type { LogPosition } from '../../../../kernel/event.js';
import { asDomainError } from '../../../../platform/runtime/known-failure.js';
import { problemOfItem } from '../record-facts/admit-item.js';
import {
  type ItemProblem,
  type ItemResult,
  RecordFacts,
  type RecordFactsResult,
  type ReportedItem,
} from '../record-facts/record-facts.command.js';
import { tooManyItems } from './item-array.js';
import type { ReadItem } from './read-item.js';

/** Most items of one request. */
export const MAX_ITEMS = 10_000;

/** Items recorded in one go: enough to make the log's work cheap, few enough to go on while the rest arrives. */
const PART = 1_000;

/**
 * Records a batch part by part while it is read. Nothing that was recorded is ever unsaid: when the batch fails
 * midway, the refusal carries the results so far, and when the log goes away midway, every item left is answered
 * with that, so that only those are sent again.
 */
export class BatchRecording {
  private readonly results: ItemResult[] = [];
  private position: LogPosition | null = null;
  private part: ReadItem[] = [];
  private read = 0;
  private away: ItemProblem | undefined;

  constructor(
    private readonly commands: CommandBus,
    private readonly context: CommandContext,
  ) {}

  async record(items: Iterable<ReadItem> | AsyncIterable<ReadItem>): Promise<RecordFactsResult> {
    try {
      for await (const item of items) {
        if (++this.read > MAX_ITEMS) throw tooManyItems(MAX_ITEMS);
        this.part.push(item);
        if (this.part.length === PART) await this.recordPart();
      }
      await this.recordPart();
    } catch (error) {
      throw this.withResults(error);
    }
    return { results: this.results, position: this.position };
  }

  private async recordPart(): Promise<void> {
    const { part } = this;
    this.part = [];
    const items = part.flatMap((read) => (read.readable ? [read.item as ReportedItem] : []));
    const answers = (await this.answersFor(items))[Symbol.iterator]();
    for (const read of part) {
      this.results.push(
        read.readable ? answers.next().value! : { id: null, status: 'rejected', problem: read.problem },
      );
    }
  }

  private async answersFor(items: readonly ReportedItem[]): Promise<readonly ItemResult[]> {
    if (items.length === 0) return [];
    if (this.away === undefined) {
      try {
        const { results, position } = await this.commands.execute(new RecordFacts(items, this.context));
        if (position !== null && (this.position === null || position > this.position)) this.position = position;
        return results;
      } catch (error) {
        const refusal = asDomainError(error);
        if (refusal?.fault !== 'unavailable' || this.position === null) throw error;
        this.away = problemOfItem(refusal);
      }
    }
    const problem = this.away;
    return items.map(({ id }) => ({ id: typeof id === 'string' ? id : null, status: 'rejected', problem }));
  }

  private withResults(error: unknown): unknown {
    const refusal = asDomainError(error);
    if (!refusal || this.results.length === 0) return error;
    const told = `${refusal.message}; the first ${this.results.length} items were answered before that: see results`;
    return new DomainError(refusal.code, told, {
      fault: refusal.fault,
      fields: refusal.fields,
      details: { ...refusal.details, results: this.results, position: this.position },
      ...(refusal.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: refusal.retryAfterSeconds }),
      cause: error,
    });
  }
}
