import { ActionIcon, Skeleton, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { lazy, Suspense, useId, useMemo, useState } from 'react';
import { useSetTimeRange } from '../url/time-range';
import { ChartLegend } from './chart-legend';
import type { Annotation, ChartSeries } from './chart-series';
import { summaryOf } from './chart-summary';
import classes from './time-series-chart.module.css';
import type { Unit } from './units';

const UplotCanvas = lazy(() => import('./uplot-canvas'));
const ChartTable = lazy(() => import('./chart-table'));

export interface TimeSeriesChartProps {
  /** What it shows, for those who cannot see it and as the head of its table. */
  readonly label: string;
  /** Seconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly unit: Unit;
  /** Of the whole, legend included. */
  readonly height: number;
  /** The range that the axis shows; that of the data unless given. Seconds since 1970. */
  readonly range?: { readonly from: number; readonly to: number };
  /** Charts with the same key share their crosshair. */
  readonly syncKey?: string;
  readonly annotations?: readonly Annotation[];
  /** A horizontal line, such as the limit of an alert rule. */
  readonly threshold?: { readonly value: number; readonly label: string };
  /** Areas on top of one another: for parts of a whole. */
  readonly stacked?: boolean;
  /** Bars around the times instead of lines: for sums of days, weeks and months. */
  readonly bars?: boolean;
  readonly legend?: boolean;
  /** Whose days and hours the axis shows; the reader's unless given. */
  readonly timeZone?: string;
  /** Another answer to dragging than to set the range of time. */
  readonly onZoom?: (from: number, to: number) => void;
}

/**
 * Lines over time. Drag to zoom (the range goes into the address), click a name in the legend to hide its line, with
 * Shift to see it alone. The button at the right shows the same as a table.
 *
 *     <TimeSeriesChart label="Agents started" unit="per_minute" height={220} syncKey="overview"
 *                      times={answer.times} series={linesOf(answer, 'type')} />
 */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { label, times, series, unit, height, legend = true, stacked, bars, onZoom, annotations } = props;
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [asTable, setAsTable] = useState(false);
  const setRange = useSetTimeRange();
  const summaryId = useId();
  const shown = useMemo(() => series.filter(({ key }) => !hidden.has(key)), [series, hidden]);
  const zoom = onZoom ?? ((from, to) => setRange({ fromMs: from * 1000, toMs: to * 1000 }));
  const showLegend = legend && series.length > 1;
  const canvasHeight = height - (showLegend ? 28 : 0);
  return (
    <figure className={classes['figure']} style={{ height }} aria-label={label} aria-describedby={summaryId}>
      <VisuallyHidden id={summaryId}>{summaryOf(times, series, unit)}</VisuallyHidden>
      <Tooltip label={asTable ? 'Show as chart' : 'Show as table'}>
        <ActionIcon
          size={22}
          variant="subtle"
          color="gray"
          className={classes['switch']}
          aria-label={asTable ? 'Show as chart' : 'Show as table'}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? <IconChartLine size={14} /> : <IconTable size={14} />}
        </ActionIcon>
      </Tooltip>
      {asTable ? (
        <Suspense fallback={<Skeleton h={height} />}>
          <ChartTable times={times} series={series} unit={unit} height={height} annotations={annotations ?? []} />
        </Suspense>
      ) : (
        <>
          <Suspense fallback={<Skeleton h={canvasHeight} />}>
            <UplotCanvas {...props} series={shown} allSeries={series} height={canvasHeight} onZoom={zoom} />
          </Suspense>
          {showLegend ? (
            <ChartLegend series={series} filled={Boolean(stacked || bars)} hidden={hidden} onHidden={setHidden} />
          ) : null}
        </>
      )}
    </figure>
  );
}
