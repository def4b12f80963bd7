import classes from './share-bar.module.css';
import { ratioWords } from './number-words';
import { toneColour, type Tone } from './tones';

export interface ShareBarProps {
  /** A part of one, as the API worked it out; null is unknown. More than 1 is full. */
  readonly share: number | null | undefined;
  /** For those who cannot see it: "share of the total", "of the budget used". */
  readonly label: string;
  readonly tone?: Tone;
  readonly colour?: string;
}

/** A part of a whole as a bar with its per cent. */
export function ShareBar({ share, label, tone, colour }: ShareBarProps) {
  if (share == null) return <span>–</span>;
  const fill = colour ?? (tone ? toneColour(tone) : 'var(--mantine-color-accent-5)');
  return (
    <span className={classes['frame']}>
      <span
        className={classes['track']}
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={Math.min(1, share)}
        aria-valuetext={ratioWords(share)}
      >
        <span className={classes['fill']} style={{ width: `${Math.min(1, share) * 100}%`, background: fill }} />
      </span>
      <span className={classes['words']}>{ratioWords(share)}</span>
    </span>
  );
}
