import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';

interface ViewNameDialogProps {
  /** Undefined: closed. `before`: the name that it has, undefined for a new one. */
  readonly asks: { readonly before: string | undefined } | undefined;
  readonly taken: readonly string[];
  readonly onClose: () => void;
  readonly onName: (name: string, before: string | undefined) => void;
}

/** Asks how a view is called. */
export function ViewNameDialog({ asks, onClose, ...rest }: ViewNameDialogProps) {
  const title = asks?.before === undefined ? 'Save this view' : `Rename ${asks.before}`;
  return (
    <Modal opened={asks !== undefined} onClose={onClose} title={title} size="sm">
      <NameForm before={asks?.before} onClose={onClose} {...rest} />
    </Modal>
  );
}

type NameFormProps = Omit<ViewNameDialogProps, 'asks'> & { readonly before: string | undefined };

function NameForm({ before, taken, onClose, onName }: NameFormProps) {
  const [name, setName] = useState(before ?? '');
  const wanted = name.trim();
  const replaces = wanted !== before && taken.includes(wanted);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '') return;
    onName(wanted, before);
    onClose();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label="Name"
          description={
            replaces ? 'Replaces the view that has this name.' : 'Queries, range of time and marks; in this browser.'
          }
          data-autofocus
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={wanted === ''}>
            {replaces ? 'Replace' : before === undefined ? 'Save' : 'Rename'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
