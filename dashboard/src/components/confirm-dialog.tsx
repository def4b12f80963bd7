import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { ProblemNote } from './problem-note';

export interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** A question or what will happen: "Disable the rule HighErrorRate". */
  readonly title: string;
  /** What it means, and whether it can be taken back. */
  readonly children?: ReactNode;
  /** The verb on the button: "Disable". */
  readonly confirm: string;
  readonly danger?: boolean;
  /** Whether to ask why. */
  readonly reason?: 'none' | 'optional' | 'required';
  /** Does it; what it throws is shown, and the dialog stays open. */
  readonly onConfirm: (reason: string | undefined) => Promise<unknown>;
}

/** Asks before something that matters. */
export function ConfirmDialog({ opened, onClose, title, ...rest }: ConfirmDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="md">
      <ConfirmForm onClose={onClose} {...rest} />
    </Modal>
  );
}

type ConfirmFormProps = Omit<ConfirmDialogProps, 'opened' | 'title'>;

function ConfirmForm({ onClose, children, confirm, danger = false, reason = 'none', onConfirm }: ConfirmFormProps) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm(text.trim() || undefined);
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
        {children ? (
          <Text fz="sm" component="div">
            {children}
          </Text>
        ) : null}
        {reason === 'none' ? null : (
          <Textarea
            label={reason === 'required' ? 'Reason' : 'Reason (optional)'}
            description="It stands in the audit log."
            required={reason === 'required'}
            withAsterisk={false}
            data-autofocus
            autosize
            minRows={2}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <ProblemNote error={error} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="filled"
            loading={busy}
            disabled={reason === 'required' && text.trim() === ''}
            {...(danger ? { color: 'red' } : {})}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
