import { Command } from '@nestjs/cqrs';
import type { CommandContext } from '../../../../kernel/command-context.js';
import type { Fault, FieldProblem } from '../../../../kernel/domain-error.js';
import type { LogPosition } from '../../../../kernel/event.js';
import type { FactKind } from '../../../../events/fact-kind.js';

/** One item as a reporter sent it; nothing of it is trusted yet. */
export interface ReportedItem {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly occurredAt?: unknown;
  readonly data?: unknown;
}

/** Why an item was refused, in the shape of a problem document. */
export interface ItemProblem {
  readonly code: string;
  /** Whether sending it again can help: `unavailable` may, the others will not. */
  readonly fault: Fault;
  readonly detail: string;
  readonly errors?: readonly FieldProblem[];
  /** Seconds after which sending it again makes sense. */
  readonly retryAfterSeconds?: number;
  readonly [extension: string]: unknown;
}

export interface ItemResult {
  /** The reporter's id, else the one the item was recorded under; null for an item refused without one. */
  readonly id: string | null;
  /** `duplicate`: recorded before, nothing changed. */
  readonly status: 'accepted' | 'duplicate' | 'rejected';
  readonly problem?: ItemProblem;
  /** What was unusual about a fact that is recorded all the same. */
  readonly flags?: readonly string[];
}

export interface RecordFactsResult {
  /** In the order of the items. */
  readonly results: readonly ItemResult[];
  /** Position that includes every accepted and duplicate item; null when there is none. */
  readonly position: LogPosition | null;
}

/** Records what the fleet reports. One faulty item never sinks the others. */
export class RecordFacts extends Command<RecordFactsResult> {
  constructor(
    readonly items: readonly ReportedItem[],
    readonly context: CommandContext,
    /** Kinds that no reporter may send, for items that the service itself vouches for. */
    readonly vouchedKinds: readonly FactKind[] = [],
  ) {
    super();
  }
}
