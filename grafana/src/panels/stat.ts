import { BigValueColorMode, BigValueGraphMode, ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { MappingType, SpecialValueMatch } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { described, instantQueries, type PanelText, rangeQueries, thresholds } from './panel.js';

export interface StatText extends PanelText {
  readonly expr: string;
  /** What stands where there is nothing to tell. */
  readonly none?: string;
  /** Words instead of a number: `{ 0: 'all up' }`. */
  readonly words?: Readonly<Record<string, string>>;
  /** Counts of the whole range have no course to draw. */
  readonly course?: false;
}

/** One number, coloured only where it means something, with its course behind it. */
export function stat(text: StatText): PanelBuilder {
  const query = [{ expr: text.expr }];
  const words = Object.entries(text.words ?? {}).map(([value, word]) => [value, { text: word }] as const);
  const none = { text: text.none ?? 'none' };
  return described(new PanelBuilder(), text, 4)
    .targets(text.course === false ? instantQueries(query) : rangeQueries(query))
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(''))
    .colorMode(text.steps ? BigValueColorMode.Background : BigValueColorMode.None)
    .graphMode(text.course === false ? BigValueGraphMode.None : BigValueGraphMode.Area)
    .thresholds(thresholds(text.steps))
    .noValue(none.text)
    .mappings([
      { type: MappingType.SpecialValue, options: { match: SpecialValueMatch.NullAndNan, result: none } },
      ...(words.length > 0 ? [{ type: MappingType.ValueToText as const, options: Object.fromEntries(words) }] : []),
    ]);
}
