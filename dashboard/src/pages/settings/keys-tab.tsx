import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { ApiItem } from '../../api/api-types';
import { useSession } from '../../api/session';
import { useApiList } from '../../api/use-api';
import { useApiMutation } from '../../api/use-api-mutation';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { type Column, DataTable } from '../../components/data-table';
import { EmptyState } from '../../components/empty-state';
import { RelativeTime } from '../../components/relative-time';
import { StateBadge } from '../../components/state-badge';
import { wordsOf } from '../../components/state-words';
import { NewKeyDialog } from './new-key-dialog';

type Key = ApiItem<'/api/keys'>;

/** API keys: who may do what. The keys themselves are shown once, when they are made. */
export default function KeysTab() {
  const list = useApiList('/api/keys', { query: { limit: 100 } });
  const { session } = useSession();
  const revoke = useApiMutation('delete', '/api/keys/{id}');
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<Key>();
  const columns: readonly Column<Key>[] = [
    { id: 'name', header: 'Name', width: 180, grow: 1, cell: ({ name }) => name },
    { id: 'role', header: 'Role', width: 100, cell: ({ role }) => wordsOf(role) },
    { id: 'prefix', header: 'Begins with', width: 180, cell: ({ prefix }) => <span className="mono">{prefix}…</span> },
    {
      id: 'status',
      header: 'Status',
      width: 110,
      cell: ({ status }) => <StateBadge state={status === 'active' ? 'enabled' : status} />,
    },
    { id: 'by', header: 'Made by', width: 140, cell: ({ createdBy }) => createdBy },
    { id: 'at', header: 'Made', width: 110, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      id: 'revoke',
      header: '',
      width: 100,
      cell: (key) =>
        key.status !== 'active' ? null : key.id === session?.keyId ? (
          'this session'
        ) : (
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => setRevoking(key)}>
            Withdraw
          </Button>
        ),
    },
  ];
  return (
    <>
      <Group justify="flex-end" mb="sm">
        <Button variant="filled" onClick={() => setCreating(true)}>
          New key
        </Button>
      </Group>
      <DataTable
        label="API keys"
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No keys" />}
      />
      <NewKeyDialog opened={creating} onClose={() => setCreating(false)} />
      <ConfirmDialog
        opened={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        title={`Withdraw the key ${revoking?.name}`}
        confirm="Withdraw"
        danger
        onConfirm={() => revoke.send({ path: { id: revoking!.id } })}
      >
        Whoever uses it is refused from now on, and its sessions end. It cannot be taken back.
      </ConfirmDialog>
    </>
  );
}
