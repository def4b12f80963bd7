import { Button, Checkbox, FileButton, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, type FormEvent, useState } from 'react';
import type { ApiAnswer } from '../../../api/api-types';
import { useApiMutation } from '../../../api/use-api-mutation';
import { RemarkList } from '../remark-list';
import { faultsIn } from '../remarks-of';
import { ImportReport } from './import-report';

/** Takes rules from a file, pasted or chosen: all of them or none. */
export function ImportDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Import alert rules" size="xl">
      <ImportForm onClose={onClose} />
    </Modal>
  );
}

const EXAMPLE = `groups:
  - name: fleet
    rules:
      - alert: QueueBackup
        expr: orchestrate_queue_depth > 100
        for: 5m`;

function ImportForm({ onClose }: { onClose: () => void }) {
  const { send, sending, error, reset } = useApiMutation('post', '/api/alerts/rules/import');
  const [content, setContent] = useState('');
  const [replace, setReplace] = useState(false);
  const [report, setReport] = useState<ApiAnswer<'post', '/api/alerts/rules/import'>>();
  const take = (text: string) => {
    setContent(text);
    reset();
  };
  const read = (file: File | null | undefined) => void file?.text().then(take);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    read(event.dataTransfer.files[0]);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const query = replace ? ({ replace: 'true' } as const) : {};
    setReport(await send({ query, body: { content } }).catch(() => undefined));
  };
  if (report) return <ImportReport report={report} onClose={onClose} />;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Text fz="sm">
          A rule file of Prometheus (<code>groups:</code>), or one with <code>rules:</code>. All of its rules are taken,
          or none.
        </Text>
        <Textarea
          label="File"
          description="Paste it here, drop it here, or choose it below."
          placeholder={EXAMPLE}
          data-autofocus
          autosize
          minRows={9}
          maxRows={20}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12 } }}
          onDrop={onDrop}
          onDragOver={(event) => event.preventDefault()}
          value={content}
          onChange={(event) => take(event.currentTarget.value)}
        />
        <Group justify="space-between" gap="xs">
          <FileButton accept=".yml,.yaml,.json,text/yaml" onChange={read}>
            {(props) => (
              <Button {...props} leftSection={<IconFileUpload size={14} />}>
                Choose a file
              </Button>
            )}
          </FileButton>
          <Checkbox
            label="Replace rules of the same name"
            checked={replace}
            onChange={(event) => setReplace(event.currentTarget.checked)}
          />
        </Group>
        {error ? (
          <Stack gap={6} role="alert">
            <Text fz="sm" fw={600}>
              Nothing was imported
            </Text>
            <RemarkList remarks={faultsIn(error)} tone="bad" label="Faults" />
          </Stack>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" loading={sending} disabled={content.trim() === ''}>
            Import
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
