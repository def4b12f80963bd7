import type { LabelMatcher } from '../../../promql/ast.js';
import { type Labels, METRIC_NAME } from '../../../promql/labels.js';
import { compileMatcher } from '../../../promql/matcher.js';
import type { MetricFamily } from '../metric-families.js';
import { parseSeries } from '../series-change.js';
import type { Admission, SeriesTable } from '../series-table.js';
import { exposedLabels } from './exposed-lines.js';

/** What `/metrics` shows as one: a series, or all whose label values are beyond the cap. */
export interface ShownSeries {
  readonly family: MetricFamily;
  /** Of each of its lines. */
  readonly labels: readonly Labels[];
  /** Keys of its series, oldest first; none for what is counted by the catalogue itself. */
  readonly members: string[];
}

/** Lines that were asked for, by their place in `shown.labels`. */
export interface SelectedLines {
  readonly shown: ShownSeries;
  readonly lines: readonly number[];
}

/** Selections that are remembered: rules ask the same over and over. */
const MOST_REMEMBERED = 2_000;

/** Every series that there is, in the order in which the log has them, with the labels that `/metrics` gives them. */
export class SeriesCatalogue {
  private readonly bySeries = new Map<string, ShownSeries>();
  private readonly byFamily = new Map<string, Map<string, ShownSeries>>();
  private readonly admission: Admission;
  private readonly hiddenValues = new Map<string, Map<string, string>>();
  private readonly remembered = new Map<string, readonly SelectedLines[]>();

  constructor(private readonly of: SeriesTable) {
    this.admission = of.admission();
  }

  /** How `/metrics` shows a series; undefined for a family of a newer version. */
  add(series: string): ShownSeries | undefined {
    const known = this.bySeries.get(series);
    if (known) return known;
    const { name, values } = parseSeries(series);
    const family = this.of.families.get(name);
    if (!family) return undefined;
    this.remembered.clear();
    const admitted = this.admission.admit(name, family.labels, values);
    admitted.forEach((value, index) => {
      if (value !== values[index]) this.hide(series, name, family.labels[index] ?? '', values[index] ?? '');
    });
    const shown = this.shownAs(family, admitted);
    shown.members.push(series);
    this.bySeries.set(series, shown);
    return shown;
  }

  /** For each label with values beyond the cap: the first series of every such value. */
  hidden(shown: ShownSeries): readonly string[] {
    const [labels] = shown.labels;
    const values = this.hiddenValues.get(hiddenKey(labels!.get('metric'), labels!.get('label')));
    return [...(values?.values() ?? [])];
  }

  /** The lines that satisfy every matcher. */
  matching(matchers: readonly LabelMatcher[]): readonly SelectedLines[] {
    const key = JSON.stringify(matchers.map(({ name, op, value }) => [name, op, value]));
    let found = this.remembered.get(key);
    if (!found) {
      if (this.remembered.size >= MOST_REMEMBERED) this.remembered.clear();
      this.remembered.set(key, (found = this.search(matchers)));
    }
    return found;
  }

  private search(matchers: readonly LabelMatcher[]): readonly SelectedLines[] {
    const tests = matchers.map((matcher) => ({ name: matcher.name, test: compileMatcher(matcher) }));
    const ofName = tests.filter(({ name }) => name === METRIC_NAME);
    const ofLabels = tests.filter(({ name }) => name !== METRIC_NAME);
    const found: SelectedLines[] = [];
    for (const siblings of this.byFamily.values()) {
      let wanted: readonly number[] | undefined;
      for (const shown of siblings.values()) {
        // Lines of one family have the same names in the same places.
        wanted ??= [...shown.labels.keys()].filter((line) =>
          ofName.every(({ test }) => test(shown.labels[line]!.get(METRIC_NAME))),
        );
        if (wanted.length === 0) break;
        const lines = wanted.filter((line) => ofLabels.every(({ name, test }) => test(shown.labels[line]!.get(name))));
        if (lines.length > 0) found.push({ shown, lines });
      }
    }
    return found;
  }

  private hide(series: string, name: string, label: string, value: string): void {
    const key = hiddenKey(name, label);
    let values = this.hiddenValues.get(key);
    if (!values) {
      this.hiddenValues.set(key, (values = new Map()));
      this.shownAs(this.of.hidden, [name, label]);
    }
    if (!values.has(value)) values.set(value, series);
  }

  private shownAs(family: MetricFamily, values: readonly string[]): ShownSeries {
    let siblings = this.byFamily.get(family.name);
    if (!siblings) this.byFamily.set(family.name, (siblings = new Map()));
    const key = JSON.stringify(values);
    let shown = siblings.get(key);
    if (!shown) siblings.set(key, (shown = { family, labels: exposedLabels(family, values), members: [] }));
    return shown;
  }
}

function hiddenKey(metric: string, label: string): string {
  return `${metric}\u0000${label}`;
}
