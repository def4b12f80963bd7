import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/clock.js';
import type { Ids } from '../../../kernel/ids.js';
import type { EventCatalog } from '../../../platform/commands/event-factory.js';
import type { EventLog } from '../../../platform/event-store/event-log.js';
import type { Intent } from '../../../platform/processes/process.js';
import { ProcessRunner } from '../../../platform/processes/process-runner.js';
import { ProcessStore } from '../../../platform/processes/process-store.js';
import { ProjectionReads } from '../../../platform/projections/projection-reads.js';
import { upToNow } from '../../../platform/projections/up-to-now.js';
import { CLOCK, CONFIG, EVENT_CATALOG, EVENT_LOG, IDS, LOGGER, PG_POOL } from '../../../platform/runtime/tokens.js';
import { untraced } from '../../../platform/telemetry/in-span.js';
import { agentsProjection, ListAgentSessions } from '../../../projections/agents/index.js';
import { RecordFacts } from '../../intake/index.js';
import { sessionAgentKind } from '../domain/agent-attributed.facts.js';
import { sessionAttributionProcess } from './session-attribution.process.js';
import type { FleetSettings } from '../fleet-settings.js';

/** Runs, once for all replicas, what has agents follow their session. */
@Injectable()
export class SessionAttribution implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly runner: ProcessRunner;

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(EVENT_CATALOG) catalog: EventCatalog,
    @Inject(PG_POOL) pool: ConstructorParameters<typeof ProcessStore>[0],
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly reads: ProjectionReads,
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
        await this.followersAmong(intents.map(({ data }) => data as unknown as SessionAgentItem)),
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

  /** An agent may name several sessions. What it did follows the one that it is of, and not each by turns. */
  private async followersAmong(items: readonly SessionAgentItem[]): Promise<readonly SessionAgentItem[]> {
    if ((await upToNow(this.reads, this.log, [agentsProjection.name])) === 'timeout') {
      throw new Error(
        `the read model ${agentsProjection.name} is behind: of which session agents are is not known yet`,
      );
    }
    const sessions = await this.queries.execute(new ListAgentSessions(items.map(({ data }) => data.agentId)));
    return items.filter(({ data }) => sessions.get(data.agentId) === data.sessionId);
  }
}

/** What the process wants recorded. */
interface SessionAgentItem {
  readonly type: string;
  readonly data: { readonly agentId: string; readonly sessionId: string };
  readonly occurredAt: string;
}
