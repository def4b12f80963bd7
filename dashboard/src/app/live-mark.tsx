import { Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { onConnection, readConnection } from '../api/connection';
import { useAsOf } from '../url/as-of';
import { useNow } from '../components/clock';
import { relativeWords } from '../components/time-words';
import { useLive } from './live';
import classes from './live-mark.module.css';

/** A stream says something at least so often; silence beyond it is stale. */
const SILENCE_MS = 60_000;

/** Whether the page is live, as a word with its age. */
export function LiveMark() {
  const { state: streaming, heardAt } = useLive();
  const away = useSyncExternalStore(onConnection, readConnection).state === 'away';
  const state = away ? 'lost' : streaming;
  const past = useAsOf() !== undefined;
  const now = useNow();
  const age = heardAt === undefined ? undefined : relativeWords(Math.min(heardAt, now), now);
  const stale = heardAt !== undefined && now - heardAt > SILENCE_MS;
  const kind = past ? 'past' : state === 'live' ? (stale ? 'stale' : 'live') : state;
  return (
    <Tooltip label={explanations[kind] + (age && kind !== 'past' ? ` Last heard ${age}.` : '')} maw={260}>
      <span className={classes['mark']} data-kind={kind} tabIndex={0}>
        <span className={classes['dot']} aria-hidden />
        {words[kind]}
      </span>
    </Tooltip>
  );
}

const words = { live: 'Live', stale: 'Quiet', connecting: 'Connecting', lost: 'Not live', past: 'Past' } as const;
const explanations = {
  live: 'Changes are shown as they happen.',
  stale: 'The stream of changes has been silent for a while.',
  connecting: 'Opening the stream of changes.',
  lost: 'The stream of changes is interrupted; the page is refreshed by the clock instead.',
  past: 'The past does not change.',
} as const;
