import { ActionIcon, Button, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconDeviceFloppy, IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SavedView } from '../../components/saved-views';

interface ViewListProps {
  readonly views: readonly SavedView[];
  readonly canSave: boolean;
  readonly onOpen: (search: string) => void;
  readonly onSave: () => void;
  readonly onRename: (name: string) => void;
  readonly onRemove: (name: string) => void;
}

/** The saved views, each to open, rename and delete. */
export function ViewList({ views, canSave, onOpen, onSave, onRename, onRemove }: ViewListProps) {
  return (
    <Stack gap="xs">
      <Text fz="xs" c="dimmed">
        Kept in this browser only. To share a view, open it and copy its link.
      </Text>
      {views.length === 0 ? (
        <Text fz="sm">No view saved yet.</Text>
      ) : (
        <Stack gap={2} component="ul" aria-label="Saved views" m={0} p={0} style={{ listStyle: 'none' }}>
          {views.map(({ name, search }) => (
            <Group key={name} component="li" gap={2} wrap="nowrap">
              <Button flex={1} miw={0} variant="subtle" justify="flex-start" onClick={() => onOpen(search)}>
                {name}
              </Button>
              <Own label={`Rename ${name}`} onClick={() => onRename(name)}>
                <IconPencil size={14} />
              </Own>
              <Own label={`Delete ${name}`} onClick={() => onRemove(name)}>
                <IconTrash size={14} />
              </Own>
            </Group>
          ))}
        </Stack>
      )}
      <Button
        leftSection={<IconDeviceFloppy size={15} aria-hidden />}
        disabled={!canSave}
        onClick={onSave}
        style={{ alignSelf: 'flex-start' }}
      >
        Save this view
      </Button>
    </Stack>
  );
}

function Own({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={26} variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
