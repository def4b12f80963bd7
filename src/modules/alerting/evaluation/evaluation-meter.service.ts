import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { METRICS_REGISTRY } from '../../../platform/runtime/tokens.js';
import { EvaluationGroupsStore } from './evaluation-groups.store.js';

/** How evaluation fares: what this process does, and of each group what all processes have come to. */
@Injectable()
export class EvaluationMeter {
  private readonly durations: Histogram<'group'>;
  private readonly failures: Counter<'group'>;

  constructor(store: EvaluationGroupsStore, @Inject(METRICS_REGISTRY) registry: Registry) {
    const registers = [registry];
    this.durations = new Histogram({
      name: 'orchestrate_rule_evaluation_duration_seconds',
      help: 'Time that a round of a group of alert rules took in this process.',
      labelNames: ['group'],
      buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    });
    this.failures = new Counter({
      name: 'orchestrate_rule_evaluation_failures_total',
      help: 'Evaluations of alert rules in this process that came to an error.',
      labelNames: ['group'],
      registers,
    });
    new Counter({
      name: 'orchestrate_rule_group_iterations_missed_total',
      help: 'Rounds of a group of alert rules that were left out because the one before was not over.',
      labelNames: ['group'],
      registers,
      async collect() {
        const statuses = await store.statuses();
        this.reset();
        for (const { name, missed } of statuses) this.inc({ group: name }, missed);
      },
    });
    new Gauge({
      name: 'orchestrate_rule_group_last_evaluation_timestamp_seconds',
      help: 'The moment of the last round of a group of alert rules.',
      labelNames: ['group'],
      registers,
      async collect() {
        const statuses = await store.statuses();
        this.reset();
        for (const { name, lastAt } of statuses) if (lastAt) this.set({ group: name }, lastAt.getTime() / 1_000);
      },
    });
  }

  /** A round is done. */
  evaluated(group: string, rules: number, failures: number, durationMs: number): void {
    this.durations.observe({ group }, durationMs / 1_000);
    if (rules > 0) this.failures.inc({ group }, failures);
  }

  /** None of the rules could be evaluated. */
  failed(group: string, rules: number): void {
    this.failures.inc({ group }, rules);
  }
}
