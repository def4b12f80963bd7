import { Button, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import type { ApiItem } from '../../api/api-types';
import { useSession } from '../../api/session';
import { useApiList } from '../../api/use-api';
import { useApiMutation } from '../../api/use-api-mutation';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { type Column, DataTable } from '../../components/data-table';
import { DetailDrawer, useOpened } from '../../components/detail-drawer';
import { Duration } from '../../components/duration';
import { EmptyState } from '../../components/empty-state';
import { NumberText } from '../../components/number-text';
import { ratioWords } from '../../components/number-words';
import { StateBadge } from '../../components/state-badge';
import { DeadLetters } from './dead-letters';

type Projection = ApiItem<'/api/projections'>;

const columns: readonly Column<Projection>[] = [
  { id: 'name', header: 'Projection', width: 180, grow: 1, cell: ({ name }) => name },
  { id: 'state', header: 'State', width: 130, cell: ({ state }) => <StateBadge state={state} /> },
  {
    id: 'behind',
    header: 'Behind',
    width: 90,
    align: 'right',
    cell: ({ behindSeconds }) => <Duration seconds={behindSeconds} />,
  },
  { id: 'events', header: 'Events', width: 90, align: 'right', cell: ({ events }) => <NumberText value={events} /> },
  {
    id: 'setAside',
    header: 'Set aside',
    width: 90,
    align: 'right',
    cell: ({ deadLetters }) => (
      <Text component="span" inherit {...(deadLetters > 0 ? { c: 'var(--bad)' } : {})}>
        <NumberText value={deadLetters} />
      </Text>
    ),
  },
  { id: 'rebuild', header: 'Rebuild', width: 160, cell: (row) => <Rebuild of={row} /> },
  { id: 'version', header: 'Version', width: 80, align: 'right', cell: ({ version }) => version },
];

/** Every read model: how far it is, what it could not apply; rebuilt from the log by those who may. */
export function ProjectionsTab() {
  const list = useApiList('/api/projections', {});
  const [opened, open] = useOpened('projection');
  const { can } = useSession();
  const rebuild = useApiMutation('post', '/api/projections/{name}/rebuild');
  const [asking, setAsking] = useState(false);
  const shown = list.data?.find(({ name }) => name === opened);
  return (
    <>
      <DataTable
        label="Projections"
        columns={columns}
        list={list}
        rowKey={({ name }) => name}
        onOpen={({ name }) => open(name)}
        openKey={opened}
        empty={<EmptyState title="No projections">This process knows of none.</EmptyState>}
      />
      <DetailDrawer opened={opened !== undefined} onClose={() => open(undefined)} title={opened}>
        {shown?.failure ? (
          <Text fz="sm" c="var(--bad)" mb="sm">
            {shown.failure}
          </Text>
        ) : null}
        {opened === undefined ? null : <DeadLetters projection={opened} />}
        {can('administer') && shown && shown.rebuild == null ? (
          <Button mt="md" onClick={() => setAsking(true)}>
            Rebuild from the log
          </Button>
        ) : null}
      </DetailDrawer>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Rebuild ${opened}`}
        confirm="Rebuild"
        onConfirm={() => rebuild.send({ path: { name: opened! } })}
      >
        It is made anew beside the present one, which serves until the new one has caught up. Nothing is lost.
      </ConfirmDialog>
    </>
  );
}

function Rebuild({ of: { rebuild } }: { of: Projection }) {
  if (rebuild == null) return <>–</>;
  const { state, progress } = rebuild;
  if (state === 'failed') return <StateBadge state="failed" />;
  return (
    <>
      <Progress value={progress * 100} w={90} display="inline-flex" mr={6} aria-label="Rebuilt" />
      {ratioWords(progress)}
    </>
  );
}
