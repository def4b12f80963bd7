import { LabelAdmission } from './label-admission.js';
import { familyByName, hiddenLabelValues, type MetricFamily } from './metric-families.js';

/** Which label values are shown. Asked for each series once, in the order in which the log has them. */
export interface Admission {
  admit(name: string, labels: readonly string[], values: readonly string[]): readonly string[];
  /** How many values each label has hidden: [family, label, count]. */
  hidden(): Iterable<readonly [name: string, label: string, count: number]>;
}

/** A table of series, and how they are shown. */
export interface SeriesTable {
  /** In the schema `public`; its history is `<table>_history`. */
  readonly table: string;
  /** By name, in the order in which they are shown. */
  readonly families: ReadonlyMap<string, MetricFamily>;
  /** Counts the label values that are not shown. */
  readonly hidden: MetricFamily;
  /** Other tables count theirs under the same name: then it is nobody's alone. */
  readonly sharesHidden?: true;
  /** A new one, that has not admitted anything. */
  admission(): Admission;
}

/** What the fleet's own events come to. */
export const domainSeries: SeriesTable = {
  table: 'metric_series',
  families: familyByName,
  hidden: hiddenLabelValues,
  admission: () => new LabelAdmission(),
};
