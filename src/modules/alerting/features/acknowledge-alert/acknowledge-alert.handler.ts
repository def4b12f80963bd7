import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler, QueryBus } from '@nestjs/cqrs';
import type { AlertEvent } from '../../../../events/alert.events.js';
import type { Clock } from '../../../../kernel/clock.js';
import { DomainError } from '../../../../kernel/domain-error.js';
import { jitteredPause } from '../../../../platform/commands/race-pause.js';
import { type EventLog, EventLogError } from '../../../../platform/event-store/event-log.js';
import { ProjectionReads } from '../../../../platform/projections/projection-reads.js';
import { upToNow } from '../../../../platform/projections/up-to-now.js';
import { CLOCK, EVENT_LOG } from '../../../../platform/runtime/tokens.js';
import { alertsProjection, ShowAlert, type StoredAlert } from '../../../../projections/alerts/index.js';
import type { AlertGroup } from '../../../../rules/alert-group.js';
import { decideAcknowledge, decideWithdrawAcknowledgement } from '../../../../rules/alert-group-acknowledgement.js';
import { AlertGroupStream } from '../../evaluation/alert-group-stream.service.js';
import { AcknowledgeAlert } from './acknowledge-alert.command.js';
import type { AcknowledgedAlert } from './acknowledge-alert.request.js';

/** Rounds of the group append too. */
const ATTEMPTS = 5;

@CommandHandler(AcknowledgeAlert)
export class AcknowledgeAlertHandler implements ICommandHandler<AcknowledgeAlert> {
  private readonly pause = jitteredPause();

  constructor(
    private readonly stream: AlertGroupStream,
    private readonly queries: QueryBus,
    private readonly reads: ProjectionReads,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(command: AcknowledgeAlert): Promise<AcknowledgedAlert> {
    const { group, ruleId, ruleName } = await this.find(command.alertId);
    for (let attempt = 1; ; attempt++) {
      const loaded = await this.stream.load(group);
      const now = this.clock.now();
      const events = decide(command, loaded.state, now);
      try {
        const appended = await this.stream.append(group, loaded, events, command.context, now.toISOString());
        const position = appended.position ?? (await this.log.head());
        if (position === undefined) throw new Error('an alert that is known has no position');
        const until = command.acknowledging?.until ?? null;
        return {
          ...{ id: command.alertId, ruleId, ruleName, acknowledged: command.acknowledging !== undefined },
          ...{ acknowledgedUntil: until?.toISOString() ?? null, changed: events.length > 0, position },
        };
      } catch (error) {
        const raced = error instanceof EventLogError && error.kind === 'conflict';
        if (!raced || attempt === ATTEMPTS) throw error;
        await this.pause(attempt);
      }
    }
  }

  /** Whoever was just told of an alert may be ahead of the read model. */
  private async find(alertId: string): Promise<StoredAlert> {
    try {
      return await this.queries.execute(new ShowAlert(alertId));
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'ALERT_UNKNOWN')) throw error;
      await upToNow(this.reads, this.log, [alertsProjection.name]);
      return this.queries.execute(new ShowAlert(alertId));
    }
  }
}

function decide({ alertId, acknowledging, context }: AcknowledgeAlert, state: AlertGroup, now: Date) {
  const events: readonly AlertEvent[] =
    acknowledging === undefined
      ? decideWithdrawAcknowledgement(state, alertId)
      : decideAcknowledge(state, {
          ...{ alertId, by: context.actor.id, note: acknowledging.note, at: now.getTime() },
          until: acknowledging.until?.getTime() ?? null,
        });
  return events;
}
