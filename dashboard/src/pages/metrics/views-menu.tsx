import { Button, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconLink } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { parseSearch } from '../../url/search';
import { useSavedViews } from '../../components/saved-views';
import { ViewList } from './view-list';
import { ViewNameDialog } from './view-name-dialog';

/** Views that this browser keeps, and the link to the present one. */
export function ViewsMenu({ nothingShown }: { nothingShown: boolean }) {
  const { views, save, rename, remove } = useSavedViews();
  const [opened, list] = useDisclosure(false);
  const [asks, setAsks] = useState<{ before: string | undefined }>();
  const search = useLocation({ select: ({ searchStr }) => searchStr });
  const navigate = useNavigate();
  const open = (kept: string) => {
    list.close();
    void navigate({ to: '/explore', search: (() => parseSearch(kept)) as never });
  };
  const ask = (before: string | undefined) => {
    list.close();
    setAsks({ before });
  };
  const copyLink = async () => {
    await navigator.clipboard.writeText(window.location.href);
    notifications.show({ message: 'Link copied', color: 'green', autoClose: 3_000 });
  };
  return (
    <>
      <Popover opened={opened} onChange={list.toggle} position="bottom-end" width={300} trapFocus shadow="md">
        <Popover.Target>
          <Button leftSection={<IconBookmark size={14} aria-hidden />} onClick={list.toggle}>
            Views
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <ViewList
            views={views}
            canSave={!nothingShown}
            onOpen={open}
            onSave={() => ask(undefined)}
            onRename={ask}
            onRemove={remove}
          />
        </Popover.Dropdown>
      </Popover>
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
