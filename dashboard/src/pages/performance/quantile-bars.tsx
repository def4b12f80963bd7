import { Link } from '@tanstack/react-router';
import { fillOf, seriesStyles, usePaletteVersion } from '../../charts/palette';
import { durationWords } from '../../components/time-words';
import classes from './quantile-bars.module.css';

export interface QuantileBar {
  readonly key: string;
  readonly label: string;
  /** Null: none has ended. */
  readonly times: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
  readonly search: Record<string, string> | undefined;
}

/** How long runs take: the bar to p50, the paler one on to p95, the line on to p99. Square roots keep short ones visible. */
export function QuantileBars({ label, bars }: { label: string; bars: readonly QuantileBar[] }) {
  usePaletteVersion();
  const most = Math.sqrt(Math.max(1, ...bars.map(({ times }) => times?.p99 ?? 0)));
  const styles = seriesStyles(bars.map(({ key }) => key));
  const at = (seconds: number) => `${(Math.sqrt(seconds) / most) * 100}%`;
  return (
    <ul className={classes['list']} aria-label={label} tabIndex={0}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <Row bar={bar} at={at} background={fillOf(styles.get(bar.key)!)} />
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  readonly bar: QuantileBar;
  readonly at: (seconds: number) => string;
  readonly background: string;
}

function Row({ bar, at, background }: RowProps) {
  const { label, times, search } = bar;
  const inside = (
    <>
      <span className="truncate" title={label}>
        {label}
      </span>
      <span className={classes['track']} aria-hidden>
        {times === null ? null : (
          <>
            <span className={classes['p99']} style={{ width: at(times.p99) }} />
            <span className={classes['p95']} style={{ width: at(times.p95), background }} />
            <span className={classes['p50']} style={{ width: at(times.p50), background }} />
          </>
        )}
      </span>
      {times === null ? (
        <span className={classes['words']}>–</span>
      ) : (
        <span className={classes['words']}>
          <b>{durationWords(times.p50)}</b>
          <span>{durationWords(times.p95)}</span>
          <span>{durationWords(times.p99)}</span>
        </span>
      )}
    </>
  );
  return search === undefined ? (
    <span className={classes['row']}>{inside}</span>
  ) : (
    <Link to="/agents" search={search as never} className={classes['row']}>
      {inside}
    </Link>
  );
}
