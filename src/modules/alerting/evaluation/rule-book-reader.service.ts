import { Inject, Injectable } from '@nestjs/common';
import type { AlertRuleEvent } from '../../../events/alert-rule.events.js';
import { streams } from '../../../events/streams.js';
import type { EventCatalog } from '../../../platform/commands/event-factory.js';
import type { EventLog } from '../../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../../platform/runtime/tokens.js';
import { emptyRuleBook, evolveRuleBook, type RuleBook } from '../domain/rule-book.js';

/**
 * The rules as the log has them, kept in memory and read on from where it ended. Not the read model: while that is
 * rebuilt or behind, a rule that it does not have yet would look deleted, and its alerts would be resolved.
 */
@Injectable()
export class RuleBookReader {
  private book: RuleBook = emptyRuleBook;
  private revision: bigint | undefined;
  private reading: Promise<RuleBook> | undefined;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
  ) {}

  /** Everything that was appended before the call. */
  async read(): Promise<RuleBook> {
    await this.reading?.catch(() => undefined);
    return (this.reading ??= this.readOn().finally(() => (this.reading = undefined)));
  }

  private async readOn(): Promise<RuleBook> {
    const from = this.revision === undefined ? {} : { from: this.revision + 1n };
    for await (const recorded of this.log.readStream(streams.alertRules(), from)) {
      const { type, data } = this.catalog.upcast(recorded);
      this.book = evolveRuleBook(this.book, { type, data } as unknown as AlertRuleEvent);
      this.revision = recorded.revision;
    }
    return this.book;
  }
}
