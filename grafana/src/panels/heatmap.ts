import { AxisPlacement } from '@grafana/grafana-foundation-sdk/common';
import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  HeatmapTooltipBuilder,
  PanelBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import { TooltipDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { described, type PanelText, rangeQueries } from './panel.js';

/** Observations of a histogram by time and bucket; `expr` answers one series for each `le`. */
export function heatmap(text: PanelText & { readonly expr: string; readonly bars: string }): PanelBuilder {
  return described(new PanelBuilder(), text, 8)
    .targets(rangeQueries([{ expr: text.expr, legend: '{{le}}' }], PromQueryFormat.Heatmap))
    .interval(text.bars)
    .calculate(false)
    .color(new HeatmapColorOptionsBuilder().mode(HeatmapColorMode.Scheme).scheme('Blues').steps(32).reverse(true))
    .yAxis(new YAxisConfigBuilder().unit(text.unit).axisPlacement(AxisPlacement.Left))
    .tooltip(new HeatmapTooltipBuilder().mode(TooltipDisplayMode.Single).yHistogram(true))
    .cellGap(1);
}
