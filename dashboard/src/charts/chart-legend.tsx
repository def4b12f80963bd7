import { UnstyledButton } from '@mantine/core';
import type { MouseEvent } from 'react';
import classes from './chart-legend.module.css';
import type { ChartSeries } from './chart-series';
import { fillOf, seriesStyles, usePaletteVersion } from './palette';

export interface ChartLegendProps {
  readonly series: readonly ChartSeries[];
  /** Whether areas or bars are drawn, and not lines. */
  readonly filled: boolean;
  readonly hidden: ReadonlySet<string>;
  readonly onHidden: (hidden: ReadonlySet<string>) => void;
}

/** The names of the lines: pressed ones are shown. Shift shows one alone, and again all. */
export function ChartLegend({ series, filled, hidden, onHidden }: ChartLegendProps) {
  usePaletteVersion();
  const styles = seriesStyles(series.map(({ key }) => key));
  const toggle = (key: string, event: MouseEvent) => {
    const others = series.map((one) => one.key).filter((one) => one !== key);
    if (event.shiftKey) {
      const alone = !hidden.has(key) && others.every((one) => hidden.has(one));
      onHidden(new Set(alone ? [] : others));
      return;
    }
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    onHidden(next);
  };
  return (
    <ul className={classes['legend']} aria-label="Lines">
      {series.map(({ key, label, colour, dash }) => (
        <li key={key}>
          <UnstyledButton
            className={classes['name']}
            aria-pressed={!hidden.has(key)}
            onClick={(event) => toggle(key, event)}
            title={label}
          >
            {filled ? (
              <span
                className={classes['fill']}
                style={{ background: colour ?? fillOf(styles.get(key)!) }}
                aria-hidden
              />
            ) : (
              <svg width="18" height="8" aria-hidden>
                <line
                  x1="0"
                  x2="18"
                  y1="4"
                  y2="4"
                  stroke={colour ?? styles.get(key)!.colour}
                  strokeWidth="2.5"
                  strokeDasharray={(dash ?? styles.get(key)!.dash)?.join(' ')}
                />
              </svg>
            )}
            <span className="truncate">{label}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
