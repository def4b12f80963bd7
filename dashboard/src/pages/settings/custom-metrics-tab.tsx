import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import type { ApiItem } from '../../api/api-types';
import { useSession } from '../../api/session';
import { useApiList } from '../../api/use-api';
import { useApiMutation } from '../../api/use-api-mutation';
import { CodeLine } from '../../components/code-line';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { type Column, DataTable } from '../../components/data-table';
import { DetailDrawer, useOpened } from '../../components/detail-drawer';
import { EmptyState } from '../../components/empty-state';
import { JsonView } from '../../components/json-view';
import { KeyValueList } from '../../components/key-value-list';
import { ratioWords } from '../../components/number-words';
import { RelativeTime } from '../../components/relative-time';
import { wordsOf } from '../../components/state-words';

type Metric = ApiItem<'/api/metrics/custom'>;

const columns: readonly Column<Metric>[] = [
  { id: 'name', header: 'Name', width: 240, grow: 1, cell: ({ name }) => <span className="mono">{name}</span> },
  { id: 'kind', header: 'Kind', width: 100, cell: ({ kind }) => wordsOf(kind) },
  { id: 'labels', header: 'Labels', width: 180, grow: 1, cell: ({ labels }) => labels.join(', ') || '–' },
  { id: 'source', header: 'From', width: 190, cell: ({ source }) => source?.eventType ?? 'pushed' },
  { id: 'history', header: 'History', width: 150, cell: ({ progress }) => <History progress={progress} /> },
  { id: 'by', header: 'By', width: 130, cell: ({ registeredBy }) => registeredBy },
  { id: 'at', header: 'Registered', width: 110, cell: ({ registeredAt }) => <RelativeTime at={registeredAt} /> },
];

/** Metrics of one's own: pushed, or defined over events. */
export default function CustomMetricsTab() {
  const list = useApiList('/api/metrics/custom', { query: { limit: 100 } });
  const [opened, open] = useOpened('metric');
  const { can } = useSession();
  const remove = useApiMutation('delete', '/api/metrics/custom/{name}');
  const [asking, setAsking] = useState(false);
  const shown = list.data?.find(({ name }) => name === opened);
  return (
    <>
      <DataTable
        label="Custom metrics"
        columns={columns}
        list={list}
        rowKey={({ name }) => name}
        onOpen={({ name }) => open(name)}
        openKey={opened}
        empty={
          <EmptyState title="No custom metrics" action={<CodeLine code="npx orchestrate metrics register --help" />}>
            Count, measure or observe what matters to you; over events, it has its history from the first one on.
          </EmptyState>
        }
      />
      <DetailDrawer opened={opened !== undefined} onClose={() => open(undefined)} title={opened}>
        {shown ? (
          <>
            <KeyValueList
              items={[
                { name: 'Help', value: shown.help },
                { name: 'Unit', value: shown.unit },
                { name: 'Most series', value: shown.seriesLimit },
                { name: 'Buckets', value: shown.kind === 'histogram' ? shown.buckets?.join(', ') : undefined },
              ]}
            />
            {shown.source ? <JsonView value={shown.source} /> : null}
            {can('operate') ? (
              <Button mt="md" color="red" onClick={() => setAsking(true)}>
                Remove
              </Button>
            ) : null}
          </>
        ) : null}
      </DetailDrawer>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Remove ${opened}`}
        confirm="Remove"
        danger
        onConfirm={async () => {
          await remove.send({ path: { name: opened! } });
          open(undefined);
        }}
      >
        Its series go with it. Rules that ask for it find nothing from then on.
      </ConfirmDialog>
    </>
  );
}

function History({ progress }: Pick<Metric, 'progress'>) {
  if (progress == null || progress.state === 'complete') return <>complete</>;
  return (
    <>
      <Progress value={progress.ratio * 100} w={80} display="inline-flex" mr={6} aria-label="History read" />
      {ratioWords(progress.ratio)}
    </>
  );
}
