import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/clock.js';
import type { Ids } from '../../../kernel/ids.js';
import type { EventCatalog } from '../../../platform/commands/event-factory.js';
import type { EventLog } from '../../../platform/event-store/event-log.js';
import type { Intent } from '../../../platform/processes/process.js';
import { ProcessRunner } from '../../../platform/processes/process-runner.js';
import { ProcessStore } from '../../../platform/processes/process-store.js';
import { CLOCK, CONFIG, EVENT_CATALOG, EVENT_LOG, IDS, LOGGER, PG_POOL } from '../../../platform/runtime/tokens.js';
import { untraced } from '../../../platform/telemetry/in-span.js';
import { RecordFacts } from '../../intake/index.js';
import { sessionAgentKind } from '../domain/agent-attributed.facts.js';
import { sessionAttributionProcess } from './session-attribution.process.js';
import type { FleetSettings } from '../fleet-settings.js';

/** Runs, once for all replicas, what has agents follow their session. */
@Injectable()
export class SessionAttribution implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly runner: ProcessRunner;

  constructor(
    @Inject(EVENT_LOG) log: EventLog,
    @Inject(EVENT_CATALOG) catalog: EventCatalog,
    @Inject(PG_POOL) pool: ConstructorParameters<typeof ProcessStore>[0],
    private readonly commands: CommandBus,
    @Inject(CONFIG) private readonly settings: FleetSettings,
    @Inject(CLOCK) clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.runner = new ProcessRunner({
      process: sessionAttributionProcess,
      log,
      store: new ProcessStore(pool),
      dispatch: (intents) => this.dispatch(intents),
      upcast: (event) => catalog.upcast(event),
      clock,
      owner: ids.next(),
      observer: {
        onProblem: (during, error) => logger.warn({ err: error, during }, 'attributing sessions is held up'),
        onLeftOut: ({ type, position }, error) =>
          logger.error({ err: error, type, position }, 'an event cannot be taken; an agent may not follow its session'),
      },
    });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.includes('worker')) untraced(() => this.runner.start());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
  }

  private async dispatch(intents: readonly Intent[]): Promise<void> {
    const { results } = await this.commands.execute(
      new RecordFacts(
        intents.map(({ data }) => data),
        {
          actor: { type: 'system', id: 'session-attribution', name: 'session attribution' },
          correlationId: this.ids.next(),
          source: 'system',
        },
        [sessionAgentKind],
      ),
    );
    for (const { problem } of results) {
      if (problem?.fault === 'unavailable') throw new Error(problem.detail);
      if (problem) this.logger.error({ problem }, 'an agent does not follow its session');
    }
  }
}
