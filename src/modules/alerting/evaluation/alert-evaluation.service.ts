import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Clock } from '../../../kernel/clock.js';
import type { Ids } from '../../../kernel/ids.js';
import { CLOCK, CONFIG, IDS, LOGGER } from '../../../platform/runtime/tokens.js';
import type { KnownRule, RuleBook } from '../domain/rule-book.js';
import type { AlertingSettings } from './alerting-settings.js';
import { type ClaimedGroup, EvaluationGroupsStore } from './evaluation-groups.store.js';
import { EvaluationMeter } from './evaluation-meter.service.js';
import { planGroups, type PlannedGroup } from './evaluation-plan.js';
import { GroupEvaluation } from './group-evaluation.service.js';
import { RuleBookReader } from './rule-book-reader.service.js';

/** How long a process that has died keeps a group from being evaluated by another. */
const LEASE_MS = 20_000;
const RETRY_MS = 2_000;
/** Groups that one tick evaluates at the same time. */
const LANES = 4;
/** The plan is compared with the rules so often, although nothing changed that this process knows of. */
const REPLAN_MS = 10_000;

interface Plan {
  readonly book: RuleBook;
  readonly groups: ReadonlyMap<string, PlannedGroup>;
}

/** The group was claimed by another process while this one was slow. */
class ClaimLost extends Error {}

/** Evaluates the groups that are due. Any number of processes may do so at once: each group is claimed first. */
@Injectable()
export class AlertEvaluation {
  private readonly owner: string;
  private known: Plan | undefined;
  private planned: Plan | undefined;
  private plannedAt = 0;
  private stopping = false;

  constructor(
    private readonly rules: RuleBookReader,
    private readonly store: EvaluationGroupsStore,
    private readonly evaluation: GroupEvaluation,
    private readonly meter: EvaluationMeter,
    @Inject(CONFIG) private readonly settings: AlertingSettings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(IDS) ids: Ids,
  ) {
    this.owner = ids.next();
  }

  /** Evaluates until nothing is due that nobody has. */
  async tick(): Promise<void> {
    const now = this.clock.now();
    const plan = await this.plan();
    if (plan !== this.planned || Math.abs(now.getTime() - this.plannedAt) >= REPLAN_MS) {
      await this.store.plan([...plan.groups.values()], now);
      this.planned = plan;
      this.plannedAt = now.getTime();
    }
    await Promise.all(Array.from({ length: LANES }, () => this.lane()));
  }

  /** Begins no further group. */
  stop(): void {
    this.stopping = true;
  }

  private async plan(): Promise<Plan> {
    const book = await this.rules.read();
    if (book !== this.known?.book) {
      this.known = { book, groups: planGroups(book.rules.values(), this.settings.alertIntervalMs) };
    }
    return this.known;
  }

  private async lane(): Promise<void> {
    while (!this.stopping) {
      const group = await this.store.claimDue(this.owner, this.clock.now(), LEASE_MS);
      if (!group) return;
      await this.round(group);
    }
  }

  private async round(group: ClaimedGroup): Promise<void> {
    const began = this.clock.now().getTime();
    let rules: readonly KnownRule[] = [];
    let kept = began;
    const keep = async (): Promise<void> => {
      const now = this.clock.now();
      if (now.getTime() - kept < LEASE_MS / 4) return;
      if (!(await this.store.keep(this.owner, group, now, LEASE_MS))) throw new ClaimLost();
      kept = now.getTime();
    };
    try {
      // Read once the group is ours: no rule is unknown whose alerts another process has just begun.
      const { book, groups } = await this.plan();
      rules = groups.get(group.name)?.rules ?? [];
      const { failures, late, broken, mended } = await this.evaluation.evaluate(group, rules, book, keep);
      const durationMs = Math.max(0, this.clock.now().getTime() - began);
      await this.store.finish(this.owner, group, { durationMs, late: late !== null, error: late });
      this.meter.evaluated(group.name, rules.length, failures, durationMs);
      for (const { rule, error } of broken) {
        const fields = { group: group.name, rule, reason: error };
        this.logger.warn(fields, 'an alert rule cannot be evaluated; until it can, its alerts neither begin nor end');
      }
      for (const rule of mended) this.logger.warn({ group: group.name, rule }, 'an alert rule can be evaluated again');
      if (group.missed > 0) {
        this.logger.warn({ group: group.name, missed: group.missed }, 'rounds of alert rules were left out');
      }
    } catch (error) {
      if (error instanceof ClaimLost) {
        this.logger.warn({ group: group.name }, 'a round of alert rules took so long that another process does it');
        return;
      }
      this.meter.failed(group.name, rules.length);
      this.logger.error({ err: error, group: group.name }, 'alert rules cannot be evaluated; it is tried again');
      const told = error instanceof Error ? error.message : String(error);
      await this.store.release(this.owner, group, told, new Date(this.clock.now().getTime() + RETRY_MS));
    }
  }
}
