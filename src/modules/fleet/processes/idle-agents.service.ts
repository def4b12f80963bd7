import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import { type JobKind, JobQueues } from '../../../platform/queues/job-queues.js';
import { CONFIG, LOGGER } from '../../../platform/runtime/tokens.js';
import { EndIdleAgents } from '../features/end-idle-agents/end-idle-agents.command.js';
import type { FleetSettings } from '../fleet-settings.js';

const idleAgents: JobKind<Record<string, never>> = { name: 'agents-idle' };
/** An agent is told to be over at most this part of the time later than it could be. */
const LOOKS_PER_IDLE_TIME = 10;
const MIN_INTERVAL_MS = 1_000;
const MAX_INTERVAL_MS = 5 * 60_000;

/** Looks now and then, once for all replicas, for agents that are heard of no more. */
@Injectable()
export class IdleAgents implements OnApplicationBootstrap {
  constructor(
    private readonly queues: JobQueues,
    private readonly commands: CommandBus,
    @Inject(CONFIG) private readonly settings: FleetSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { roles, agentIdleAfterMs } = this.settings;
    if (!roles.includes('worker')) return;
    // Where nothing is to be concluded, a schedule of former times finds nothing to do.
    this.queues.work(idleAgents, (_data, { id }) => this.run(id));
    if (agentIdleAfterMs === 0) return;
    const interval = Math.max(
      MIN_INTERVAL_MS,
      Math.min(MAX_INTERVAL_MS, Math.round(agentIdleAfterMs / LOOKS_PER_IDLE_TIME)),
    );
    this.queues.schedule(idleAgents, interval, {}).catch((error: unknown) => {
      this.logger.error({ err: error }, 'nobody looks for agents that are idle; the next start tries again');
    });
  }

  private async run(jobId: string): Promise<void> {
    const { agentIdleAfterMs } = this.settings;
    if (agentIdleAfterMs === 0) return;
    const ended = await this.commands.execute(
      new EndIdleAgents(agentIdleAfterMs, {
        actor: { type: 'system', id: 'agents-idle', name: 'idle agents' },
        correlationId: jobId,
        source: 'system',
      }),
    );
    if (ended > 0) this.logger.info({ agents: ended }, 'agents that are heard of no more are taken to be over');
  }
}
