import { Inject, Injectable } from '@nestjs/common';
import type { AuditRetentionEvent } from '../../events/audit-retention.events.js';
import type { LogPosition, RecordedEvent } from '../../kernel/event.js';
import type { EventCatalog } from '../../platform/commands/event-factory.js';
import type { EventLog } from '../../platform/event-store/event-log.js';
import { EVENT_CATALOG, EVENT_LOG } from '../../platform/runtime/tokens.js';
import {
  auditRetentionDecider,
  type AuditRetentionPolicy,
  auditRetentionStream,
} from './domain/audit-retention.decider.js';

/** What has been decided about retention, and what came of it. */
export interface RetentionHistory {
  readonly policy: AuditRetentionPolicy;
  /** Last revision and position of the stream; undefined while nothing has been decided. */
  readonly revision: bigint | undefined;
  readonly position: LogPosition | undefined;
  readonly changed: { readonly at: Date; readonly by: string } | undefined;
  readonly applied: { readonly at: Date; readonly removed: number } | undefined;
}

const nothing: RetentionHistory = {
  policy: auditRetentionDecider.initial,
  revision: undefined,
  position: undefined,
  changed: undefined,
  applied: undefined,
};

/**
 * Reads the history of retention from its own stream and not from a read model: what is removed must follow from the
 * policy that holds, however far projections are. The stream grows by an event a day at most.
 */
@Injectable()
export class RetentionHistoryReader {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) private readonly catalog: EventCatalog,
  ) {}

  async read(): Promise<RetentionHistory> {
    let history = nothing;
    for await (const recorded of this.log.readStream(auditRetentionStream)) {
      history = follow(history, this.catalog.upcast(recorded));
    }
    return history;
  }
}

function follow(history: RetentionHistory, recorded: RecordedEvent): RetentionHistory {
  const { type, data } = recorded;
  const event = { type, data } as unknown as AuditRetentionEvent;
  const { recordedAt: at, meta, revision, position } = recorded;
  const next = { ...history, policy: auditRetentionDecider.evolve(history.policy, event), revision, position };
  return event.type === 'AuditRetentionChanged'
    ? { ...next, changed: { at, by: meta.actor.name } }
    : { ...next, applied: { at, removed: event.data.removed } };
}
