import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { DurationField } from '../../components/duration-field';
import { ProblemNote } from '../../components/problem-note';
import { faultOf } from '../../api/problem-words';
import type { Alert } from './alert-types';
import { useAcknowledge } from './use-alert-changes';

interface AcknowledgeDialogProps {
  readonly alerts: readonly Alert[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Asks for a comment before alerts are taken. */
export function AcknowledgeDialog({ alerts, opened, onClose, onDone }: AcknowledgeDialogProps) {
  const what = alerts.length === 1 ? alerts[0]!.ruleName : `${alerts.length} alerts`;
  return (
    <Modal opened={opened} onClose={onClose} title={`Acknowledge ${what}`}>
      <AcknowledgeForm alerts={alerts} onClose={onClose} {...(onDone ? { onDone } : {})} />
    </Modal>
  );
}

function AcknowledgeForm({ alerts, onClose, onDone }: Omit<AcknowledgeDialogProps, 'opened'>) {
  const acknowledge = useAcknowledge();
  const [note, setNote] = useState('');
  const [duration, setDuration] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await acknowledge(alerts, {
        ...(note.trim() === '' ? {} : { note: note.trim() }),
        ...(duration.trim() === '' ? {} : { duration: duration.trim() }),
      });
      notifications.show({ message: 'Acknowledged', color: 'green', autoClose: 4_000 });
      onDone?.();
      onClose();
    } catch (problem) {
      setError(problem as Error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Textarea
          label="Comment"
          description="What you are doing about it. Whoever looks at the alert next reads it."
          data-autofocus
          autosize
          minRows={2}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          error={faultOf(error, 'note')}
        />
        <DurationField
          label="For"
          description="As 30m, 2h or 1d. Empty: until it is resolved. It is not repeated meanwhile."
          value={duration}
          onChange={setDuration}
          error={faultOf(error, 'duration')}
        />
        <ProblemNote error={error} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={busy}>
            Acknowledge
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
