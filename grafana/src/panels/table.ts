import { TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { type DynamicConfigValue, MappingType, SpecialValueMatch } from '@grafana/grafana-foundation-sdk/dashboard';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Step, Unit } from '../look.js';
import { described, instantQueries, type Link, type PanelText, thresholds } from './panel.js';

export interface Column {
  readonly title: string;
  readonly expr: string;
  readonly unit?: Unit;
  readonly decimals?: number;
  /** Coloured from these values on. */
  readonly steps?: readonly Step[];
  /** Drawn as a bar, from 0 to the greatest or to 1. */
  readonly bar?: true;
}

export interface TableText extends Omit<PanelText, 'unit' | 'min' | 'max' | 'steps' | 'decimals'> {
  /** Labels that name a row, and the title of their column; with a page about it, where there is one. */
  readonly rows: readonly { readonly label: string; readonly title: string; readonly link?: Link }[];
  readonly columns: readonly Column[];
  readonly sortBy: string;
}

/** One row for each combination of labels, one column for each query, as of the end of the time that is shown. */
export function table(text: TableText): PanelBuilder {
  const names = new Map([
    ...text.rows.map(({ label, title }) => [label, title] as const),
    ...text.columns.map(({ title }, index) => [`Value #${String.fromCodePoint(65 + index)}`, title] as const),
  ]);
  const panel = described(new PanelBuilder(), { ...text, unit: 'short' }, 9)
    .targets(instantQueries(text.columns, PromQueryFormat.Table))
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: { Time: true },
        indexByName: Object.fromEntries([...names.keys()].map((name, index) => [name, index])),
        renameByName: Object.fromEntries(names),
      },
    })
    .sortBy([new TableSortByFieldStateBuilder().displayName(text.sortBy).desc(true)])
    .filterable(true)
    .noValue('-')
    // A share of nothing is not known.
    .mappings([
      { type: MappingType.SpecialValue, options: { match: SpecialValueMatch.NullAndNan, result: { text: '-' } } },
    ]);
  for (const { title, link } of text.rows) {
    if (link)
      panel.overrideByName(title, [{ id: 'links', value: [{ title: link[0], url: link[1], targetBlank: true }] }]);
  }
  for (const column of text.columns) panel.overrideByName(column.title, propertiesOf(column));
  return panel;
}

function propertiesOf({ unit, decimals, steps, bar }: Column): DynamicConfigValue[] {
  return [
    ...(unit ? [{ id: 'unit', value: unit }] : []),
    ...(decimals === undefined ? [] : [{ id: 'decimals', value: decimals }]),
    ...(steps
      ? [
          { id: 'thresholds', value: thresholds(steps, 'text').build() },
          { id: 'custom.cellOptions', value: { type: 'color-text' } },
        ]
      : []),
    ...(bar
      ? [
          { id: 'min', value: 0 },
          { id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' } },
          { id: 'color', value: { mode: 'fixed', fixedColor: 'semi-dark-blue' } },
        ]
      : []),
  ];
}
