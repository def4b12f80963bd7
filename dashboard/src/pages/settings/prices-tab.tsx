import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { ApiItem } from '../../api/api-types';
import { useSession } from '../../api/session';
import { useApi, useApiList } from '../../api/use-api';
import { useApiMutation } from '../../api/use-api-mutation';
import { CodeLine } from '../../components/code-line';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { type Column, DataTable } from '../../components/data-table';
import { EmptyState } from '../../components/empty-state';
import { RelativeTime } from '../../components/relative-time';
import { useAsOf } from '../../url/as-of';

type Price = ApiItem<'/api/cost/prices'>;

const rate = (id: keyof Price['rates'], header: string): Column<Price> => ({
  id,
  header,
  width: 110,
  align: 'right',
  cell: ({ rates }) => <span className="numbers">{rates[id] ?? '–'}</span>,
});

/** Prices that somebody set before those of the bundled list, in USD per million tokens. */
export default function PricesTab() {
  const list = useApiList('/api/cost/prices', { query: { limit: 100 } });
  const book = useApi('/api/cost/prices', { query: { limit: 1 } });
  const { can } = useSession();
  const asOf = useAsOf();
  const remove = useApiMutation('delete', '/api/cost/prices/{id}');
  const [removing, setRemoving] = useState<Price>();
  const mayChange = can('administer') && asOf === undefined;
  const columns: readonly Column<Price>[] = [
    { id: 'model', header: 'Model', width: 200, grow: 1, cell: ({ model }) => model },
    { id: 'provider', header: 'Provider', width: 110, cell: ({ provider }) => provider ?? 'any' },
    { id: 'mode', header: 'Mode', width: 90, cell: ({ mode }) => mode ?? 'standard' },
    rate('input', 'Input'),
    rate('output', 'Output'),
    rate('cacheRead', 'Cache read'),
    rate('cacheWrite', 'Cache write'),
    { id: 'from', header: 'From', width: 110, cell: ({ effectiveFrom }) => <RelativeTime at={effectiveFrom} /> },
    {
      id: 'until',
      header: 'Until',
      width: 110,
      cell: ({ effectiveUntil }) => <RelativeTime at={effectiveUntil} unknown="further notice" />,
    },
    {
      id: 'remove',
      header: '',
      width: 90,
      cell: (price) =>
        mayChange ? (
          <Button size="compact-xs" variant="subtle" color="red" onClick={() => setRemoving(price)}>
            Remove
          </Button>
        ) : null,
    },
  ];
  return (
    <>
      <Text fz="sm" c="dimmed" mb="sm">
        In USD per million tokens. What is not set here is priced by the bundled list ({book.data?.base ?? '…'}); what
        neither knows is unpriced, never guessed.
      </Text>
      <DataTable
        label="Prices that were set"
        columns={columns}
        list={list}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            title="No price was set"
            action={<CodeLine code="npx orchestrate cost prices set our-model --input 1.5 --output 6" />}
          >
            The bundled list is in force. A contract or a model of your own is priced so:
          </EmptyState>
        }
      />
      <ConfirmDialog
        opened={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={`Remove the price of ${removing?.model}`}
        confirm="Remove"
        danger
        onConfirm={() => remove.send({ path: { id: removing!.id } })}
      >
        The bundled list counts again, in all reports at once. That it was set stays in the log.
      </ConfirmDialog>
    </>
  );
}
