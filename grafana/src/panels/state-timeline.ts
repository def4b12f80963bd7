import { VisibilityMode } from '@grafana/grafana-foundation-sdk/common';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import type { Colour } from '../look.js';
import { described, type PanelText, type Query, rangeQueries } from './panel.js';

export interface StateTimelineText extends PanelText {
  readonly queries: readonly Query[];
  /** What a value means, and its colour. */
  readonly states: Readonly<Record<string, readonly [word: string, colour: Colour]>>;
}

/** What was in which state, and how long. */
export function stateTimeline(text: StateTimelineText): PanelBuilder {
  const states = Object.entries(text.states).map(([value, [word, color]]) => [value, { text: word, color }] as const);
  return described(new PanelBuilder(), text, 9)
    .targets(rangeQueries(text.queries))
    .mappings([{ type: MappingType.ValueToText, options: Object.fromEntries(states) }])
    .mergeValues(true)
    .showValue(VisibilityMode.Never)
    .rowHeight(0.85)
    .fillOpacity(85)
    .lineWidth(0);
}
