import { Text, Tooltip } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import type { Loadable } from '../api/loadable';
import { explainError } from '../api/problem-words';
import { useNow } from './clock';
import classes from './stale-mark.module.css';
import { ageWords } from './time-words';

/** Data that could not be read anew: it stays, marked with its age. Nothing while it is fresh. */
export function StaleMark({ state }: { state: Loadable<unknown> }) {
  const now = useNow();
  const { error, data, updatedAt } = state;
  if (!error || data === undefined || updatedAt === undefined) return null;
  return (
    <Tooltip label={`It cannot be read anew. ${explainError(error)}`}>
      <Text component="span" fz="xs" c="var(--warn)" className={classes['stale']} tabIndex={0}>
        <IconHistory size={13} aria-hidden /> not updated for {ageWords(Math.max(0, now - updatedAt) / 1000)}
      </Text>
    </Tooltip>
  );
}
