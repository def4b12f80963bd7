import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Logger } from 'pino';
import type { Ids } from '../../../kernel/ids.js';
import { type JobKind, JobQueues } from '../../../platform/queues/job-queues.js';
import { CONFIG, IDS, LOGGER } from '../../../platform/runtime/tokens.js';
import type { AuditSettings } from '../audit-settings.js';
import { ApplyAuditRetention } from '../features/apply-audit-retention/apply-audit-retention.command.js';

/** Has nothing to say: a run goes by the policy that holds when it runs. */
const retentionRun: JobKind<Record<string, never>> = { name: 'audit-retention' };
const DAY_MS = 86_400_000;

/** Applies the retention of the audit log: once a day, and when somebody has changed it. */
@Injectable()
export class RetentionRuns implements OnApplicationBootstrap {
  constructor(
    private readonly queues: JobQueues,
    private readonly commands: CommandBus,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CONFIG) private readonly settings: AuditSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.roles.includes('worker')) return;
    this.queues.work(retentionRun, (_data, { id }) => this.run(id));
    this.queues.schedule(retentionRun, DAY_MS, {}).catch((error: unknown) => {
      this.logger.error(
        { err: error },
        'the daily removal of audit entries is not scheduled; the next start tries again',
      );
    });
  }

  /** Has retention applied soon. A change is recorded already, so nobody waits for the queue: the daily run follows. */
  askFor(): void {
    this.queues.enqueue(retentionRun, this.ids.next(), {}).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'the changed retention of audit entries is applied by the next daily run');
    });
  }

  private async run(jobId: string): Promise<void> {
    const removed = await this.commands.execute(
      new ApplyAuditRetention({
        actor: { type: 'system', id: 'audit-retention', name: 'audit retention' },
        correlationId: jobId,
        source: 'system',
      }),
    );
    if (removed > 0) this.logger.info({ removed }, 'audit entries are removed that are no longer kept');
  }
}
