import { Drawer } from '@mantine/core';
import { type ReactNode, useCallback } from 'react';
import { textOf, useSearchParams, useSetSearch } from '../url/search';

/**
 * Which thing is open beside the list, kept in the address so that it can be linked:
 *
 *     const [entry, openEntry] = useOpened('entry');
 *     <DataTable onOpen={(row) => openEntry(row.id)} openKey={entry} … />
 *     <DetailDrawer opened={entry !== undefined} onClose={() => openEntry(undefined)} title="Entry">…</DetailDrawer>
 */
export function useOpened(key: string): [id: string | undefined, open: (id: string | undefined) => void] {
  const id = textOf(useSearchParams()[key]);
  const setSearch = useSetSearch();
  const open = useCallback((next: string | undefined) => setSearch({ [key]: next }), [setSearch, key]);
  return [id, open];
}

export interface DetailDrawerProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly children: ReactNode;
}

/** Details beside the list that they belong to. Escape closes it, and the focus goes back to the row. */
export function DetailDrawer({ opened, onClose, title, children }: DetailDrawerProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="right"
      size="min(640px, 100vw)"
      overlayProps={{ backgroundOpacity: 0.15 }}
      transitionProps={{ duration: 120 }}
    >
      {children}
    </Drawer>
  );
}
