import { Tooltip, VisuallyHidden } from '@mantine/core';
import { LabelChip } from './key-value-list';
import classes from './label-line.module.css';

const SHOWN = 2;

export interface LabelLineProps {
  readonly labels: Readonly<Record<string, string>>;
  readonly leaveOut?: readonly string[];
  /** Whether Tab leads to it, to read all; not inside of a link. */
  readonly reachable?: boolean;
}

/** Labels where there is one line for them: the first ones, and how many more there are. All are told on hover or focus. */
export function LabelLine({ labels, leaveOut = [], reachable = false }: LabelLineProps) {
  const all = Object.entries(labels).filter(([name]) => !leaveOut.includes(name));
  if (all.length === 0) return null;
  const more = all.slice(SHOWN);
  const listed = all.map(([name, value]) => <div key={name}>{`${name}=${value}`}</div>);
  return (
    <Tooltip label={listed} multiline maw={420} events={{ hover: true, focus: true, touch: true }}>
      <span className={classes['line']} {...(reachable ? { tabIndex: 0 } : {})}>
        {all.slice(0, SHOWN).map(([name, value]) => (
          <LabelChip key={name} name={name} value={value} />
        ))}
        {more.length === 0 ? null : (
          <span className={classes['more']}>
            <span aria-hidden>+{more.length}</span>
            <VisuallyHidden>{more.map(([name, value]) => `${name}=${value}`).join(', ')}</VisuallyHidden>
          </span>
        )}
      </span>
    </Tooltip>
  );
}
