import type { ReactNode } from 'react';
import { fillOf, seriesStyle, usePaletteVersion } from './palette';
import classes from './series-name.module.css';

/** The name of a series beside its colour, as charts and legends have it: an agent type, a model. */
export function SeriesName({ name, children }: { name: string; children?: ReactNode }) {
  usePaletteVersion();
  return (
    <span className={classes['name']}>
      <span className={classes['dot']} style={{ background: fillOf(seriesStyle(name)) }} aria-hidden />
      <span className="truncate">{children ?? name}</span>
    </span>
  );
}
