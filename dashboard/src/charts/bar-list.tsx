import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './bar-list.module.css';
import { fillOf, seriesStyles, usePaletteVersion } from './palette';

export interface Bar {
  /** Decides the colour. */
  readonly key: string;
  readonly label: ReactNode;
  /** Length of the bar; null is unknown and has none. */
  readonly value: number | null;
  /** The number in words, as `Money` or `NumberText`. */
  readonly text: ReactNode;
  /** An interval: drawn as a whisker. */
  readonly low?: number | null;
  readonly high?: number | null;
  readonly colour?: string;
  /** Where its details are. */
  readonly to?: LinkProps['to'];
  readonly search?: Record<string, string | string[]>;
}

export interface BarListProps {
  readonly label: string;
  readonly bars: readonly Bar[];
  /** What a full bar is; the largest value unless given. */
  readonly most?: number;
}

/** Categories side by side, each with its number; with whiskers where the API answers an interval. */
export function BarList({ label, bars, most }: BarListProps) {
  usePaletteVersion();
  const full = most ?? Math.max(...bars.map(({ value, high }) => Math.max(value ?? 0, high ?? 0)), 0);
  const styles = seriesStyles(bars.map(({ key }) => key));
  const part = (value: number) => (full === 0 ? 0 : Math.max(0, Math.min(100, (value / full) * 100)));
  return (
    <ul className={classes['list']} aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.key} className={classes['item']}>
          <Row bar={bar} part={part} colour={bar.colour ?? fillOf(styles.get(bar.key)!)} />
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  readonly bar: Bar;
  readonly part: (value: number) => number;
  readonly colour: string;
}

function Row({ bar, part, colour }: RowProps) {
  const { label, value, text, low, high, to, search } = bar;
  const inside = (
    <>
      <span className={`${classes['label']} truncate`}>{label}</span>
      <span className={classes['track']} aria-hidden>
        {value === null ? null : (
          <span className={classes['bar']} style={{ width: `${part(value)}%`, background: colour }} />
        )}
        {low == null || high == null ? null : (
          <span className={classes['whisker']} style={{ left: `${part(low)}%`, width: `${part(high) - part(low)}%` }} />
        )}
      </span>
      <span className={classes['text']}>{text}</span>
    </>
  );
  return to === undefined ? (
    <span className={classes['row']}>{inside}</span>
  ) : (
    <Link to={to} search={search as never} className={classes['row']}>
      {inside}
    </Link>
  );
}
