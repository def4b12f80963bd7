import uPlot from 'uplot';
import { annotationPlugin } from './annotation-plugin';
import { axisSteps } from './axis-steps';
import type { Annotation, ChartSeries } from './chart-series';
import { cssColour, faded } from './css-colour';
import { hatched } from './hatched';
import { lonePoints } from './lone-points';
import { seriesStyles } from './palette';
import { thresholdPlugin } from './threshold-plugin';
import { tooltipPlugin } from './tooltip-plugin';
import { type Unit, unitWords } from './units';

export interface PlotRecipe {
  readonly series: readonly ChartSeries[];
  readonly allKeys: readonly string[];
  readonly unit: Unit;
  readonly range: { readonly from: number; readonly to: number } | undefined;
  readonly syncKey: string | undefined;
  readonly annotations: readonly Annotation[] | undefined;
  readonly threshold: { readonly value: number; readonly label: string } | undefined;
  readonly stacked: boolean | undefined;
  readonly bars: boolean | undefined;
  readonly timeZone: string | undefined;
  /** Whose colours hold. */
  readonly host: HTMLElement;
  readonly onZoom: (from: number, to: number) => void;
}

const FONT = '11px system-ui, sans-serif';
const LONE_POINT_PX = 5;
/** The last time on the axis may stand at its very end, with half of its words beyond. */
const HALF_TIME_LABEL_PX = 22;

/** Everything of a drawing but its size and its data. */
export function plotOptions(recipe: PlotRecipe): Omit<uPlot.Options, 'width' | 'height'> {
  const { unit, range, syncKey, annotations = [], threshold, timeZone, host, onZoom } = recipe;
  const axis = { stroke: cssColour(host, '--ink-soft'), font: FONT, ticks: { show: false } };
  const grid = { stroke: cssColour(host, '--line-soft'), width: 1 };
  const { lines, bands } = drawnLines(recipe);
  const steps = axisSteps(unit);
  return {
    legend: { show: false },
    padding: [10, HALF_TIME_LABEL_PX, 0, 0],
    series: [{}, ...lines],
    ...(timeZone ? { tzDate: (at: number) => uPlot.tzDate(new Date(at * 1000), timeZone) } : {}),
    ...(bands.length === 0 ? {} : { bands }),
    scales: {
      x: { time: true, ...(range ? { range: () => [range.from, range.to] as [number, number] } : {}) },
      y: { range: (_plot, least, most) => yRange(least, most, threshold?.value) },
    },
    axes: [
      { ...axis, grid: { show: false }, values: timeTicks, space: 70, gap: 8, size: 37 },
      {
        ...axis,
        grid,
        size: (_plot, values) => 14 + 6.2 * Math.max(3, ...(values ?? []).map((value) => value?.length ?? 0)),
        space: 36,
        values: (_plot, splits) => splits.map((value) => unitWords(unit, value)),
        ...(steps ? { incrs: steps } : {}),
      },
    ],
    cursor: {
      y: false,
      points: { size: 6 },
      drag: { x: true, y: false, setScale: false },
      ...(syncKey ? { sync: { key: syncKey, setSeries: false } } : {}),
    },
    hooks: {
      setSelect: [
        (plot) => {
          if (plot.select.width < 8) return;
          onZoom(plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x'));
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
    plugins: [
      annotationPlugin(annotations, host),
      ...(threshold ? [thresholdPlugin(threshold, host)] : []),
      tooltipPlugin(recipe.series, unit, annotations, seriesStyles(recipe.allKeys), timeZone),
    ],
  };
}

/** The columns that uPlot draws: each line, then the edges of its band. */
export function plotData(
  times: readonly number[],
  series: readonly ChartSeries[],
  stacked: boolean | undefined,
): uPlot.AlignedData {
  const lines = stacked ? stackUp(series) : series.map(({ values }) => values);
  const columns = series.flatMap(({ band }, index) => [lines[index]!, ...(band ? [band.high, band.low] : [])]);
  return [times, ...columns] as unknown as uPlot.AlignedData;
}

/** The first lies on top of all others, so that its area is drawn first and the others over it. */
function stackUp(series: readonly ChartSeries[]): (number | null)[][] {
  const sums: (number | null)[] = [];
  return series
    .toReversed()
    .map(({ values }) =>
      values.map((value, index) => {
        const below = sums[index] ?? null;
        return (sums[index] = value === null ? below : (below ?? 0) + value);
      }),
    )
    .toReversed();
}

function drawnLines({ series, allKeys, host, stacked, bars }: PlotRecipe) {
  const styles = seriesStyles(allKeys);
  // Areas lie on top of each other: what shines through would mix their colours.
  const solid = (colour: string) => cssColour(host, `color-mix(in srgb, ${colour} 72%, var(--surface))`);
  const lines: uPlot.Series[] = [];
  const bands: uPlot.Band[] = [];
  for (const { key, label, band, colour, dash } of series) {
    const style = styles.get(key);
    const stroke = cssColour(host, colour ?? style?.colour ?? '--ink');
    const dashes = dash ?? style?.dash;
    lines.push({
      label,
      stroke,
      width: 1.6,
      spanGaps: false,
      // Bars show by themselves.
      points: bars
        ? { show: false }
        : {
            show: false,
            filter: (plot, index) => lonePoints(plot.data[index]!),
            size: LONE_POINT_PX,
            width: 0,
            fill: stroke,
          },
      ...(bars ? { paths: uPlot.paths.bars!({ size: [0.8, 48] }) } : {}),
      ...(stacked
        ? {
            fill: hatched(solid(stroke), colour === undefined ? (style?.round ?? 0) : 0, cssColour(host, '--surface')),
            width: 1,
          }
        : series.length === 1 && !band
          ? { fill: faded(stroke, 0.1) }
          : {}),
      ...(dashes && !stacked ? { dash: dashes } : {}),
    });
    if (!band) continue;
    const edge: uPlot.Series = { stroke: faded(stroke, 0.35), width: 1, points: { show: false } };
    bands.push({ series: [lines.length + 1, lines.length + 2], fill: faded(stroke, 0.14) });
    lines.push(edge, edge);
  }
  return { lines, bands };
}

/** Zero belongs to the picture of what cannot be below it; a flat line still needs room. */
function yRange(least: number | null, most: number | null, threshold: number | undefined): [number, number] {
  const known = [least, most, threshold].filter((value) => value != null && Number.isFinite(value)) as number[];
  if (known.length === 0) return [0, 1];
  const [low, high] = [Math.min(0, ...known), Math.max(...known)];
  return high === low ? [low, low + 1] : [low === 0 ? 0 : low * 1.06, high <= 0 ? 0 : high * 1.06];
}

/** Hours of the day as 24, days with their month's name; see uPlot's `axis.values`. */
const timeTicks: (string | number | null)[][] = [
  [86_400 * 365, '{YYYY}', null, null, null, null, null, null, 1],
  [86_400 * 28, '{MMM}', '\n{YYYY}', null, null, null, null, null, 1],
  [86_400, '{D} {MMM}', '\n{YYYY}', null, null, null, null, null, 1],
  [3_600, '{HH}:{mm}', '\n{D} {MMM} {YYYY}', null, '\n{D} {MMM}', null, null, null, 1],
  [60, '{HH}:{mm}', '\n{D} {MMM} {YYYY}', null, '\n{D} {MMM}', null, null, null, 1],
  [1, '{HH}:{mm}:{ss}', '\n{D} {MMM} {YYYY}', null, '\n{D} {MMM}', null, null, null, 1],
];
