import { Button, Group, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { onConnection, readConnection, tryAgainNow } from '../api/connection';
import { useNow } from '../components/clock';
import { relativeWords } from '../components/time-words';
import classes from './banner.module.css';

/** The service does not answer: said once for the whole page, with what happens next. */
export function AwayBanner() {
  const connection = useSyncExternalStore(onConnection, readConnection);
  const now = useNow();
  if (connection.state !== 'away') return null;
  return (
    <Group role="status" className={classes['banner']} data-kind="away" gap="sm" wrap="wrap">
      <IconPlugConnectedX size={16} aria-hidden />
      <Text fz="sm" fw={600}>
        The service does not answer
      </Text>
      <Text fz="sm">
        Lost {relativeWords(connection.since, Math.max(now, connection.since))}. What is shown may be old; it is tried
        again by itself.
      </Text>
      <Button size="compact-xs" onClick={tryAgainNow}>
        Try now
      </Button>
    </Group>
  );
}
