import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/clock.js';
import { pause } from '../../../platform/projections/pause.js';
import { type JobKind, JobQueues } from '../../../platform/queues/job-queues.js';
import { HealthParts } from '../../../platform/runtime/health-part.js';
import { CLOCK, CONFIG, LOGGER } from '../../../platform/runtime/tokens.js';
import { untraced } from '../../../platform/telemetry/in-span.js';
import { AlertEvaluation } from './alert-evaluation.service.js';
import type { AlertingSettings } from './alerting-settings.js';
import { EvaluationGroupsStore } from './evaluation-groups.store.js';
import { evaluationHealth, standingStill } from './evaluation-health.js';
import { RuleEvaluationsStore } from './rule-evaluations.store.js';

/** Has nothing to say: what is due stands in the database. */
const tick: JobKind<Record<string, never>> = { name: 'alert-evaluation' };
const TICK_MS = 1_000;
/** Ticks at the same time: a group that takes long keeps no other from being on time. */
const TICKS_AT_ONCE = 3;
const WATCH_MS = 5_000;
const KEEP_EVALUATIONS_MS = 7 * 86_400_000;
const SWEEP_MS = 10 * 60_000;

/**
 * Has the groups evaluated, by one scheduled job for all replicas, and watches that it happens: a scheduler that has
 * died would be an alert that silently does not fire. When evaluation stands still, this process schedules anew,
 * evaluates by itself, and says so.
 */
@Injectable()
export class EvaluationSchedule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private watching: Promise<void> | undefined;
  private stoodStill = false;
  private sweptAt = 0;

  constructor(
    private readonly queues: JobQueues,
    private readonly evaluation: AlertEvaluation,
    private readonly groups: EvaluationGroupsStore,
    private readonly evaluations: RuleEvaluationsStore,
    @Inject(CONFIG) private readonly settings: AlertingSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    health: HealthParts,
  ) {
    health.add({
      name: 'alerting',
      check: async () => evaluationHealth(await this.groups.statuses(), this.clock.now()),
    });
  }

  onApplicationBootstrap(): void {
    if (!this.settings.roles.includes('worker')) return;
    this.queues.work(tick, () => this.tick(), TICKS_AT_ONCE);
    this.schedule();
    this.watching = untraced(() => this.watch());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.evaluation.stop();
    this.stopping.abort();
    await this.watching;
  }

  /** The next tick comes in a second, so one that fails is not tried again. */
  private async tick(): Promise<void> {
    try {
      await this.evaluation.tick();
    } catch (error) {
      this.logger.error({ err: error }, 'alert rules cannot be evaluated; the next tick tries again');
    }
  }

  private schedule(): void {
    this.queues.schedule(tick, TICK_MS, {}).catch((error: unknown) => {
      this.logger.error({ err: error }, 'the evaluation of alert rules is not scheduled; it is tried again');
    });
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await pause(WATCH_MS, signal);
      if (signal.aborted) return;
      try {
        await this.look();
      } catch (error) {
        this.logger.warn({ err: error }, 'whether alert rules are evaluated cannot be seen; it is tried again');
      }
    }
  }

  private async look(): Promise<void> {
    const now = this.clock.now();
    const still = standingStill(await this.groups.statuses(), now);
    if (still.length > 0) {
      const told = still.slice(0, 10).map(({ name, lastAt }) => ({ name, lastAt }));
      if (!this.stoodStill) this.logger.error({ groups: told }, 'the evaluation of alert rules stands still');
      this.schedule();
      await this.tick();
    } else if (this.stoodStill) {
      this.logger.info('alert rules are evaluated again');
    }
    this.stoodStill = still.length > 0;
    if (now.getTime() - this.sweptAt < SWEEP_MS) return;
    this.sweptAt = now.getTime();
    await this.evaluations.forgetBefore(new Date(now.getTime() - KEEP_EVALUATIONS_MS));
  }
}
