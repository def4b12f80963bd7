import {
  GraphDrawStyle,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { stateColours } from '../look.js';
import { described, type Link, linksTo, type PanelText, type Query, rangeQueries, thresholds } from './panel.js';

export interface TimeSeriesText extends PanelText {
  readonly queries: readonly Query[];
  /** Parts of a whole, one on the other. */
  readonly stacked?: true;
  /** Counts by interval, as bars of at least this width. */
  readonly bars?: string;
  /** Columns of the legend. */
  readonly calcs?: readonly string[];
  /** From a series to a page about it. */
  readonly seriesLinks?: readonly Link[];
}

export function timeSeries(text: TimeSeriesText): PanelBuilder {
  const panel = described(new PanelBuilder(), text, 8)
    .targets(rangeQueries(text.queries))
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.Table)
        .placement(LegendPlacement.Bottom)
        .calcs([...(text.calcs ?? ['lastNotNull', 'max'])]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassicByName))
    .lineInterpolation(LineInterpolation.Linear)
    .lineWidth(text.stacked ? 0.5 : 1.5)
    .fillOpacity(text.bars ? 70 : text.stacked ? 30 : 6)
    .showPoints(VisibilityMode.Never)
    .drawStyle(text.bars ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .thresholds(thresholds(text.steps));
  if (text.bars) panel.interval(text.bars);
  if (text.stacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  if (text.steps) {
    panel.thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(GraphThresholdsStyleMode.Dashed));
  }
  if (text.seriesLinks) panel.dataLinks(linksTo(text.seriesLinks));
  if (text.queries.some(({ legend }) => tellsState(legend))) {
    for (const [fixedColor, words] of stateColours) {
      panel.overrideByRegexp(`^(${words.join('|')})$`, [
        { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor } },
      ]);
    }
  }
  return panel;
}

const stateWords = new Set(stateColours.flatMap(([, words]) => words));

/** Whether series are named by a state: a word of ours, or the value of a label that holds such words. */
function tellsState(legend = ''): boolean {
  return stateWords.has(legend) || /^\{\{(state|status|outcome|conclusion|decision|severity|reason)\}\}$/.test(legend);
}
