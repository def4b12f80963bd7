import { useComputedColorScheme } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useEffect, useEffectEvent, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ChartSeries } from './chart-series';
import type { TimeSeriesChartProps } from './time-series-chart';
import { usePaletteVersion } from './palette';
import { plotData, plotOptions } from './uplot-options';
import classes from './uplot-canvas.module.css';

type UplotCanvasProps = TimeSeriesChartProps & {
  /** With those that are hidden, which keep their colours. */
  readonly allSeries: readonly ChartSeries[];
  readonly onZoom: (from: number, to: number) => void;
};

/** The drawing itself; fetched when the first chart is shown. */
export default function UplotCanvas(props: UplotCanvasProps) {
  const {
    times,
    series,
    allSeries,
    unit,
    height,
    range,
    syncKey,
    annotations,
    threshold,
    stacked,
    bars,
    timeZone,
    onZoom,
  } = props;
  const scheme = useComputedColorScheme();
  const palette = usePaletteVersion();
  const { ref: sized, width } = useElementSize();
  const hostRef = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sized, hostRef);
  const plot = useRef<uPlot>(null);
  const zoom = useEffectEvent((from: number, to: number) => onZoom(from, to));
  const size = useEffectEvent(() => ({ width, height }));
  const data = useEffectEvent(() => plotData(times, series, stacked));
  const drawable = width > 0;
  // What the drawing is made of; other numbers alone do not make it anew.
  const looks = series.map(({ key, label, band, colour }) => `${key}|${label}|${band ? 1 : 0}|${colour}`).join('\n');
  // Which colour a name has depends on the others, hidden ones too.
  const names = allSeries.map(({ key }) => key).join('\n');

  useEffect(() => {
    const host = hostRef.current;
    if (!drawable || !host) return undefined;
    const options = plotOptions({
      series,
      allKeys: allSeries.map(({ key }) => key),
      unit,
      range,
      syncKey,
      annotations,
      threshold,
      stacked,
      bars,
      timeZone,
      host,
      onZoom: zoom,
    });
    const made = new uPlot({ ...options, ...size() }, data(), host);
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- `series` and `allSeries` are told by their looks
  }, [
    drawable,
    looks,
    names,
    unit,
    range?.from,
    range?.to,
    syncKey,
    annotations,
    threshold,
    stacked,
    bars,
    timeZone,
    scheme,
    palette,
  ]);

  useEffect(() => {
    plot.current?.setData(plotData(times, series, stacked));
  }, [times, series, stacked]);

  useEffect(() => {
    if (width > 0) plot.current?.setSize({ width, height });
  }, [width, height]);

  return <div ref={ref} className={classes['canvas']} style={{ height }} />;
}
