import { Button, Group, Modal, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { faultOf } from '../../api/problem-words';
import { useApiMutation } from '../../api/use-api-mutation';
import { ProblemNote } from '../../components/problem-note';
import { type AttributedWork, changesOf, formOf } from './attribution-form';

interface AttributionDialogProps {
  readonly agent: AttributedWork & { readonly id: string };
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Says afterwards what an agent works on, or worked on. */
export function AttributionDialog({ agent, opened, onClose }: AttributionDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="What it works on">
      <AttributionFields agent={agent} onClose={onClose} />
    </Modal>
  );
}

function AttributionFields({ agent, onClose }: Omit<AttributionDialogProps, 'opened'>) {
  const attribute = useApiMutation('post', '/api/agents/{id}/attribution');
  const [form, setForm] = useState(() => formOf(agent));
  const [error, setError] = useState<Error>();
  const changes = changesOf(agent, form);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      await attribute.send({ path: { id: agent.id }, body: changes });
      notifications.show({ message: 'Recorded. Its costs move along.', color: 'green', autoClose: 4_000 });
      onClose();
    } catch (problem) {
      setError(problem as Error);
    }
  };
  const field = (key: 'epicId' | 'storyId' | 'team', label: string) => (
    <TextInput
      label={label}
      value={form[key]}
      onChange={(event) => setForm({ ...form, [key]: event.currentTarget.value })}
      error={faultOf(error, key)}
    />
  );
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Text fz="sm" c="dimmed">
          It counts for all that the agent ever did: costs of the past move along. Empty means on none.
        </Text>
        {field('epicId', 'Epic')}
        {field('storyId', 'Story')}
        <NumberInput
          label="Pull request"
          description="Its number."
          min={1}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={form.prNumber}
          onChange={(value) => setForm({ ...form, prNumber: value })}
          error={faultOf(error, 'prNumber')}
        />
        {field('team', 'Team')}
        <ProblemNote error={error} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="filled"
            loading={attribute.sending}
            disabled={Object.keys(changes).length === 0}
          >
            Record
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
