import { Button, Group, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { tryAgainNow } from '../api/connection';
import { useConnection } from '../api/use-connection';
import { useNow } from '../components/clock';
import { clockWords, relativeWords } from '../components/time-words';
import classes from './banner.module.css';

/** The service does not answer: said once for the whole page, with what happens next. */
export function AwayBanner() {
  const connection = useConnection();
  const now = useNow();
  if (connection.state !== 'away') return null;
  const { since } = connection;
  return (
    <Group role="status" className={classes['banner']} data-kind="away" gap="sm" wrap="wrap">
      <IconPlugConnectedX size={16} aria-hidden />
      <Text fz="sm" fw={600}>
        The service does not answer
      </Text>
      <Text fz="sm">
        Last heard of at {clockWords(since, Math.max(now, since))}, {relativeWords(since, Math.max(now, since))}. What
        is shown is from before; it is read anew by itself when the service is back.
      </Text>
      <Button size="compact-xs" onClick={tryAgainNow}>
        Try now
      </Button>
    </Group>
  );
}
