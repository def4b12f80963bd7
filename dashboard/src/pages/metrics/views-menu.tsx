import { ActionIcon, Button, Group, Menu, Text, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconDeviceFloppy, IconLink, IconPencil, IconTrash } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { parseSearch } from '../../url/search';
import { useSavedViews } from './saved-views';
import { ViewNameDialog } from './view-name-dialog';

/** Views that this browser keeps, and the link to the present one. */
export function ViewsMenu({ nothingShown }: { nothingShown: boolean }) {
  const { views, save, rename, remove } = useSavedViews();
  const [asks, setAsks] = useState<{ before: string | undefined }>();
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  const navigate = useNavigate();
  const open = (kept: string) => void navigate({ to: '/explore', search: (() => parseSearch(kept)) as never });
  const copyLink = async () => {
    await navigator.clipboard.writeText(window.location.href);
    notifications.show({ message: 'Link copied', color: 'green', autoClose: 3_000 });
  };
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <Button leftSection={<IconBookmark size={14} aria-hidden />}>Views</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text fz="xs">Saved in this browser only; to share one, copy its link.</Text>
          </Menu.Label>
          {views.map(({ name, search: kept }) => (
            <Group key={name} gap={0} wrap="nowrap">
              <Menu.Item flex={1} miw={0} onClick={() => open(kept)}>
                <Text fz="sm" className="truncate">
                  {name}
                </Text>
              </Menu.Item>
              <Own label={`Rename ${name}`} onClick={() => setAsks({ before: name })}>
                <IconPencil size={14} />
              </Own>
              <Own label={`Delete ${name}`} onClick={() => remove(name)}>
                <IconTrash size={14} />
              </Own>
            </Group>
          ))}
          {views.length === 0 ? (
            <Text fz="sm" c="dimmed" px="sm" py={4}>
              No view saved yet.
            </Text>
          ) : null}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconDeviceFloppy size={15} />}
            disabled={nothingShown}
            onClick={() => setAsks({ before: undefined })}
          >
            Save this view
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button leftSection={<IconLink size={14} aria-hidden />} onClick={() => void copyLink()}>
        Copy link
      </Button>
      <ViewNameDialog
        asks={asks}
        taken={views.map(({ name }) => name)}
        onClose={() => setAsks(undefined)}
        onName={(name, before) => (before === undefined ? save({ name, search }) : rename(before, name))}
      />
    </>
  );
}

function Own({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={26} variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
