import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Ids } from '../../../kernel/ids.js';
import { type JobKind, JobQueues } from '../../../platform/queues/job-queues.js';
import { CONFIG, IDS, LOGGER } from '../../../platform/runtime/tokens.js';
import type { AuditSettings } from '../audit-settings.js';
import { Sealer } from '../proof/sealer.service.js';
import { Verifier } from '../proof/verifier.service.js';

/** Has nothing to say: a run does what is due when it runs. */
const proofRun: JobKind<Record<string, never>> = { name: 'audit-proof' };
const MINUTE_MS = 60_000;

/** Seals the log every minute, and verifies it when that is due or asked for. */
@Injectable()
export class ProofRuns implements OnApplicationBootstrap {
  constructor(
    private readonly queues: JobQueues,
    private readonly sealer: Sealer,
    private readonly verifier: Verifier,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CONFIG) private readonly settings: AuditSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.roles.includes('worker')) return;
    // Two at once, so that sealing goes on while a long log is verified.
    this.queues.work(proofRun, () => this.run(), 2);
    this.queues.schedule(proofRun, MINUTE_MS, {}).catch((error: unknown) => {
      this.logger.error({ err: error }, 'sealing the event log is not scheduled; the next start tries again');
    });
  }

  /** Has what is asked for done soon. Nobody waits for the queue: the run of the next minute does it too. */
  askFor(): void {
    this.queues.enqueue(proofRun, this.ids.next(), {}).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'the verification that was asked for waits for the next run');
    });
  }

  private async run(): Promise<void> {
    await this.sealer.run();
    await this.verifier.runWhenDue();
  }
}
