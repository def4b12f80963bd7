import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { NotificationEvent } from '../../../events/notification.events.js';
import type { Clock } from '../../../kernel/clock.js';
import type { Ids } from '../../../kernel/ids.js';
import type { EventCatalog } from '../../../platform/commands/event-factory.js';
import type { EventLog } from '../../../platform/event-store/event-log.js';
import type { Intent } from '../../../platform/processes/process.js';
import { ProcessRunner } from '../../../platform/processes/process-runner.js';
import type { ProcessStore } from '../../../platform/processes/process-store.js';
import { JobQueues } from '../../../platform/queues/job-queues.js';
import { CLOCK, CONFIG, EVENT_CATALOG, EVENT_LOG, IDS, LOGGER } from '../../../platform/runtime/tokens.js';
import { untraced } from '../../../platform/telemetry/in-span.js';
import { routingProcess } from '../domain/routing/routing.process.js';
import type { NotificationSettings } from '../notification-settings.js';
import { type AttemptJob, attemptJobs } from './attempt-job.js';
import { AttemptRunner } from './attempt-runner.service.js';
import { NotificationJournal } from './notification-journal.service.js';
import { ROUTING_STORE } from './stored-messages.service.js';

/** Attempts at once in one process; most of the time of one is waiting for its receiver. */
const ATTEMPTS_AT_ONCE = 32;

/** Runs the routing of notifications, and the attempts that it asks for, in processes that are workers. */
@Injectable()
export class RoutingRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly runner: ProcessRunner;

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    @Inject(EVENT_CATALOG) catalog: EventCatalog,
    @Inject(ROUTING_STORE) store: ProcessStore,
    private readonly journal: NotificationJournal,
    private readonly attempts: AttemptRunner,
    private readonly queues: JobQueues,
    @Inject(CONFIG) private readonly settings: NotificationSettings,
    @Inject(CLOCK) clock: Clock,
    @Inject(IDS) ids: Ids,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.runner = new ProcessRunner({
      process: routingProcess,
      log,
      store,
      dispatch: (intents) => this.dispatch(intents),
      upcast: (event) => catalog.upcast(event),
      clock,
      owner: ids.next(),
      observer: {
        onProblem: (during, error) => logger.warn({ err: error, during }, 'routing notifications is held up'),
        onLeftOut: ({ type, position }, error) =>
          logger.error({ err: error, type, position }, 'an event cannot be routed; nobody is told of it'),
      },
    });
  }

  onApplicationBootstrap(): void {
    if (!this.settings.roles.includes('worker')) return;
    untraced(() => this.runner.start());
    this.queues.work(attemptJobs, (job) => this.attempts.run(job), ATTEMPTS_AT_ONCE);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
  }

  /** Facts first: a message is on record as queued before it is sent. */
  private async dispatch(intents: readonly Intent[]): Promise<void> {
    const facts = intents.flatMap(({ id, topic, data }) => {
      if (topic !== 'record') return [];
      const { stream, ...event } = data as unknown as NotificationEvent & { readonly stream: string };
      return [{ id, stream, event: event as NotificationEvent }];
    });
    for (const { event } of facts) this.warnOfNobody(event);
    for (const error of await this.journal.recordAll(facts)) {
      this.logger.error({ err: error }, 'a fact about a notification cannot be recorded');
    }
    const attempts = intents.filter(({ topic }) => topic === 'attempt');
    await Promise.all(
      attempts.map(({ id, data: { message: _kept, ...job } }) =>
        this.queues.enqueue(attemptJobs, id, job as unknown as AttemptJob),
      ),
    );
  }

  private warnOfNobody(event: NotificationEvent): void {
    if (event.type !== 'NotificationSuppressed' || event.data.reason !== 'no_channel') return;
    const { ruleName, channelName, alertId } = event.data;
    this.logger.error(
      { rule: ruleName, channel: channelName, alert: alertId },
      'an alert fires and there is no channel to tell it',
    );
  }
}
