import { Tooltip } from '@mantine/core';
import { useConnection } from '../api/use-connection';
import { useAsOf } from '../url/as-of';
import { type RefreshChoice, useRefreshChoice } from '../url/refresh';
import { useLive } from './live';
import classes from './live-mark.module.css';
import { useSecond } from './use-second';

/** Whether the page is live, and how old what it shows may be. A narrow window has room for the dot and the age. */
export function LiveMark() {
  const { state: streaming, heardAt } = useLive();
  const connection = useConnection();
  const past = useAsOf() !== undefined;
  const choice = useRefreshChoice();
  const now = useSecond();
  const kind = past ? 'past' : connection.state === 'away' ? 'away' : streaming;
  const since = past ? undefined : connection.state === 'away' ? connection.since : heardAt;
  const age = since === undefined ? undefined : ageWords(Math.max(0, now - since));
  return (
    <Tooltip label={explanationOf(kind, choice)} maw={260}>
      <span className={classes['mark']} data-kind={kind} tabIndex={0}>
        <span className={classes['dot']} aria-hidden />
        <span className={classes['word']}>{words[kind]}</span>
        {age === undefined ? null : <span className={classes['age']}>{age}</span>}
      </span>
    </Tooltip>
  );
}

const words = { live: 'Live', connecting: 'Connecting', lost: 'Not live', away: 'Not live', past: 'Past' } as const;

function explanationOf(kind: keyof typeof words, choice: RefreshChoice): string {
  const anew = choice === 'off' ? 'only when you ask' : `every ${choice}`;
  return {
    live: 'Changes are shown as they happen. The age is that of the last word from the service.',
    connecting: 'Opening the stream of changes.',
    lost: `The stream of changes is interrupted and is being opened again. Until then the page is read anew ${anew}.`,
    away: 'The service does not answer. What is shown is from before; it is read anew when the service is back.',
    past: 'The past does not change.',
  }[kind];
}

/** In one unit, so that it needs little room. */
function ageWords(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}
