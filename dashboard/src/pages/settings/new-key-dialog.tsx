import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ApiAnswer } from '../../api/api-types';
import { faultOf } from '../../api/problem-words';
import { useApiMutation } from '../../api/use-api-mutation';
import { CodeLine } from '../../components/code-line';
import { ProblemNote } from '../../components/problem-note';

type Role = ApiAnswer<'post', '/api/keys'>['role'];

const roles: readonly { value: Role; label: string }[] = [
  { value: 'reporter', label: 'Reporter: sends what agents do' },
  { value: 'viewer', label: 'Viewer: sees everything' },
  { value: 'operator', label: 'Operator: rules, alerts, silences, budgets' },
  { value: 'admin', label: 'Admin: everything' },
];

/** Makes a key and shows it, this once. */
export function NewKeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="New API key" closeOnClickOutside={false}>
      <NewKeyForm onClose={onClose} />
    </Modal>
  );
}

function NewKeyForm({ onClose }: { onClose: () => void }) {
  const create = useApiMutation('post', '/api/keys');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('reporter');
  const [made, setMade] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // What is refused is shown by `create.error`.
    const answer = await create.send({ body: { name: name.trim(), role } }).catch(() => undefined);
    if (answer) setMade(answer.key);
  };
  if (made !== undefined) {
    return (
      <Stack gap="sm">
        <Alert color="yellow" variant="light" p="xs">
          This is the only time that the key is shown. Keep it now.
        </Alert>
        <CodeLine code={made} />
        <Group justify="flex-end">
          <Button variant="filled" onClick={onClose}>
            I have it
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description="Whom or what it is for; it stands in the audit log."
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={faultOf(create.error, 'name')}
        />
        <Select
          label="Role"
          data={[...roles]}
          value={role}
          allowDeselect={false}
          onChange={(value) => setRole(value as Role)}
        />
        <Text fz="xs" c="dimmed">
          Give each reporter a key of its own, so that one can be withdrawn without the others.
        </Text>
        <ProblemNote error={create.error} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={create.sending} disabled={name.trim() === ''}>
            Make the key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
