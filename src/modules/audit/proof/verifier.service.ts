import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Ids } from '../../../kernel/ids.js';
import type { EventLog } from '../../../platform/event-store/event-log.js';
import { EVENT_LOG, IDS, LOGGER } from '../../../platform/runtime/tokens.js';
import { compareLog } from './log-comparison.js';
import { SealsStore } from './seals.store.js';
import { VerificationsStore } from './verifications.store.js';

/** Without being asked, the log is verified so often. */
const EVERY_MS = 86_400_000;

/** Does the verification that is open, one at a time among all processes. One that was broken off begins anew. */
@Injectable()
export class Verifier {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly seals: SealsStore,
    private readonly verifications: VerificationsStore,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async runWhenDue(): Promise<void> {
    const logId = await this.log.logId();
    await this.verifications.requestWhenOlder(logId, EVERY_MS);
    const run = this.ids.next();
    if (!(await this.verifications.claim(logId, run))) return;
    try {
      await this.run(logId, run);
    } catch (error) {
      await this.verifications.giveBack(run).catch(() => {});
      throw error;
    }
  }

  private async run(logId: string, run: string): Promise<void> {
    const { size: all } = (await this.seals.last(logId)) ?? { size: 0 };
    const outcome = await compareLog({
      log: this.log,
      seals: this.seals,
      known: await this.verifications.lastIntact(logId),
      onProgress: (checked) => this.verifications.progress(run, checked, all),
    });
    if (outcome === undefined) return;
    await this.verifications.finish(run, outcome);
    const { size, root, mismatch } = outcome;
    const head = `${size}:${root.toString('hex')}`;
    if (mismatch) this.logger.error({ ...mismatch }, 'the event log is not what was sealed: somebody has changed it');
    else this.logger.info({ head }, 'the event log is what was sealed');
  }
}
