import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Clock } from '../../../kernel/clock.js';
import { CLOCK } from '../../../platform/runtime/tokens.js';
import type { LabelMatcher } from '../../../promql/ast.js';
import { CompositeSeriesStore } from '../../../promql/composite-series-store.js';
import type { SelectOptions, SeriesSelection, SeriesSource } from '../../../promql/series-source.js';
import type { SeriesMetadata, SeriesStore } from '../../../promql/series-store.js';
import type { ExpositionFormat } from '../exposition-format.js';
import { hiddenCustomValues } from '../metric-families.js';
import { SeriesHistory } from '../history/series-history.service.js';
import { type KnownMetric, knownAmong } from '../known-metric.js';
import { hiddenText, SeriesMirror } from '../series-mirror.js';
import type { SeriesTable } from '../series-table.js';
import { CustomMetricsKeeper, type KeptMetric } from './custom-metrics-keeper.service.js';
import { FadingSeries, unlessGone } from './fading-series.js';
import { familyOf } from './metric-fill.js';
import { SeriesAdmission } from './series-admission.js';

/** Kept in memory of each: there may be a hundred of them. */
const MOST_NUMBERS = 100_000;

/** The series of one custom metric, as they are shown and as they were. */
interface Shown {
  /** Its definition as text. */
  readonly metric: string;
  readonly mirror: SeriesMirror;
  readonly history: SeriesStore;
}

/** Series of the custom metrics: for `/metrics`, and as a source for expressions. One table each. */
@Injectable()
export class CustomSeries implements SeriesStore {
  private readonly shown = new Map<string, Shown>();
  private inOrder: readonly Shown[] = [];
  private of: readonly KeptMetric[] | undefined;
  private composite = new CompositeSeriesStore([]);

  constructor(
    private readonly keeper: CustomMetricsKeeper,
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The series in the given format, without a final `# EOF`. */
  async render(format: ExpositionFormat): Promise<string> {
    const mirrors = this.current().map(({ mirror }) => mirror);
    const texts = await Promise.all(mirrors.map((mirror) => unlessGone(mirror.lines(format), '')));
    const hidden = mirrors.flatMap((mirror) => [...mirror.hidden()]);
    return `${texts.join('')}${hiddenText(hiddenCustomValues, hidden, format)}`;
  }

  /** How the series of this name behave, those of metrics just registered included once `look` is done. */
  known(name: string): KnownMetric | undefined {
    const families = this.keeper.metrics.map(({ row }) => [row.name, familyOf(row.metric)] as const);
    return knownAmong(new Map(families), name);
  }

  look(): Promise<void> {
    return this.keeper.look();
  }

  owns(name: string): boolean {
    return name === hiddenCustomValues.name || this.store().owns(name);
  }

  select(selections: readonly SeriesSelection[], options: SelectOptions) {
    return this.store().select(selections, options);
  }

  labels(matchers: readonly LabelMatcher[], afterMs: number, untilMs: number) {
    return this.store().labels(matchers, afterMs, untilMs);
  }

  async metadata(): Promise<readonly SeriesMetadata[]> {
    const { name, kind, help } = hiddenCustomValues;
    return [...(await this.store().metadata()), { name, type: kind, help, unit: '' }];
  }

  round(): Promise<SeriesSource> {
    return this.store().round();
  }

  private store(): SeriesStore {
    this.current();
    return this.composite;
  }

  /** Of all whose history is there. */
  private current(): readonly Shown[] {
    const { metrics } = this.keeper;
    if (this.of !== metrics) {
      const complete = metrics.filter((one) => one.complete);
      const names = new Set(complete.map(({ fill }) => fill.name));
      for (const name of this.shown.keys()) if (!names.has(name)) this.shown.delete(name);
      this.inOrder = complete.map((one) => this.show(one));
      this.composite = new CompositeSeriesStore(this.inOrder.map(({ history }) => history));
      this.of = metrics;
    }
    return this.inOrder;
  }

  /** The same as before as long as it is to be shown the same way. */
  private show({ row, fill }: KeptMetric): Shown {
    const metric = JSON.stringify(row.metric);
    const before = this.shown.get(fill.name);
    if (before?.metric === metric) return before;
    const family = familyOf(row.metric);
    const table: SeriesTable = {
      table: fill.outputs[0]!.table.name,
      families: new Map([[family.name, family]]),
      hidden: hiddenCustomValues,
      sharesHidden: true,
      admission: () => new SeriesAdmission(row.metric.maxSeries),
    };
    const shown = {
      metric,
      mirror: new SeriesMirror(this.dataSource, table),
      history: new FadingSeries(new SeriesHistory(this.dataSource, this.clock, { mostNumbers: MOST_NUMBERS }, table)),
    };
    this.shown.set(fill.name, shown);
    return shown;
  }
}
