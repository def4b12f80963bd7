import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { exactWords } from '../../components/number-words';
import { type Mismatch, mismatchWords } from './verification-words';

/** Where the log is not what it was, and what to do about it. */
export function MismatchNote({ mismatch }: { mismatch: Mismatch }) {
  return (
    <Alert
      color="red"
      variant="light"
      mb="md"
      role="alert"
      icon={<IconAlertTriangle size={16} />}
      title="The event log is not what was sealed"
      styles={{ message: { overflowWrap: 'anywhere' } }}
    >
      {mismatchWords(mismatch)}{' '}
      {mismatch.intact > 0 ? `The ${exactWords(mismatch.intact)} events before are what they were. ` : null}
      Do not rely on what follows. Copy the database before anything else, rebuild no projection, find out who can write
      to it, and go on with docs/runbooks/event-log-changed.md.
    </Alert>
  );
}
