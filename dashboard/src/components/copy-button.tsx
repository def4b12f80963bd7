import { ActionIcon, CopyButton as MantineCopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';

/** Copies a text; says that it did. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  return (
    <MantineCopyButton value={text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon size={22} variant="subtle" color="gray" onClick={copy} aria-label={copied ? 'Copied' : label}>
            {copied ? <IconCheck size={14} color="var(--ok)" /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </MantineCopyButton>
  );
}

/** An id, shortened where it is long, with a button that copies it whole. */
export function CopyableId({ id, length = 12 }: { id: string; length?: number }) {
  return (
    <Group gap={2} wrap="nowrap" display="inline-flex">
      <Text component="span" className="mono" title={id}>
        {id.length > length + 1 ? `${id.slice(0, length)}…` : id}
      </Text>
      <CopyButton text={id} label="Copy the id" />
    </Group>
  );
}
