import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import type { Clock } from '../../kernel/clock.js';
import { CLOCK, METRICS_REGISTRY } from '../../platform/runtime/tokens.js';
import type { LabelMatcher } from '../../promql/ast.js';
import { Labels } from '../../promql/labels.js';
import { compileMatcher } from '../../promql/matcher.js';
import { SampleBudget } from '../../promql/sample-budget.js';
import type { SampledSeries, SelectOptions, SeriesSelection, SeriesSource } from '../../promql/series-source.js';
import type { SeriesMetadata, SeriesStore } from '../../promql/series-store.js';
import { InstanceSamples } from './instance-samples.js';
import { type InstanceRecord, ProcessSamplesStore } from './process-samples.store.js';
import { COMPLETE_EVERY_MS, SAMPLE_EVERY_MS } from './sampling-grid.js';

interface KnownSeries {
  readonly id: number;
  readonly instanceId: number;
  readonly labels: Labels;
}

const typeOf: Readonly<Record<string, SeriesMetadata['type']>> = {
  counter: 'counter',
  gauge: 'gauge',
  histogram: 'histogram',
  summary: 'summary',
};

/** What processes measured of themselves, each series with the label `instance`, as a source for expressions. */
@Injectable()
export class ProcessSeries implements SeriesStore {
  private instances = new Map<number, InstanceRecord>();
  private series: readonly KnownSeries[] = [];
  private counts = '';

  constructor(
    private readonly store: ProcessSamplesStore,
    @Inject(METRICS_REGISTRY) private readonly registry: Registry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** None: the domain may have any name. */
  owns(): boolean {
    return false;
  }

  async select(selections: readonly SeriesSelection[], options: SelectOptions) {
    await this.refresh();
    return this.answer(selections, options);
  }

  async round(): Promise<SeriesSource> {
    await this.refresh();
    return { select: (selections, options) => this.answer(selections, options) };
  }

  async labels(matchers: readonly LabelMatcher[], afterMs: number, untilMs: number): Promise<readonly Labels[]> {
    await this.refresh();
    return this.matching(matchers, afterMs, untilMs).map(({ labels }) => labels);
  }

  metadata(): Promise<readonly SeriesMetadata[]> {
    const metrics = this.registry.getMetricsAsArray();
    return Promise.resolve(
      metrics.map(({ name, help, type }) => ({ name, type: typeOf[String(type)] ?? 'unknown', help, unit: '' })),
    );
  }

  private async answer(
    selections: readonly SeriesSelection[],
    options: SelectOptions,
  ): Promise<readonly (readonly SampledSeries[])[]> {
    const budget = new SampleBudget(options);
    const now = this.clock.now().getTime();
    const answers: (readonly SampledSeries[])[] = [];
    for (const selection of selections) {
      const untilMs = Math.min(selection.untilMs, now);
      const wanted = this.matching(selection.matchers, selection.afterMs, untilMs);
      answers.push(wanted.length === 0 ? [] : await this.samples(wanted, selection.afterMs, untilMs, now, budget));
    }
    return answers;
  }

  private async samples(
    wanted: readonly KnownSeries[],
    afterMs: number,
    untilMs: number,
    now: number,
    budget: SampleBudget,
  ): Promise<readonly SampledSeries[]> {
    const instances = new Map<number, InstanceSamples>();
    for (const { instanceId } of wanted) instances.set(instanceId, new InstanceSamples(afterMs, untilMs));
    const pages = this.store.samples(
      [...instances.keys()],
      wanted.map(({ id }) => id),
      new Date(afterMs - COMPLETE_EVERY_MS - SAMPLE_EVERY_MS),
      new Date(untilMs),
    );
    for await (const page of pages) {
      budget.continue();
      for (const record of page) budget.take(instances.get(record.instanceId)!.add(record));
    }
    for (const instance of instances.values()) instance.end(now);
    return wanted.flatMap(({ id, instanceId, labels }) => {
      const found = instances.get(instanceId)!.found(id);
      return found ? [{ labels, ...found }] : [];
    });
  }

  private matching(matchers: readonly LabelMatcher[], afterMs: number, untilMs: number): readonly KnownSeries[] {
    const tests = matchers.map((matcher) => ({ name: matcher.name, test: compileMatcher(matcher) }));
    return this.series.filter(({ instanceId, labels }) => {
      const instance = this.instances.get(instanceId);
      if (!instance || instance.firstAt.getTime() > untilMs) return false;
      if (instance.lastAt.getTime() + SAMPLE_EVERY_MS <= afterMs) return false;
      return tests.every(({ name, test }) => test(labels.get(name)));
    });
  }

  /** Instances as they are now; their series are only read where there are others than before. */
  private async refresh(): Promise<void> {
    const instances = await this.store.instances();
    const counts = instances.map(({ id, series }) => `${id} ${series}`).join();
    this.instances = new Map(instances.map((instance) => [instance.id, instance]));
    if (counts === this.counts) return;
    const found = await this.store.series();
    this.series = found.map(({ id, instanceId, labels }) => {
      const instance = this.instances.get(instanceId)?.name ?? '';
      return {
        id,
        instanceId,
        labels: Labels.of([...(JSON.parse(labels) as [string, string][]), ['instance', instance]]),
      };
    });
    this.counts = counts;
  }
}
